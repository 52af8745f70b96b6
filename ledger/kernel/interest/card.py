"""Credit cards: what paying the minimum leads to, and interest on the whole statement (全额计息).

The pound path is that of British lenders' pages: a share of the balance plus the month's interest, never
below a floor. The Chinese bases are a setting of each card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ledger.kernel.interest.paydown import Paydown
from ledger.kernel.interest.yearly import half_up
from ledger.kernel.limits import FLOWS_MAX
from ledger.kernel.period import add_months


@dataclass(frozen=True, slots=True)
class MinimumRule:
    """The least payment: `share` of the balance (0.1 is a tenth) plus interest, but `floor` minor units."""

    share: Decimal
    floor: int


def minimum_path(balance: int, monthly: Fraction, rule: MinimumRule) -> Paydown:
    """A card on which only the minimum is ever paid, at a month's rate; a hundred years count as never."""
    interests: list[int] = []
    payments: list[int] = []
    for _ in range(FLOWS_MAX):
        interest = half_up(balance * monthly)
        least = max(rule.floor, half_up(balance * Fraction(rule.share)) + interest)
        paid = min(least, balance + interest)
        interests.append(interest)
        payments.append(paid)
        balance += interest - paid
        if not balance:
            break
    return Paydown(tuple(interests), tuple(payments), balance)


class InterestBasis(StrEnum):
    """What a card's interest runs on when the statement is not paid in full."""

    FULL_STATEMENT = "full_statement"
    """全额计息: the whole statement from due date to due date, then what is left to the next statement."""
    UNPAID_ONLY = "unpaid_only"
    """Only what is left unpaid, from the day it was spent."""


@dataclass(frozen=True, slots=True)
class CardTerms:
    """Days of the month of statement and due date, the rate of a day, and the basis of interest."""

    statement_day: int
    due_day: int
    daily: Decimal
    basis: InterestBasis


def statement_interest(card: CardTerms, spent: int, on: date, paid: Sequence[int]) -> tuple[int, ...]:
    """Interest on each statement after the due dates on which `paid` was paid, for one purchase.

    `spent` and `paid` are minor units; the result too, half up, one for each payment.
    """
    cycles = []
    unpaid, since, stated = spent, on, on
    statement = _next(card.statement_day, on)
    for payment in paid:
        due = _next(card.due_day, statement)
        statement = _next(card.statement_day, due)
        before, unpaid = unpaid, unpaid - payment
        if card.basis is InterestBasis.FULL_STATEMENT:
            coin_days = spent * (due - since).days + unpaid * (statement - due).days
        else:
            whole = unpaid if stated == on else before
            coin_days = whole * (due - stated).days + unpaid * (statement - due).days
        since, stated = due, statement
        cycles.append(half_up(coin_days * Fraction(card.daily)))
    return tuple(cycles)


def _next(day_of_month: int, after: date) -> date:
    """The first such day of a month after a day."""
    same = add_months(after, 0, day_of_month)
    return same if same > after else add_months(after.replace(day=1) - timedelta(days=1), 2, day_of_month)
