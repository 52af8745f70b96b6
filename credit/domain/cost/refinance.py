"""Whether paying a debt off with a new loan helps the person who has it: credit.md d8, all clauses together.

Staying is the debt paid down at the payment the person was observed to make; switching is the new loan's
interest and every fee. Months are those of the rate (a twelfth of a year); money is minor units.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest

from ledger.kernel.interest.paydown import Paydown, pay_down
from ledger.kernel.interest.schedule import Method, Schedule, interest_for_days, schedule
from ledger.kernel.interest.yearly import AnnualRate, DayCount
from ledger.kernel.money import Money

LEAST_SAVING = Decimal(50)
"""Whole units of currency a switch must save at least (ours, not a norm)."""

LEAST_SAVING_PERCENT = 2
"""Per cent of the cost of staying it must save at least (ours, not a norm)."""

_FASTER_TENTHS = 11
_LATE_DAYS = 10


class Reason(StrEnum):
    """A clause that does not hold, in the order they are told."""

    COSTS_MORE = "costs_more"
    INSTALMENT_TOO_HIGH = "instalment_too_high"
    ENDS_LATER = "ends_later"
    SAVES_TOO_LITTLE = "saves_too_little"
    NOT_ROBUST = "not_robust"


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed now, the payment observed each month, and the fee for leaving."""

    currency: str
    balance: int
    rate: AnnualRate
    payment: int
    exit_fee: int = 0


@dataclass(frozen=True, slots=True)
class NewLoan:
    """What is offered instead: fees are paid on the day of the switch, out of the person's pocket."""

    rate: AnnualRate
    instalments: int
    method: Method
    upfront_fee: int = 0
    transfer_fee: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both ways side by side. It passes when there is no reason against it."""

    stay: Paydown
    plan: Schedule
    method: Method
    upfront: int
    break_even_month: int | None
    reasons: tuple[Reason, ...]

    @property
    def passes(self) -> bool:
        """Whether switching is no worse in any respect, and better by enough."""
        return not self.reasons

    @property
    def instalment(self) -> int:
        """The instalment to bear, minor units: the regular one of an annuity, else the largest."""
        return self.plan.payments[0] if self.method is Method.ANNUITY else self.plan.largest

    @property
    def switch_cost(self) -> int:
        """Interest of the new loan and all fees of switching."""
        return self.plan.total_interest + self.upfront


def compare(debt: Debt, new: NewLoan) -> Comparison:
    """Staying against switching. Raises: as `schedule.schedule`."""
    stay = pay_down(debt.balance, debt.rate, debt.payment)
    plan = schedule(debt.balance, new.rate, new.instalments, new.method)
    upfront = new.upfront_fee + new.transfer_fee + debt.exit_fee
    reasons = _reasons(debt, stay, plan, upfront)
    return Comparison(stay, plan, new.method, upfront, _break_even(stay, plan, upfront), reasons)


def _reasons(debt: Debt, stay: Paydown, plan: Schedule, upfront: int) -> tuple[Reason, ...]:
    cost = plan.total_interest + upfront
    faster = pay_down(debt.balance, debt.rate, (debt.payment * _FASTER_TENTHS + 5) // 10)
    late = interest_for_days(debt.balance, _by_days(debt.rate), _LATE_DAYS)
    fails = {
        Reason.COSTS_MORE: stay.cost is not None and cost > stay.cost,
        Reason.INSTALMENT_TOO_HIGH: plan.largest > debt.payment,
        Reason.ENDS_LATER: stay.months is not None and len(plan.rows) > stay.months,
        Reason.SAVES_TOO_LITTLE: not _saves_enough(stay, cost, debt.currency),
        Reason.NOT_ROBUST: not _saves_enough(faster, cost + late, debt.currency),
    }
    return tuple(reason for reason in Reason if fails[reason])


def _saves_enough(stay: Paydown, cost: int, currency: str) -> bool:
    """TC_new ≤ TC_stay − max(50, 2 % of TC_stay); what is never paid off costs without end."""
    if stay.cost is None:
        return True
    least = Money.of(LEAST_SAVING, currency).minor
    wanted = max(100 * least, LEAST_SAVING_PERCENT * stay.cost)
    return 100 * (stay.cost - cost) >= wanted


def _by_days(rate: AnnualRate) -> AnnualRate:
    return AnnualRate(rate.value, rate.convention, DayCount.ACT_365)


def _break_even(stay: Paydown, plan: Schedule, upfront: int) -> int | None:
    """First month whose cumulative saving of interest covers the costs of switching; None if none does."""
    gained = 0
    planned = (row.interest for row in plan.rows)
    for month, (staying, switching) in enumerate(zip_longest(stay.interests, planned, fillvalue=0), start=1):
        gained += staying - switching
        if gained >= upfront:
            return month
    return None
