"""A debt paid down by the same payment every month until nothing is left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ledger.kernel.interest.yearly import AnnualRate, half_up
from ledger.kernel.limits import FLOWS_MAX


@dataclass(frozen=True, slots=True)
class Paydown:
    """Interest and payment of each month, and what is `left`, minor units: above zero where it never ends."""

    interests: tuple[int, ...]
    payments: tuple[int, ...]
    left: int

    @property
    def months(self) -> int | None:
        """Months until nothing is left; None if never."""
        return None if self.left else len(self.payments)

    @property
    def cost(self) -> int | None:
        """All interest until nothing is left, minor units; None if never."""
        return None if self.left else sum(self.interests)


@lru_cache(maxsize=256)
def pay_down(balance: int, rate: AnnualRate, payment: int) -> Paydown:
    """Interest half up each month, then the payment or what is left; a hundred years count as never.

    One debt is held against many terms, so the last ones asked for are remembered.
    """
    interests: list[int] = []
    payments: list[int] = []
    monthly = rate.monthly
    for _ in range(FLOWS_MAX):
        interest = half_up(balance * monthly)
        paid = min(payment, balance + interest)
        interests.append(interest)
        payments.append(paid)
        balance += interest - paid
        if not balance:
            break
    return Paydown(tuple(interests), tuple(payments), balance)
