"""What a loan really costs: its schedule, its total, and its yearly rate in all four conventions.

For the public page and for every offer shown (E29: the total is the rows of the schedule and the fees).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from credit.domain.cost.annual_rate import in_every_convention
from credit.domain.cost.flows import level
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.schedule import Method, Schedule, schedule
from ledger.kernel.interest.yearly import PRECISION, AnnualRate, Convention, half_up

_MONTHS_OF_YEAR = 12


class FeesEatTheLoan(Invalid):
    """Fees on the day of the loan leave nothing to receive."""

    message = N_("The fees taken on the first day are as much as the loan itself.")


@dataclass(frozen=True, slots=True)
class Fees:
    """What is paid beside the instalments, minor units: on the day of the loan, and with each instalment."""

    upfront: int = 0
    each: int = 0


NO_FEES = Fees()


@dataclass(frozen=True, slots=True)
class LoanReading:
    """One loan, read. Money is minor units; `rates` are the four conventions of the same flows.

    `stated` is what the contract says, None where only payments are known; `schedule` likewise.
    """

    principal: int
    received: int
    payments: tuple[int, ...]
    total_paid: int
    schedule: Schedule | None
    stated: AnnualRate | None
    rates: Mapping[Convention, AnnualRate]

    @property
    def total_cost(self) -> int:
        """Interest and every fee."""
        return self.total_paid - self.principal

    @property
    def flat_percent(self) -> Decimal:
        """Cost over principal and years: the figure that looks small because it forgets what is repaid."""
        with localcontext(prec=PRECISION):
            return Decimal(100 * _MONTHS_OF_YEAR * self.total_cost) / (self.principal * len(self.payments))

    @property
    def cost_of_hundred(self) -> Decimal:
        """What each hundred borrowed costs over the whole loan."""
        with localcontext(prec=PRECISION):
            return Decimal(100 * self.total_cost) / self.principal

    def owed(self) -> tuple[int, ...]:
        """What is owed on the day of the loan and after each payment, at the loan's real rate.

        After a payment it is the worth of those still to come, reckoned backwards, so that no rounding grows.
        """
        with localcontext(prec=PRECISION):
            growth = 1 + self.rates[Convention.CN_SIMPLE].value / _MONTHS_OF_YEAR
            worths = [Decimal(0)]
            for payment in self.payments[:0:-1]:
                worths.append((worths[-1] + payment) / growth)
            return (self.received, *(half_up(worth) for worth in reversed(worths)))


def reading(
    principal: int,
    rate: AnnualRate,
    instalments: int,
    method: Method = Method.ANNUITY,
    fees: Fees = NO_FEES,
) -> LoanReading:
    """A loan known by its stated rate. Raises: FeesEatTheLoan, NoRoot, and as `schedule`."""
    plan = schedule(principal, rate, instalments, method)
    return _read(principal, plan.payments, fees, plan, rate)


def reading_of_payments(principal: int, payments: tuple[int, ...], fees: Fees = NO_FEES) -> LoanReading:
    """A loan known by what is paid each month, in order. Raises: FeesEatTheLoan, NoRoot, as `Flows`."""
    return _read(principal, payments, fees, None, None)


def _read(
    principal: int, payments: tuple[int, ...], fees: Fees, plan: Schedule | None, stated: AnnualRate | None
) -> LoanReading:
    if fees.upfront >= principal:
        raise FeesEatTheLoan(field="upfront_fee")
    monthly = tuple(payment + fees.each for payment in payments)
    flows = level(principal, monthly, fees.upfront)
    return LoanReading(
        principal=principal,
        received=principal - fees.upfront,
        payments=monthly,
        total_paid=flows.total_paid,
        schedule=plan,
        stated=stated,
        rates=in_every_convention(flows),
    )
