"""Paying a loan back before its time, whole or in part: what it asks on that day, and what it saves.

What is paid back bears interest for its own days since the last instalment; what stays bears its month as ever. So
the next instalment is right to the last coin whichever day the money comes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ledger.domain.debts.course import Course
from ledger.domain.debts.split import Split
from ledger.kernel.errors import N_, Conflict, Invalid
from ledger.kernel.interest.loan import planned
from ledger.kernel.interest.schedule import Method, Row, interest_for_days
from ledger.kernel.interest.yearly import DayCount, half_up
from ledger.kernel.limits import MINOR_MAX
from ledger.kernel.terms import LoanTerms

_WHOLE_BPS = 10_000


class MoreThanOwed(Invalid):
    """More paid back than is owed. Fact: `owed`, as text."""

    message = N_("Only %(owed)s is still owed.")


class PayInstalmentFirst(Conflict):
    """A loan with an instalment due that was not paid yet."""

    message = N_("An instalment is due and not paid yet. Record it first.")


@dataclass(frozen=True, slots=True)
class Way:
    """How a loan goes on: its terms from then on, its instalments, and what it still costs in interest and fees."""

    terms: LoanTerms
    rows: tuple[Row, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Early:
    """Paying back `split.principal` minor units on a day: what it asks, the way without it, and the ways after it.

    `sooner` keeps the instalment and ends before; `smaller` keeps the last day and lowers the instalment. Both are
    None where all is paid back; `smaller` too where the two are the same, as where only interest is paid.
    """

    on: date
    split: Split
    days: int
    stays: Way
    sooner: Way | None
    smaller: Way | None

    @property
    def all_of_it(self) -> bool:
        """Whether nothing is owed after it."""
        return self.sooner is None

    def saves(self, way: Way | None) -> int:
        """What going one way saves against going on as before, minor units; below zero where it costs more."""
        return self.stays.cost - self.split.interest - self.split.fee - (way.cost if way else 0)


def early(course: Course, minor: int, on: date) -> Early:
    """Paying back so many minor units on a day, or all that is owed. Raises: MoreThanOwed, PayInstalmentFirst."""
    row = course.next
    if row is None or minor > course.owed:
        raise MoreThanOwed(owed=max(course.owed, 0), field="amount")
    if row.due is not None and on >= row.due:
        raise PayInstalmentFirst()
    days = max((on - course.last_due).days, 0) if course.last_due else 0
    rate = replace(course.plan.rate, day_count=DayCount.ACT_365)
    fee = half_up(Fraction(min(minor, MINOR_MAX) * course.terms.exit_fee_bps, _WHOLE_BPS))
    split = Split(minor, interest_for_days(minor, rate, days), fee)
    left = course.owed - minor
    return Early(on, split, days, _way(course.terms, course.to_come), _sooner(course, left), _smaller(course, left))


def _way(terms: LoanTerms, rows: tuple[Row, ...]) -> Way:
    return Way(terms, rows, sum(row.interest + terms.each_fee for row in rows))


def _sooner(course: Course, left: int) -> Way | None:
    return _way(course.terms, course.plan.from_balance(left, course.settled)) if left else None


def _smaller(course: Course, left: int) -> Way | None:
    """The same number of instalments from what is left, under terms that say so."""
    row = course.next
    count = max(course.terms.instalments - course.settled, 1)
    if not left or row is None or row.due is None or course.plan.method is Method.INTEREST_ONLY or count == 1:
        return None
    terms = replace(course.terms, principal=left, instalments=count, first_due=row.due.isoformat())
    plan = planned(terms)
    return _way(terms, plan.schedule.rows) if plan else None
