"""Wishes to be left alone: not now, never this kind, a hard time, this ledger free of offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NEVER_AGO = 9_999
"""Days since something that never was: the largest a count of days gets."""

NOT_NOW_DAYS = 90
"""Days “not now” holds (credit.md E34)."""

LIFE_EVENT_DAYS = 90
"""Days without offers after a hard time was said (credit.md G8)."""


class Why(StrEnum):
    """What a wish was."""

    NOT_NOW = "not_now"
    NEVER = "never"
    FREE_OF_OFFERS = "free_of_offers"
    LIFE_EVENT = "life_event"


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish: of which kind of offer ("" every kind), for which ledger (0 every one), from `since` up to `until`.

    `until` is the first day it no longer holds; None holds until it is undone.
    """

    quiet_id: int
    why: Why
    kind: str
    book_id: int
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= on and (self.until is None or on < self.until)

    def is_about(self, book_id: int) -> bool:
        """Whether it concerns a ledger."""
        return self.book_id in (0, book_id)


def until(why: Why, since: date) -> date | None:
    """The first day a wish made on a day no longer holds."""
    days = {Why.NOT_NOW: NOT_NOW_DAYS, Why.LIFE_EVENT: LIFE_EVENT_DAYS}.get(why)
    return since + timedelta(days=days) if days else None


def days_since_not_now(wishes: Iterable[Wish], kind: str, on: date) -> int:
    """Days since the latest “not now” about this kind of offer that was not undone."""
    return _days_since((one.since for one in wishes if one.why is Why.NOT_NOW and one.kind in ("", kind)), on)


def days_since_life_event(wishes: Iterable[Wish], on: date) -> int:
    """Days since the person last said that times are hard, unless they took it back."""
    return _days_since((one.since for one in wishes if one.why is Why.LIFE_EVENT), on)


def said_never(wishes: Iterable[Wish], kind: str, on: date) -> bool:
    """Whether this kind of offer is never wanted."""
    return any(one.why is Why.NEVER and one.kind in ("", kind) and one.holds(on) for one in wishes)


def is_free_of_offers(wishes: Iterable[Wish], book_id: int, on: date) -> bool:
    """Whether a ledger, or everything, is kept free of offers."""
    return any(one.why is Why.FREE_OF_OFFERS and one.is_about(book_id) and one.holds(on) for one in wishes)


def _days_since(days: Iterable[date], on: date) -> int:
    return min(((on - day).days for day in days if day <= on), default=NEVER_AGO)
