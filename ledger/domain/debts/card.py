"""A card as it stands: the statement that is due, the cycle that runs, and what paying all of it or the least costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from ledger.domain.planning.due import next_due
from ledger.domain.reports.statements import statements_of
from ledger.kernel.figures import Move, Statement
from ledger.kernel.interest.card import InterestBasis, MinimumRule, Owing, minimum_path, statement_interest
from ledger.kernel.interest.paydown import Paydown, pay_down
from ledger.kernel.interest.yearly import AnnualRate, Convention, DayCount
from ledger.kernel.period import add_months
from ledger.kernel.terms import CardTerms

_WHOLE_BPS = 10_000
_DAYS_OF_YEAR = 365


@dataclass(frozen=True, slots=True)
class Cycle:
    """The cycle that runs: bought and charged since the last statement (minor units, refunds taken away), the day it
    closes, the day it will be due, and the entries in it."""

    since: date
    closes_on: date
    due_on: date
    bought: int
    charged: int
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a statement goes on to cost: interest on the next one if all of it is paid, and if only the least is.

    `least` is the path of the least each month and nothing bought; `kept_up` that of its first payment kept up.
    """

    all_paid: int
    least_paid: int
    least: Paydown
    kept_up: Paydown


@dataclass(frozen=True, slots=True)
class CardCourse:
    """Where a card stands on a day: minor units of its currency; `statements` oldest first, `owed` above zero."""

    terms: CardTerms
    on: date
    owed: int
    statements: tuple[Statement, ...]
    cycle: Cycle | None
    cost: Cost | None

    @property
    def last(self) -> Statement | None:
        """The last statement that closed."""
        return self.statements[-1] if self.statements else None

    @property
    def due(self) -> Statement | None:
        """The last statement, while its due day is still to come or is today."""
        return self.last if self.last and self.last.due_on >= self.on else None

    @property
    def still(self) -> int:
        """What is still to be paid of the last statement, never more than is owed."""
        return max(min(self.last.balance - self.last.paid, self.owed), 0) if self.last else 0

    @property
    def least_still(self) -> int:
        """What of its least payment is still to be paid."""
        return max(min(self.last.minimum - self.last.paid, self.owed), 0) if self.last else 0

    @property
    def days_to_due(self) -> int | None:
        """Days until the last statement is due, below zero once that is past; None where nothing is left to pay."""
        return (self.last.due_on - self.on).days if self.last and self.still else None

    @property
    def used_bps(self) -> int | None:
        """How much of the limit is used, basis points; None where there is no limit."""
        return max(self.owed, 0) * _WHOLE_BPS // self.terms.limit if self.terms.limit else None


def card_course(terms: CardTerms, moves: Sequence[Move], on: date, began: int = 0) -> CardCourse:
    """A card's course from its movements by day; `began` is its balance before the first of them."""
    owed = -began - sum(move.minor for move in moves if move.day <= on)
    statements = statements_of(terms, moves, on, began)
    course = CardCourse(terms, on, owed, statements, _cycle(terms, moves, statements, on), None)
    return replace(course, cost=_cost(course, moves)) if course.due and course.still else course


def _cycle(terms: CardTerms, moves: Sequence[Move], statements: Sequence[Statement], on: date) -> Cycle | None:
    if terms.statement_day is None or terms.due_day is None:
        return None
    tomorrow = on + timedelta(days=1)
    closes_on = next_due(terms.statement_day, tomorrow)
    since = (statements[-1].closed_on if statements else add_months(closes_on, -1)) + timedelta(days=1)
    inside = [move for move in moves if since <= move.day <= on and move.flow != "debt_repaid"]
    charged = -sum(move.minor for move in inside if move.flow == "cost_of_credit")
    return Cycle(
        since, closes_on, next_due(terms.due_day, closes_on + timedelta(days=1)),
        -sum(move.minor for move in inside) - charged, charged, tuple(dict.fromkeys(move.entry for move in inside)))


def _cost(course: CardCourse, moves: Sequence[Move]) -> Cost | None:
    terms, last = course.terms, course.last
    if terms.rate_bps is None or last is None or terms.statement_day is None:
        return None
    rate = AnnualRate(Decimal(terms.rate_bps).scaleb(-4), Convention(terms.rate_convention), DayCount.EQUAL_MONTHS)
    daily = Fraction(rate.value) / _DAYS_OF_YEAR
    basis, closing = InterestBasis(terms.interest_basis), next_due(terms.statement_day, last.due_on)
    owing = _owing(course, last, moves)
    unpaid = last.balance - max(min(last.minimum, last.balance), last.paid)
    least = minimum_path(course.still, rate.monthly, MinimumRule(
        Decimal(terms.minimum_bps).scaleb(-4), terms.minimum_floor))
    return Cost(
        statement_interest(basis, daily, owing, 0, last.due_on, closing),
        statement_interest(basis, daily, owing, unpaid, last.due_on, closing),
        least, pay_down(course.still, rate, least.payments[0]))


def _owing(course: CardCourse, last: Statement, moves: Sequence[Move]) -> list[Owing]:
    """What a statement is made of: carried from the one before, which bore its interest up to now, and bought since;
    what was paid pays off the oldest."""
    before = course.statements[-2] if len(course.statements) > 1 else None
    opened = before.closed_on if before else date.min
    bought = [Owing(move.day, -move.minor) for move in moves if opened < move.day <= last.closed_on and move.minor < 0]
    carried = last.balance - sum(one.minor for one in bought)
    if carried > 0:
        return [Owing(last.closed_on, carried, is_carried=True), *bought]
    found = []
    for one in bought:
        taken = min(-carried, one.minor)
        carried += taken
        if one.minor > taken:
            found.append(Owing(one.since, one.minor - taken))
    return found
