"""What a product costs for one amount and term: its schedule, every fee on its day, its yearly rate in all readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal, localcontext
from fractions import Fraction
from functools import cached_property, lru_cache

from credit.domain.cost.annual_rate import in_every_convention
from credit.domain.cost.china import both_ways
from credit.domain.cost.flows import Flow, Flows
from credit.domain.cost.fund import earnings
from credit.domain.offers.product import Fee, Product, When
from ledger.kernel.interest.schedule import Method, Row, Schedule, schedule
from ledger.kernel.interest.yearly import PRECISION, AnnualRate, Convention, half_up

_EXACT_TO = 9
"""Places to which a yearly rate is held against a cap (credit.domain.cost.china)."""

_KEPT = 4_096
"""Prices kept: the same person is shown the same quote again and again."""

_DAYS_OF_YEAR = 365
_FUND_UNITS = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """Something paid beside the instalments: its name, when, and minor units in all."""

    name: str
    when: str
    minor: int


@dataclass(frozen=True)
class Price:
    """A loan of `amount` minor units over so many months, with all its fees."""

    amount: int
    schedule: Schedule
    fees: tuple[Line, ...]
    paid_each: tuple[int, ...]
    upfront: int

    @property
    def months(self) -> int:
        """How many instalments."""
        return len(self.schedule.rows)

    @property
    def payments(self) -> tuple[int, ...]:
        """What leaves the person's pocket month by month, fees with the instalments included."""
        return tuple(row + fee for row, fee in zip(self.schedule.payments, self.paid_each, strict=True))

    @property
    def largest(self) -> int:
        """The largest of them (E19)."""
        return max(self.payments)

    @property
    def fees_minor(self) -> int:
        """Every fee that is paid by who pays on time and to the end."""
        return self.upfront + sum(self.paid_each)

    @property
    def total_cost(self) -> int:
        """Interest and fees."""
        return self.schedule.total_interest + self.fees_minor

    @property
    def total_paid(self) -> int:
        """Principal, interest and fees: the rows of the schedule and the lines of fees, to the last coin (E29)."""
        return self.schedule.total_paid + self.fees_minor

    @property
    def flows(self) -> Flows:
        """The same loan as the borrower sees it."""
        first = (Flow(0, self.upfront),) if self.upfront else ()
        return Flows((Flow(0, self.amount),),
                     first + tuple(Flow(month, minor) for month, minor in enumerate(self.payments, start=1)))

    @cached_property
    def simple_and_compound(self) -> tuple[int, int]:
        """The all-in yearly rate in both readings, basis points, rounded up (24.001 % is above a cap of 24).

        Raises: NoRoot, SeveralRoots, RateOutOfReach.
        """
        simple, compound = both_ways(self.flows)
        return bps_up(simple), bps_up(compound)

    @cached_property
    def rates(self) -> Mapping[Convention, AnnualRate]:
        """The all-in yearly rate in all four conventions. Raises: as `simple_and_compound`."""
        return in_every_convention(self.flows)


@lru_cache(maxsize=_KEPT)
def price(product: Product, amount: int, months: int, percent: Decimal | None = None,
          first_due: date | None = None) -> Price:
    """A product's price for an amount and a term, at a row's yearly rate in per cent or at its own.

    Raises: what `schedule` raises.
    """
    plan = schedule(amount, product.rate(percent), months, product.method or Method.ANNUITY, first_due)
    upfront = tuple(Line(fee.name, fee.when.value, fee.charge.on(amount))
                    for fee in product.fees if fee.when is When.UPFRONT)
    each = tuple((fee, _each(fee, amount, plan)) for fee in product.fees if fee.when is When.EACH)
    monthly = tuple(sum(minors[at] for _, minors in each) for at in range(months))
    lines = upfront + tuple(Line(fee.name, fee.when.value, sum(minors)) for fee, minors in each)
    return Price(amount, plan, lines, monthly, sum(line.minor for line in upfront))


def fund_earnings(product: Product, amount: int, days: int) -> int:
    """What a fund earns at its stated yield in so many days, its fees taken off; below zero where they eat it."""
    with localcontext(prec=PRECISION):
        value = product.percent.scaleb(-2)
        if product.convention in (Convention.EU_APRC, Convention.CN_COMPOUND):
            a_day = (1 + value) ** (Decimal(1) / _DAYS_OF_YEAR) - 1
        else:
            a_day = value / _DAYS_OF_YEAR
        earned = earnings(amount, a_day * _FUND_UNITS, days)
    return earned - sum(fee.charge.on(amount) for fee in product.fees if fee.when in (When.UPFRONT, When.EXIT))


def bps_up(rate: AnnualRate) -> int:
    """A yearly rate in basis points, rounded up once it is exact to a billionth, as caps are."""
    with localcontext(prec=PRECISION):
        return int((round(rate.value, _EXACT_TO) * 10_000).to_integral_value(ROUND_CEILING))


def late_fee(product: Product, instalment: int) -> int:
    """What being late with one instalment costs, minor units."""
    return sum(fee.charge.on(instalment) for fee in product.fees if fee.when is When.LATE)


def exit_fee(product: Product, balance: int) -> int:
    """What leaving early costs with so much still owed, minor units."""
    named = sum(fee.charge.on(balance) for fee in product.fees if fee.when is When.EXIT)
    return named + product.prepayment.charge.on(balance)


def _each(fee: Fee, amount: int, plan: Schedule) -> tuple[int, ...]:
    base = {
        "principal": lambda row: amount,
        "instalment": lambda row: row.payment,
        "balance": _owed_before,
    }[fee.of]
    return tuple(fee.charge.on(base(row)) for row in plan.rows)


def _owed_before(row: Row) -> int:
    return row.balance + row.principal


def share_bps(part: int, whole: int) -> int:
    """A part of a whole in basis points, half up."""
    return half_up(Fraction(10_000 * part, whole)) if whole else 0
