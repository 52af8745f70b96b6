"""A loan's terms as a schedule: what the contract says month by month, and how it goes on from another balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ledger.kernel.errors import Invalid
from ledger.kernel.interest.schedule import Method, Row, Schedule, carried_on, schedule
from ledger.kernel.interest.yearly import AnnualRate, Convention, DayCount
from ledger.kernel.terms import LoanTerms


@dataclass(frozen=True, slots=True)
class LoanPlan:
    """What a loan's terms come to: every instalment, at which rate, by which method."""

    schedule: Schedule
    rate: AnnualRate
    method: Method

    def from_balance(self, owed: int, settled: int) -> tuple[Row, ...]:
        """The instalments after the first `settled`, from what is really owed: each as large as the terms say, the
        last one all that is left. Fewer of them where more was paid back; none where nothing is owed."""
        return carried_on(self.schedule, self.rate, self.method, owed, settled)


@lru_cache(maxsize=256)
def planned(terms: LoanTerms) -> LoanPlan | None:
    """The plan of a loan's terms; None where the terms cannot be."""
    try:
        convention, method = Convention(terms.rate_convention), Method(terms.method)
        first = date.fromisoformat(terms.first_due)
        rate = AnnualRate(Decimal(terms.rate_bps).scaleb(-4), convention, DayCount.EQUAL_MONTHS)
        return LoanPlan(schedule(terms.principal, rate, terms.instalments, method, first), rate, method)
    except (ValueError, Invalid):
        return None
