"""A payment on a loan, divided: what pays it back, what is interest, what is a fee. Whole minor units, no coin lost."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.domain.debts.course import Course
from ledger.kernel.interest.schedule import Row


@dataclass(frozen=True, slots=True)
class Split:
    """One payment in minor units: `principal`, `interest` and `fee` are all of it."""

    principal: int
    interest: int
    fee: int = 0

    @property
    def payment(self) -> int:
        """All that is paid."""
        return self.principal + self.interest + self.fee


def instalment(course: Course, row: Row) -> Split:
    """An instalment to come, with the fee it always has."""
    return Split(row.principal, row.interest, course.terms.each_fee)


def divided(course: Course, payment: int, *, as_planned: bool = False) -> Split | None:
    """A payment for the next instalment; None where nothing is owed.

    The fee comes first, then interest, and what is left pays back, at most all that is owed; whatever the lender
    takes beyond that is its price. `as_planned` says that the payment is the contract's own: then nothing in it is
    paid back besides, and what exceeds the schedule is a fee.
    """
    row = course.next
    if row is None or payment <= 0:
        return None
    if as_planned and payment >= row.payment:
        return Split(row.principal, row.interest, payment - row.payment)
    fee = min(course.terms.each_fee, payment)
    interest = min(row.interest, payment - fee)
    principal = min(payment - fee - interest, course.owed)
    return Split(principal, payment - fee - principal, fee)
