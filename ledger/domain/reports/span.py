"""Which days a statement is about, and which days stand beside them for comparison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.period import Period, add_months

YEAR_MONTHS = 12


class LastBeforeFirst(Invalid):
    """A last day that lies before the first."""

    message = N_("The last day lies before the first.")


class Span(StrEnum):
    """How long a statement's period is: a calendar month, quarter or year, or days one names."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DAYS = "days"


class Beside(StrEnum):
    """What stands beside it: the period just before, the same days a month or a year earlier, or nothing."""

    BEFORE = "before"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Asked:
    """The days a statement is asked for, and which are to stand beside them."""

    span: Span
    period: Period
    wanted: Beside

    @property
    def beside(self) -> Period | None:
        """The period that stands beside, None where nothing is compared."""
        return beside(self.span, self.period, self.wanted)

    @property
    def last(self) -> date:
        """The last day."""
        return last_day(self.period)

    def on(self, today: date) -> date:
        """The day balances are of: the last, or today while the period runs."""
        return today if today in self.period else self.last

    def beside_on(self) -> date | None:
        """The day of the balances beside."""
        return last_day(self.beside) if self.beside else None


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: YEAR_MONTHS}
_BACK = {Beside.MONTH: 1, Beside.YEAR: YEAR_MONTHS}


def around(span: Span, day: date) -> Period:
    """The calendar month, quarter or year a day lies in; of days one names, the day alone."""
    if span is Span.DAYS:
        return Period(day, day + timedelta(days=1))
    months = _MONTHS[span]
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(start, add_months(start, months))


def asked(
    span: Span, wanted: Beside, today: date, on: date | None = None, since: date | None = None,
    until: date | None = None,
) -> Asked:
    """The period of a span around a day, today unless told; of days, from the first of this month up to today unless
    told. Raises: LastBeforeFirst."""
    if span is not Span.DAYS:
        return Asked(span, around(span, on or today), wanted)
    first = since or today.replace(day=1)
    return Asked(span, days(first, until or max(today, first)), wanted)


def days(first: date, last: date) -> Period:
    """From one day up to and including another. Raises: LastBeforeFirst."""
    if last < first:
        raise LastBeforeFirst(field="until")
    return Period(first, last + timedelta(days=1))


def neighbour(span: Span, period: Period, steps: int) -> Period:
    """The period some steps on (or back, below zero), as long as this one."""
    if span is Span.DAYS:
        shift = timedelta(days=period.days * steps)
        return Period(period.start + shift, period.end + shift)
    return around(span, add_months(period.start, _MONTHS[span] * steps))


def beside(span: Span, period: Period, wanted: Beside) -> Period | None:
    """The period that stands beside another, None where none was wanted."""
    if wanted is Beside.BEFORE:
        return neighbour(span, period, -1)
    back = _BACK.get(wanted)
    if back is None:
        return None
    return Period(add_months(period.start, -back), _end(period, add_months(last_day(period), -back)))


def last_day(period: Period) -> date:
    """The last day in a period."""
    return period.end - timedelta(days=1)


def _end(period: Period, last: date) -> date:
    """The day after the last; of whole months the month's own end, so that February of a leap year is whole."""
    if period.end.day == 1:
        return add_months(last.replace(day=1), 1)
    return last + timedelta(days=1)
