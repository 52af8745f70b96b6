"""Money-market funds: what 万份收益 (yuan earned a day by 10,000 units) comes to in a year and in money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from ledger.kernel.interest.yearly import PRECISION, AnnualRate, Convention, DayCount, half_up

_UNITS = 10_000
_DAYS = 365


def seven_day_yield(earned: Sequence[Decimal]) -> tuple[AnnualRate, AnnualRate]:
    """Simple and compound yearly yield of a run of days (seven by custom), each the yuan of 10,000 units.

    Simple is the mean × 365; compound the product of the days' growth to the 365 ∕ days.
    """
    with localcontext(prec=PRECISION):
        simple = sum(earned, Decimal(0)) / len(earned) * _DAYS / _UNITS
        growth = Decimal(1)
        for day in earned:
            growth *= 1 + day / _UNITS
        compound = growth ** (Decimal(_DAYS) / len(earned)) - 1
    return (
        AnnualRate(simple, Convention.CN_SIMPLE, DayCount.ACT_365),
        AnnualRate(compound, Convention.CN_COMPOUND, DayCount.ACT_365),
    )


def earnings(minor: int, earned_a_day: Decimal, days: int) -> int:
    """Minor units earned by `minor` in so many days at one 万份收益, paid out and not reinvested."""
    return half_up(minor * Fraction(earned_a_day) * days / _UNITS)
