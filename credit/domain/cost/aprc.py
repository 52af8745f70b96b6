"""The annual percentage rate of charge of the EU and the UK: Σ C(1+X)^−t = Σ D(1+X)^−s.

Sources: Directives 2008/48/EC and 2014/17/EU, Annex I; UK CONC App 1. A year has 365 days, 366 if
it is a whole leap year, or 12 equal months. So time is whole years back from the flow, whatever their days,
and then days of which a year has 365.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from credit.domain.cost.flows import Flows, whole_months
from credit.domain.cost.solver import Term, period_rate
from ledger.kernel.interest.yearly import PRECISION
from ledger.kernel.period import add_months

_DAYS_OF_YEAR = 365
_MONTHS_OF_YEAR = 12


def aprc(flows: Flows) -> Decimal:
    """The effective rate of a year. Raises: NoRoot, SeveralRoots, RateOutOfReach."""
    signed = flows.signed()
    start = signed[0][0]
    per_year = _MONTHS_OF_YEAR if flows.by_months else _DAYS_OF_YEAR
    terms = [Term(minor, at if isinstance(at, int) else _days(start, at)) for at, minor in signed]
    rate = period_rate(terms, Fraction(per_year))
    with localcontext(prec=PRECISION):
        return (1 + rate) ** per_year - 1


def _days(start: date | int, day: date) -> int:
    """Time from the first advance in 365ths of a year, a whole year being 365 of them whatever its days."""
    if isinstance(start, int):
        raise TypeError("a loan is timed in days or in months, not in both")
    months = whole_months(start, day)
    if months is not None and months % _MONTHS_OF_YEAR == 0:
        return _DAYS_OF_YEAR * (months // _MONTHS_OF_YEAR)
    years = day.year - start.year
    if add_months(day, -_MONTHS_OF_YEAR * years) < start:
        years -= 1
    return _DAYS_OF_YEAR * years + (add_months(day, -_MONTHS_OF_YEAR * years) - start).days
