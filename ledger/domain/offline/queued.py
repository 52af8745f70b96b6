"""A queued deed: done on a device without a network, sent later, perhaps twice and in any order.

Each has a key given where it was done. What it changes is either a thing as the device last saw it, or what an
earlier deed of the same person, named by its key, left behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.ids import read_id
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR

AT_ONCE = 50
"""Deeds one sending carries."""

_KEY_MAX, _FIELDS_MAX, _TEXT_MAX, _LINE_MAX, _VERSION_MAX = 80, 60, 2_000, 10_000, 10**9


class NotQueued(Invalid):
    """Something that is no deed a device could have queued."""

    message = N_("This was not written on a device of ours and was not done.")


class TooManyQueued(Invalid):
    """More deeds than one sending carries."""

    message = N_("At most %(limit)s at once.")


class Kind(StrEnum):
    """What was done: an entry by its form or by one line, putting one right, taking one back."""

    RECORD = "record"
    LINE = "line"
    AMEND = "amend"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Base:
    """A thing as it was seen: its version, and whether it stood."""

    thing_id: int
    version: int
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Queued:
    """One queued deed.

    `on` is the day where and when it was done; `form` the fields of the entry sheet; `of` the key of the deed it
    builds on, where `base` is None. `yields` says that the person saw both versions and kept the other one: theirs
    is written into the history, and what stood stands again.
    """

    key: str
    kind: Kind
    book: str
    on: date
    form: Mapping[str, str]
    line: str = ""
    base: Base | None = None
    of: str = ""
    yields: bool = False

    @property
    def changes(self) -> bool:
        """Whether it changes something that is there."""
        return self.kind in (Kind.AMEND, Kind.TAKE_BACK)

    @property
    def digest(self) -> bytes:
        """What tells this deed from another sent with its key."""
        base = [self.base.thing_id, self.base.version, self.base.stands] if self.base else None
        said = {"kind": self.kind.value, "book": self.book, "on": self.on, "form": dict(self.form), "line": self.line,
                "base": base, "of": self.of, "yields": self.yields}
        return digest(b"", {name: value for name, value in said.items() if value is not None})


def read_key(said: object) -> str:
    """The key of something sent, empty where it has none that could be one."""
    key = said.get("key") if isinstance(said, dict) else None
    return key if isinstance(key, str) and 0 < len(key) <= _KEY_MAX and key.isascii() and key.isprintable() else ""


def read_queued(said: object) -> Queued:
    """A deed as it was sent. Raises: NotQueued, and Missing where it names no thing."""
    key = read_key(said)
    if not key or not isinstance(said, dict) or said.get("kind") not in list(Kind):
        raise NotQueued()
    kind, of = Kind(said["kind"]), _text(said, "of", _KEY_MAX)
    base = _base(said) if kind in (Kind.AMEND, Kind.TAKE_BACK) and not of else None
    return Queued(key, kind, _text(said, "book", _KEY_MAX), _day(said), _form(said), _text(said, "line", _LINE_MAX),
                  base, of, said.get("yields") is True)


def _base(said: Mapping[str, Any]) -> Base:
    version, stands = said.get("version"), said.get("stands", True)
    if type(version) is not int or not 1 <= version <= _VERSION_MAX or not isinstance(stands, bool):
        raise NotQueued()
    return Base(read_id(_text(said, "thing", _KEY_MAX)), version, stands)


def _day(said: Mapping[str, Any]) -> date:
    try:
        on = date.fromisoformat(_text(said, "on", 10))
    except ValueError:
        raise NotQueued() from None
    if not EARLIEST_YEAR <= on.year <= LATEST_YEAR:
        raise NotQueued()
    return on


def _form(said: Mapping[str, Any]) -> dict[str, str]:
    form = said.get("form", {})
    if not isinstance(form, dict) or len(form) > _FIELDS_MAX:
        raise NotQueued()
    return {_bounded(name, _KEY_MAX): _bounded(value, _TEXT_MAX) for name, value in form.items()}


def _text(said: Mapping[str, Any], name: str, limit: int) -> str:
    return _bounded(said.get(name, ""), limit)


def _bounded(value: object, limit: int) -> str:
    """Text of at most so many characters, all of which can be written down."""
    if not isinstance(value, str) or len(value) > limit or any("\ud800" <= c <= "\udfff" for c in value):
        raise NotQueued()
    return value
