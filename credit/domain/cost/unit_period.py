"""Unit-periods of 12 CFR 1026 (Regulation Z) Appendix J (b)(3)–(5): which one a loan has, and how many.

A period is the time between two advances, between two payments, or from the first advance to the first
payment after it. The unit-period is the commonest period; where none is common, the average one; for one
advance and one payment, the term itself. Time is measured back from the later day, months being equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import pairwise

from credit.domain.cost.flows import Flows, whole_months
from credit.domain.cost.solver import NoRoot, Term
from ledger.kernel.period import add_months

_EPOCH = date(2001, 1, 1)


class Span(Enum):
    """The kinds of standard interval, the more regular first."""

    YEAR = 0
    MONTHS = 1
    SEMIMONTH = 2
    DAYS = 3
    TERM_MONTHS = 4
    TERM_DAYS = 5


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """`count` months or days of a kind; a week is seven days."""

    span: Span
    count: int = 1

    @property
    def days(self) -> int:
        """Its length with every month at thirty days, for comparing intervals."""
        per = {Span.YEAR: 360, Span.MONTHS: 30, Span.SEMIMONTH: 15, Span.TERM_MONTHS: 30}
        return self.count * per.get(self.span, 1)

    @property
    def per_year(self) -> Fraction:
        """How many there are in a year (b)(5): 365 days, 52 weeks, 24 semimonths, 12 months."""
        if self.span in (Span.MONTHS, Span.TERM_MONTHS):
            return Fraction(12, self.count)
        if self.span is Span.SEMIMONTH:
            return Fraction(24)
        if self.span is Span.YEAR:
            return Fraction(1)
        weekly = self.span is Span.DAYS and self.count % 7 == 0
        return Fraction(52 * 7 if weekly else 365, self.count)


@dataclass(frozen=True, slots=True)
class Dated:
    """Terms of the general equation (b)(8), and the unit-period they count."""

    unit: UnitPeriod
    terms: tuple[Term, ...]


def dated(flows: Flows) -> Dated:
    """A loan in unit-periods from its first advance. Raises: NoRoot where nothing is paid after it."""
    signed = [(_day(at), minor) for at, minor in flows.signed()]
    days = [day for day, _ in signed]
    anchor = _month_end_anchor(days)
    advanced = sorted({_day(flow.at) for flow in flows.advances})
    paid = sorted({_day(flow.at) for flow in flows.payments if flow.minor} - {days[0]})
    if not paid:
        raise NoRoot()
    calendar = _Calendar(anchor, flows.by_months)
    unit = _unit_of(advanced, paid, calendar)
    return Dated(unit, tuple(calendar.placed(days[0], day, minor, unit) for day, minor in signed))


def _day(at: date | int) -> date:
    return add_months(_EPOCH, at) if isinstance(at, int) else at


def _month_end_anchor(days: Sequence[date]) -> int:
    """The day of the month that a run of month ends stands for (29, 30 or 31), or 0 where it is none."""
    top = max(day.day for day in days)
    kept = sum(day.day == add_months(day, 0, top).day for day in days)
    return top if 2 * kept >= len(days) else 0


def _unit_of(advanced: Sequence[date], paid: Sequence[date], calendar: _Calendar) -> UnitPeriod:
    if len(advanced) == len(paid) == 1:
        return calendar.term(advanced[0], paid[0])
    chains = [list(advanced), [advanced[0], *paid]]
    seen = Counter(
        interval for lead, chain in enumerate(chains) for interval in calendar.intervals(chain, lead)
    )
    common = {interval: count for interval, count in seen.items() if count > 1}
    if common:
        return min(common, key=lambda interval: (-common[interval], interval.days, interval.span.value))
    lengths = [calendar.length(*pair) for chain in chains for pair in pairwise(chain)]
    return calendar.nearest(Fraction(sum(lengths), len(lengths)))


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Measuring back from the later day, with month ends standing for the day of month they lack."""

    anchor: int
    only_months: bool

    def back(self, start: date, day: date) -> tuple[int, int]:
        """Full months back from `day`, and the days left over from `start` (b)(5)(ii)."""
        months = (day.year - start.year) * 12 + day.month - start.month
        if self._earlier(day, months) < start:
            months -= 1
        return months, (self._earlier(day, months) - start).days

    def length(self, start: date, day: date) -> int:
        """Days with every full month at thirty (b)(5)(iii)."""
        months, days = self.back(start, day)
        return 30 * months + days

    def term(self, start: date, day: date) -> UnitPeriod:
        """The unit-period of one advance and one payment (b)(4)(ii): the term, a year at most."""
        months, days = self.back(start, day)
        if months >= 12:
            return UnitPeriod(Span.YEAR)
        if days:
            return UnitPeriod(Span.TERM_DAYS, (day - start).days)
        return UnitPeriod(Span.TERM_MONTHS, months)

    def intervals(self, chain: Sequence[date], lead: int) -> Iterable[UnitPeriod]:
        """What each step of a chain could be: months, a semimonth, days. None of them exceeds a year.

        The first `lead` days only lead up to the series.
        """
        for at, (start, day) in enumerate(pairwise(chain)):
            months, rest = self.back(start, day)
            days = (day - start).days
            if not rest and months <= 12:
                yield UnitPeriod(Span.YEAR) if months == 12 else UnitPeriod(Span.MONTHS, months)
            if self.only_months:
                continue
            if 13 <= days <= 18 and _halves_a_month(chain, at, lead):
                yield UnitPeriod(Span.SEMIMONTH)
            if days <= 365:
                yield UnitPeriod(Span.DAYS, days)

    def nearest(self, days: Fraction) -> UnitPeriod:
        """The standard interval nearest an average, the lower of two (b)(4)(i)(B)."""
        months = [UnitPeriod(Span.MONTHS, count) for count in range(1, 12)]
        shorter = [UnitPeriod(Span.SEMIMONTH), *(UnitPeriod(Span.DAYS, 7 * weeks) for weeks in range(1, 52))]
        standard = [UnitPeriod(Span.YEAR), *months]
        if not self.only_months:
            standard += [UnitPeriod(Span.DAYS, 1), *shorter]
        return min(standard, key=lambda unit: (abs(unit.days - days), unit.days, unit.span.value))

    def placed(self, start: date, day: date, minor: int, unit: UnitPeriod) -> Term:
        """A flow after so many full unit-periods and a part of one (b)(5)."""
        if unit.span in (Span.TERM_DAYS, Span.TERM_MONTHS):
            return Term(minor, int(day > start))
        months, rest = self.back(start, day)
        if unit.span is Span.YEAR:
            years, left = divmod(months, 12)
            odd = (self._earlier(day, 12 * years) - start).days
            return Term(minor, years, Fraction(odd, 365) if rest else Fraction(left, 12))
        if unit == UnitPeriod(Span.MONTHS):
            return Term(minor, months, Fraction(rest, 30))
        days = (day - start).days if unit.span is Span.DAYS else 30 * months + rest
        whole, left = divmod(days, unit.days)
        return Term(minor, whole, Fraction(left, unit.days))

    def _earlier(self, day: date, months: int) -> date:
        is_month_end = add_months(day, 0, 31) == day
        return add_months(day, -months, self.anchor if is_month_end and self.anchor > day.day else None)


def _halves_a_month(chain: Sequence[date], at: int, lead: int) -> bool:
    """Whether a step makes a month with the step before it and with the one after it, if there are such."""
    starts = (at,) if at < lead else (at - 1, at)
    around = [chain[start : start + 3] for start in starts if start >= min(lead, at)]
    wholes = [whole_months(three[0], three[2]) == 1 for three in around if len(three) == 3]
    return bool(wholes) and all(wholes)
