"""Fields of a scene's own: what was typed into one, checked by its kind and made the text that is kept.

Kept texts are: the text itself, a whole number, an exact decimal, a day as YYYY-MM-DD, the key of a choice, yes or no.
Whom an entry was for is asked by every sheet, so a field of that kind is not asked a second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from ledger.domain.books.scene import Scene, SceneField
from ledger.domain.books.scene_choices import FieldKind
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR, LINE_MAX
from ledger.kernel.number import read_number

YES, NO = "yes", "no"
_WHOLE = re.compile(r"[0-9]{1,15}")
_NUMBERS = (FieldKind.NUMBER, FieldKind.QUANTITY)

Fields = tuple[tuple[str, str], ...]
"""Values by the key of their field, in the order of the keys."""


class NotAWholeNumber(Invalid):
    """Text that is no whole number."""

    message = N_("“%(text)s” is not a whole number.")


class NumberBelowZero(Invalid):
    """A number below zero where only more than nothing is measured."""

    message = N_("Write a number of zero or more.")


class NotThatDay(Invalid):
    """Text that is no day."""

    message = N_("“%(text)s” is not a day. Write it as 2026-11-21.")


class NotAnAnswer(Invalid):
    """An answer that is none of those the scene knows."""

    message = N_("Choose one of those shown.")


class TextTooLong(Invalid):
    """More characters than a field of a scene keeps."""

    message = N_("At most %(limit)s characters.")


def asked(scene: Scene | None, verb: str) -> tuple[SceneField, ...]:
    """The fields a scene asks for when this is said."""
    if scene is None:
        return ()
    return tuple(one for one in scene.fields if verb in one.verbs and one.kind is not FieldKind.MEMBER)


def read(question: SceneField, text: str, field: str) -> str:
    """The text that is kept of what was typed; empty for nothing. Raises what its kind is refused for, in `field`."""
    said = "".join(c for c in text if c.isprintable()).strip()
    return _READERS[question.kind](question, said, field) if said else ""


def merged(was: Fields, said: Iterable[tuple[str, str]]) -> Fields:
    """Values with those said put over them; what was said to be nothing is gone."""
    both = {**dict(was), **dict(said)}
    return tuple(sorted((key, value) for key, value in both.items() if value))


def falls(question: SceneField, before: str, now: str) -> bool:
    """Whether a value that only ever rises, such as an odometer's, is below the one before."""
    return bool(question.rises and before and now and Decimal(now) < Decimal(before))


def _text(question: SceneField, said: str, field: str) -> str:
    if len(said) > LINE_MAX:
        raise TextTooLong(limit=LINE_MAX, field=field)
    return said


def _whole(question: SceneField, said: str, field: str) -> str:
    value = _decimal(question, said, field)
    if not _WHOLE.fullmatch(value):
        raise NotAWholeNumber(text=said[:20], field=field)
    return value


def _decimal(question: SceneField, said: str, field: str) -> str:
    value = read_number(said, field)
    if value < 0:
        raise NumberBelowZero(field=field)
    return format(value.normalize(), "f") if value else "0"


def _day(question: SceneField, said: str, field: str) -> str:
    try:
        on = date.fromisoformat(said)
    except ValueError:
        raise NotThatDay(text=said[:20], field=field) from None
    if not EARLIEST_YEAR <= on.year <= LATEST_YEAR:
        raise NotThatDay(text=said[:20], field=field)
    return on.isoformat()


def _choice(question: SceneField, said: str, field: str) -> str:
    if all(option.key != said for option in question.options):
        raise NotAnAnswer(field=field)
    return said


def _flag(question: SceneField, said: str, field: str) -> str:
    if said not in (YES, NO):
        raise NotAnAnswer(field=field)
    return said


_READERS: Mapping[FieldKind, Callable[[SceneField, str, str], str]] = {
    FieldKind.TEXT: _text, FieldKind.NUMBER: _whole, FieldKind.QUANTITY: _decimal, FieldKind.DAY: _day,
    FieldKind.CHOICE: _choice, FieldKind.FLAG: _flag,
}  # fmt: skip
