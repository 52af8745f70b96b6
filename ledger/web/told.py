"""Word of a deed for the page that comes next: one sentence, and where it is undone."""

from __future__ import annotations

from dataclasses import dataclass

from flask import session as cookie

_KEY = "told"
_TEXT_MAX = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What was done, in the reader's words; where its undoing is posted, if anywhere, and what that is called."""

    text: str
    undo: str = ""
    undo_label: str = ""


def tell(text: str, undo: str = "", undo_label: str = "") -> None:
    """Leave word of a deed for the next page this browser opens."""
    cookie[_KEY] = (text[:_TEXT_MAX], undo, undo_label)


def take_told() -> Told | None:
    """The word that was left, once."""
    left = cookie.pop(_KEY, None)
    return Told(*left) if left else None
