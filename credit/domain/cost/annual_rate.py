"""What a loan costs a year: one door to the four conventions."""

from __future__ import annotations

from decimal import Decimal, localcontext

from credit.domain.cost.aprc import aprc
from credit.domain.cost.china import both_ways
from credit.domain.cost.flows import Flows
from credit.domain.cost.solver import RateOutOfReach, period_rate
from credit.domain.cost.unit_period import dated
from ledger.kernel.interest.yearly import CONVENTIONS, PRECISION, AnnualRate, Convention, DayCount

_HIGHEST = Decimal(10) ** 10
"""A rate of a trillion per cent and more is not shown."""


def annual_rate(flows: Flows, convention: Convention) -> AnnualRate:
    """The yearly rate of a loan's flows in one of the four conventions.

    Raises: NoRoot, SeveralRoots, RateOutOfReach.
    """
    rate = _BY_CONVENTION[convention](flows)
    if rate.value >= _HIGHEST:
        raise RateOutOfReach()
    return rate


def in_every_convention(flows: Flows) -> dict[Convention, AnnualRate]:
    """The same loan in all four. Raises: as `annual_rate`."""
    return {convention: annual_rate(flows, convention) for convention in CONVENTIONS}


def us_actuarial(flows: Flows) -> AnnualRate:
    """Unit-period rate × unit-periods a year: 12 CFR 1026 Appendix J (b)(1). Raises: as `annual_rate`."""
    loan = dated(flows)
    per_year = loan.unit.per_year
    rate = period_rate(loan.terms, per_year)
    with localcontext(prec=PRECISION):
        value = rate * per_year.numerator / per_year.denominator
    return AnnualRate(value, Convention.US_ACTUARIAL, DayCount.UNIT_PERIODS)


def eu_aprc(flows: Flows) -> AnnualRate:
    """The effective rate of Annex I. Raises: as `annual_rate`."""
    day_count = DayCount.EQUAL_MONTHS if flows.by_months else DayCount.ACT_365
    return AnnualRate(aprc(flows), Convention.EU_APRC, day_count)


def _cn_simple(flows: Flows) -> AnnualRate:
    return both_ways(flows)[0]


def _cn_compound(flows: Flows) -> AnnualRate:
    return both_ways(flows)[1]


_BY_CONVENTION = {
    Convention.US_ACTUARIAL: us_actuarial,
    Convention.EU_APRC: eu_aprc,
    Convention.CN_SIMPLE: _cn_simple,
    Convention.CN_COMPOUND: _cn_compound,
}
