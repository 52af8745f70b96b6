"""The yearly rate of a Chinese loan, simple and compound, from the borrower's own flows.

Source: PBoC announcement 〔2021〕 no. 3 (明示年化利率): every cost of the loan over the principal actually
occupied. The notices do not say which of the two readings a cap means, so both are always worked out.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import accumulate, pairwise

from credit.domain.cost.flows import Flows, whole_months
from credit.domain.cost.solver import Term, period_rate
from ledger.kernel.interest.yearly import PRECISION, AnnualRate, Convention, DayCount

_MONTHS, _DAYS = 12, 365


def both_ways(flows: Flows) -> tuple[AnnualRate, AnnualRate]:
    """Simple and compound: by months when every gap is whole months, else by days of which a year has 365.

    Raises: NoRoot, SeveralRoots, RateOutOfReach.
    """
    signed = flows.signed()
    months = _month_counts([at for at, _ in signed])
    per_year, day_count = (_DAYS, DayCount.ACT_365) if months is None else (_MONTHS, DayCount.EQUAL_MONTHS)
    places = _day_counts([at for at, _ in signed]) if months is None else months
    terms = [Term(minor, place) for place, (_, minor) in zip(places, signed, strict=True)]
    return of_period(period_rate(terms, Fraction(per_year)), per_year, day_count)


def of_period(rate: Decimal, per_year: int, day_count: DayCount) -> tuple[AnnualRate, AnnualRate]:
    """A period's rate annualised both ways, simple first (日息万五 is 18.25 % and 20.02 % by days)."""
    with localcontext(prec=PRECISION):
        simple, compound = rate * per_year, (1 + rate) ** per_year - 1
    return (
        AnnualRate(simple, Convention.CN_SIMPLE, day_count),
        AnnualRate(compound, Convention.CN_COMPOUND, day_count),
    )


def is_within_cap(flows: Flows, cap: Decimal) -> bool:
    """Whether the all-in cost stays at or under a cap (0.24 is 24 %) in both readings, to a billionth.

    Raises: NoRoot, SeveralRoots, RateOutOfReach.
    """
    return all(round(rate.value, 9) <= cap for rate in both_ways(flows))


def _month_counts(times: list[date | int]) -> list[int] | None:
    """Months of each time after the first, if every gap between neighbours is whole months."""
    gaps = []
    for one, two in pairwise(times):
        gap = two - one if isinstance(one, int) and isinstance(two, int) else _whole(one, two)
        if gap is None:
            return None
        gaps.append(gap)
    return list(accumulate(gaps, initial=0))


def _whole(one: date | int, two: date | int) -> int | None:
    return whole_months(one, two) if isinstance(one, date) and isinstance(two, date) else None


def _day_counts(times: list[date | int]) -> list[int]:
    days = [at.toordinal() for at in times if isinstance(at, date)]
    return [day - days[0] for day in days]
