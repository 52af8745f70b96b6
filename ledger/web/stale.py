"""When two people changed one thing: what differs, field by field, and two equal ways on.

Whoever was slower is shown what they wrote beside what stands. One button leaves what stands, the other sends the
same form once more over the version that stands now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, make_response, render_template, request

from ledger.plumbing.i18n import gettext as _

NOTHING = "–"
"""What stands for a field with nothing in it."""

_NOT_CARRIED = ("csrf_token", "client_key", "version")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs: its name, the reader's value and the one that stands, as text."""

    field: str
    mine: str
    theirs: str


Said = Iterable[tuple[str, str]]
"""What a thing says: the names of its fields, each with its value as text."""


def differences(mine: Said, theirs: Said) -> list[Difference]:
    """The fields of which two versions say different things."""
    both = zip(mine, theirs, strict=True)
    return [Difference(label, text, other) for (label, text), (_label, other) in both if text != other]


def carried() -> list[tuple[str, str]]:
    """The fields of the form that was sent, but those that every sending has anew."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_CARRIED]


def conflict_page(title: str, differs: list[Difference], version: int, keep_href: str, again: str = "") -> Response:
    """The page of a form that came too late (409). `version` is the one that stands, `keep_href` where it is shown;
    `again` says what the second button does, of a deed that sent nothing to compare."""
    page = render_template(
        "books/conflict.html", title=title, differences=differs, version=version, keep_href=keep_href,
        action=request.path, carried=carried(), again=again or _("Put mine on top"),
    )  # fmt: skip
    return make_response(page, 409)
