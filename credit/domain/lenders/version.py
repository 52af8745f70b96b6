"""A version of a rule set: its body, the states it goes through, and the digest that says exactly which text it is.

`draft` is written and written again; `submitted` waits for other people; `approved` has every name it needs; `live`
is on the shelf; `retired` was; `sent_back` came back with a note. The digest is over the whole body: the rows, and
every product they sell as it stood when they were written. One changed cell is another digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from ledger.kernel.canonical import canonical
from ledger.kernel.errors import N_, Conflict, Forbidden

HASH_SHOWN = 12
"""Hexadecimal digits of a digest that are shown, four at a time."""


class State(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    LIVE = "live"
    RETIRED = "retired"
    SENT_BACK = "sent_back"


NEXT: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.DRAFT, State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.DRAFT, State.APPROVED, State.SENT_BACK}),
    State.APPROVED: frozenset({State.DRAFT, State.LIVE, State.SENT_BACK}),
    State.LIVE: frozenset({State.RETIRED}),
    State.RETIRED: frozenset({State.LIVE}),
    State.SENT_BACK: frozenset(),
}
"""The states that may follow each. A retired version may be put back; one sent back is written anew."""


class NotNow(Conflict):
    """A deed that the version's state does not allow, mostly because somebody else was faster."""

    message = N_("This version stands elsewhere by now. Look at it once more.")


class StaleDraft(Conflict):
    """A draft somebody wrote into since it was opened."""

    message = N_("Somebody changed this draft after you opened it.")


class OtherText(Conflict):
    """A name given to another text than the one that stands."""

    message = N_("The text changed after you opened it. Read it once more.")


class OwnVersion(Forbidden):
    """Approving what one wrote."""

    message = N_("You wrote this version, so somebody else decides about it.")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a rule set.

    `body` is `{"set": the rule set, "products": {code: {"product", "version", "body"}}}`. `author` is a member of
    the lender, 0 for the operator. `edition` rises with every writing of a draft.
    """

    rule_id: int
    version: int
    name: str
    moment: str
    body: Mapping[str, Any]
    digest: bytes
    state: State
    author: int
    made_at: datetime
    amended_at: datetime
    submitted_at: datetime | None = None
    live_at: datetime | None = None
    ended_at: datetime | None = None
    edition: int = 1

    def content(self) -> dict[str, Any]:
        """What is digested for the log whenever something happens to the version."""
        return {"rule": self.rule_id, "version": self.version, "name": self.name, "text": self.digest}

    @property
    def rows(self) -> list[Mapping[str, Any]]:
        """The rows of the rule set, as they are written."""
        return list(self.body["set"].get("rows", ()))

    @property
    def products(self) -> Mapping[str, Mapping[str, Any]]:
        """The products the rows sell, by the lender's own name for each, as they stood when it was written."""
        found: Mapping[str, Mapping[str, Any]] = self.body["products"]
        return found

    def check_may_become(self, state: State) -> None:
        """Raises: NotNow."""
        if state not in NEXT[self.state]:
            raise NotNow()

    def check_text(self, digest: bytes) -> None:
        """Raises: OtherText where somebody speaks of another text, or the kept one no longer fits its digest."""
        if digest != self.digest or text_digest(self.body) != self.digest:
            raise OtherText()


def text_digest(body: Mapping[str, Any]) -> bytes:
    """SHA-256 (32 bytes) of the canonical body of a version or a product."""
    return hashlib.sha256(canonical(dict(body))).digest()


def shown(digest: bytes) -> str:
    """The beginning of a digest in groups of four: `9f3c 1a07 e2b8`."""
    text = digest.hex()[:HASH_SHOWN]
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
