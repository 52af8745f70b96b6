"""A purchase on a card paid in instalments (分期): what was bought becomes a debt of its own, with its fee.

The fee is asked once at the start, or with every instalment. No interest is named, and so the fee is the price.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.loan import LoanPlan, planned
from ledger.kernel.terms import LoanTerms

MONTHS_MAX = 60
"""Instalments a purchase is divided into, at most."""


class BadInstalments(Invalid):
    """Months outside 2 to MONTHS_MAX. Fact: `most`."""

    message = N_("Instalments of a purchase are a whole number from 2 to %(most)s.")


class FeeAbovePurchase(Invalid):
    """A fee of the first day as large as the purchase."""

    message = N_("The fee is as much as the purchase itself.")


@dataclass(frozen=True, slots=True)
class Instalments:
    """A purchase of `amount` minor units over so many months: `fee` is minor units once (`is_upfront`) or each month.

    Raises: BadInstalments, FeeAbovePurchase.
    """

    amount: int
    months: int
    fee: int
    is_upfront: bool
    first: date

    def __post_init__(self) -> None:
        if not 2 <= self.months <= MONTHS_MAX:
            raise BadInstalments(most=MONTHS_MAX, field="months")
        if self.upfront >= self.amount:
            raise FeeAbovePurchase(field="fee")

    @property
    def upfront(self) -> int:
        """The fee of the first day, minor units."""
        return self.fee if self.is_upfront else 0

    @property
    def each(self) -> int:
        """The fee with every instalment, minor units."""
        return 0 if self.is_upfront else self.fee

    @property
    def fees(self) -> int:
        """All the fees, minor units: what the instalments cost."""
        return self.upfront + self.each * self.months

    @property
    def terms(self) -> LoanTerms:
        """The same as a loan's terms: no rate, equal parts, the last one taking the rounding."""
        return LoanTerms(self.amount, 0, "cn_simple", "annuity", self.months, self.first.isoformat(), "", self.each)

    @property
    def plan(self) -> LoanPlan | None:
        """Every instalment; None where the amount cannot be divided."""
        return planned(self.terms)
