"""The course of a loan: what the books say was paid, and what its terms say is to come from what is really owed.

Nothing but entries and terms is read, so that a figure put right by hand is a figure put right everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.kernel.interest.loan import LoanPlan, planned
from ledger.kernel.interest.schedule import Row
from ledger.kernel.terms import LoanTerms

AHEAD_DAYS = 15
"""A payment counts for an instalment from so many days before it is due; one made earlier is paid besides."""


@dataclass(frozen=True, slots=True)
class LoanMove:
    """What one entry did to a loan, in minor units of its currency: `minor` into it (+, paid back) or out of it
    (−, borrowed), and what it paid of interest and of other fees of credit beside it."""

    entry: int
    on: date
    minor: int
    interest: int = 0
    fee: int = 0


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment as the books have it: for which instalment (None: paid besides), and what was owed after it."""

    move: LoanMove
    n: int | None
    owed: int

    @property
    def payment(self) -> int:
        """All that was paid, minor units."""
        return self.move.minor + self.move.interest + self.move.fee


@dataclass(frozen=True, slots=True)
class Course:
    """Where a loan stands: its plan, its movements, its payments, and the instalments to come from what is `owed`.

    `settled` instalments are paid, or were before these books; `since` is the day it came into them.
    """

    terms: LoanTerms
    plan: LoanPlan
    moves: tuple[LoanMove, ...]
    paid: tuple[Paid, ...]
    owed: int
    settled: int
    since: date | None
    to_come: tuple[Row, ...]

    @property
    def next(self) -> Row | None:
        """The next instalment; None where nothing is owed."""
        return self.to_come[0] if self.to_come else None

    @property
    def interest_paid(self) -> int:
        """Interest and fees paid in these books, those of the first day among them, minor units."""
        return sum(move.interest + move.fee for move in self.moves)

    @property
    def interest_to_come(self) -> int:
        """Interest and fees of the instalments to come, minor units."""
        return sum(row.interest + self.terms.each_fee for row in self.to_come)

    @property
    def last_due(self) -> date | None:
        """The last day anything was due before the next instalment: from here interest runs."""
        rows = self.plan.schedule.rows
        if 0 < self.settled <= len(rows):
            return rows[self.settled - 1].due
        return self.since

    def is_instalment(self, on: date) -> bool:
        """Whether a payment of a day counts for the next instalment."""
        row = self.next
        return row is not None and row.due is not None and on >= row.due - timedelta(days=AHEAD_DAYS)


def course_of(terms: LoanTerms, moves: Sequence[LoanMove]) -> Course | None:
    """The course of a loan from its movements, oldest first; None where its terms cannot be.

    Its terms speak of the day what was owed last came to what they call the principal. Where it never did, the loan
    was under way when it came into the books, and what fell due by then was paid before.
    """
    plan = planned(terms)
    if plan is None:
        return None
    dues = [row.due for row in plan.schedule.rows if row.due is not None]
    begun = _begun(terms, moves)
    if begun is None:
        begun = 0
        settled = sum(1 for due in dues if moves and due <= moves[0].on)
    else:
        settled = 0
    owed, paid = 0, []
    for at, move in enumerate(moves):
        owed -= move.minor
        if move.minor < 0:
            continue
        n = None
        if at > begun and settled < len(dues) and move.on >= dues[settled] - timedelta(days=AHEAD_DAYS):
            settled += 1
            n = settled
        paid.append(Paid(move, n, owed))
    since = moves[begun].on if moves else None
    to_come = plan.from_balance(owed, settled) if owed > 0 else ()
    return Course(terms, plan, tuple(moves), tuple(paid), owed, settled, since, to_come)


def _begun(terms: LoanTerms, moves: Sequence[LoanMove]) -> int | None:
    """Where what was owed last came to the principal of the terms, None where it never did."""
    owed, found = 0, None
    for at, move in enumerate(moves):
        owed -= move.minor
        if move.minor and owed == terms.principal:
            found = at
    return found
