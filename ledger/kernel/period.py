"""Periods are half-open runs of days: the start is in, the end is not."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to, but not including, `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a period ends on or after its start")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.end - self.start).days

    def each_day(self) -> Iterator[date]:
        """Every day of the period, in order."""
        return (self.start + timedelta(days=n) for n in range(self.days))


def month_of(day: date) -> Period:
    """The calendar month a day lies in."""
    start = day.replace(day=1)
    return Period(start, add_months(start, 1))


def add_months(day: date, months: int, anchor: int | None = None) -> date:
    """The same day some months on, clamped to the month's end (31 January + 1 = 28 or 29 February).

    `anchor` (1–31) is the day of month wanted when it differs from `day`'s, so that a run of dates started on
    the 31st returns to the 31st.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(anchor or day.day, last))


def last_months(day: date, count: int) -> tuple[Period, ...]:
    """The calendar months up to and including the one of `day`, oldest first."""
    first = day.replace(day=1)
    return tuple(month_of(add_months(first, -back)) for back in range(count - 1, -1, -1))


def in_pieces(period: Period) -> tuple[Period, ...]:
    """A period as the days before its first whole month, its whole months, and the days after them.

    A piece without days is left out; a period without a whole month is one piece.
    """
    first = period.start if period.start.day == 1 else add_months(period.start.replace(day=1), 1)
    last = period.end.replace(day=1)
    if first >= last:
        return (period,) if period.days else ()
    pieces = (Period(period.start, first), Period(first, last), Period(last, period.end))
    return tuple(piece for piece in pieces if piece.days)
