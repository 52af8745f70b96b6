"""A ledger's signals as a program is answered: whole numbers, each with its unit and how well it is known."""

from __future__ import annotations

from typing import Literal

from ledger.plumbing.api.shape import Day, DayText, IdText, Shape


class SignalsQuery(Shape):
    """`on` is the day it is measured on; today where it is left out."""

    on: Day | None = None


class SignalOut(Shape):
    """One signal: a whole number in its unit, sums in minor units of the ledger's currency, shares in basis points.

    `state` is known, absent (what it measures is not there, and `value` is what that counts as) or unknown, with
    `why`. `low` and `high` bound it where it is an estimate.
    """

    value: int | None
    unit: str
    state: Literal["known", "absent", "unknown"]
    why: str | None = None
    low: int | None = None
    high: int | None = None


class SignalsOut(Shape):
    """What a ledger says on a day at its revision, by the name of the signal."""

    book: IdText
    on: DayText
    revision: int
    signals: dict[str, SignalOut]
