"""Credit cards: what paying the minimum leads to, and what a statement bears on either basis (全额计息 or not).

The pound path is that of British lenders' pages: a share of the balance plus the month's interest, never
below a floor. The Chinese bases are a setting of each card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ledger.kernel.interest.paydown import Paydown
from ledger.kernel.interest.yearly import half_up
from ledger.kernel.limits import FLOWS_MAX


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
    """What a card's interest runs on when the statement is not paid in full; the words of `CardTerms`."""

    FULL = "full"
    """全额计息: all of the statement to the due date, then what is left of it to the next statement."""
    UNPAID = "unpaid"
    """Only what is left unpaid, from the day it was spent."""


@dataclass(frozen=True, slots=True)
class Owing:
    """Part of a statement: `minor` units owed since a day; `is_carried` where an earlier statement left it unpaid."""

    since: date
    minor: int
    is_carried: bool = False


def statement_interest(
    basis: InterestBasis, daily: Fraction, owing: Sequence[Owing], unpaid: int, due: date, closing: date
) -> int:
    """Interest that the statement closing on `closing` charges, minor units, half up: `unpaid` was left on `due`.

    What is paid pays off what is owed longest. What was carried over bears interest to the due date on either basis,
    what was bought since only if something stays unpaid.
    """
    left = unpaid
    coin_days = unpaid * (closing - due).days
    for one in sorted(owing, key=lambda one: one.since, reverse=True):
        stays = min(left, one.minor)
        left -= stays
        bears = one.minor if one.is_carried or (basis is InterestBasis.FULL and unpaid) else stays
        coin_days += bears * (due - one.since).days
    return half_up(coin_days * daily)
