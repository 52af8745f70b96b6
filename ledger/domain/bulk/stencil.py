"""A template: an entry kept under a name, to be recorded or filled in with one tap.

It is what a person said, by the names of the sheet's fields; it holds no day, since it is for another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import LINE_MAX, NOTE_MAX

KEPT = ("verb", "amount", "currency", "category", "account", "to", "got", "got_currency", "payee", "note", "project",
        "for")
"""The fields of the sheet a template keeps, further parts beside these."""

NAME_MAX = 60


class TooManyTemplates(Invalid):
    """More templates than one book keeps."""

    message = N_("A ledger keeps at most %(limit)s templates.")


class NothingToKeep(Invalid):
    """A template that says neither what for nor where."""

    message = N_("Say at least a category or an account.")


@dataclass(frozen=True, slots=True)
class Stencil:
    """`said` are values of the sheet's fields as text. Only `member_id` sees it unless it is shared."""

    stencil_id: int
    member_id: int
    name: str
    said: dict[str, str] = field(default_factory=dict)
    is_shared: bool = False
    position: int = 0
    closed: bool = False
    version: int = 1

    @property
    def records(self) -> bool:
        """Whether one tap records it; without an amount it fills in the sheet."""
        return bool(self.said.get("amount"))

    def content(self) -> dict[str, Any]:
        """What is digested when the template is written."""
        return {"template": self.stencil_id, "member": self.member_id, "name": self.name, "said": self.said,
                "shared": self.is_shared, "position": self.position, "closed": self.closed}


def kept_of(values: dict[str, str]) -> dict[str, str]:
    """Of the values of a form, those a template keeps, bounded. Raises: NothingToKeep."""
    found = {name: value.strip()[: NOTE_MAX if name == "note" else LINE_MAX] for name, value in values.items()
             if name in KEPT or name.startswith("part-")}
    said = {name: value for name, value in found.items() if value}
    if not said.get("category") and not said.get("account"):
        raise NothingToKeep(field="category")
    return said
