"""Which days a statement is about, and which days stand beside them for comparison."""

from __future__ import annotations

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
    """What stands beside it: the period just before, the same days a year earlier, or nothing."""

    BEFORE = "before"
    YEAR = "year"
    NONE = "none"


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: YEAR_MONTHS}


def around(span: Span, day: date) -> Period:
    """The calendar month, quarter or year a day lies in; of days one names, the day alone."""
    if span is Span.DAYS:
        return Period(day, day + timedelta(days=1))
    months = _MONTHS[span]
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(start, add_months(start, months))


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
    if wanted is Beside.YEAR:
        last = add_months(last_day(period), -YEAR_MONTHS)
        return Period(add_months(period.start, -YEAR_MONTHS), _end(period, last))
    return None


def last_day(period: Period) -> date:
    """The last day in a period."""
    return period.end - timedelta(days=1)


def _end(period: Period, last: date) -> date:
    """The day after the last; of whole months the month's own end, so that February of a leap year is whole."""
    if period.end.day == 1:
        return add_months(last.replace(day=1), 1)
    return last + timedelta(days=1)
