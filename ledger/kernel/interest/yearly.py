"""A yearly rate with its convention and day count, and the one rounding of posted amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

PRECISION = 50
"""Significant digits carried between two postings."""

_SIX_PLACES = Decimal("0.000001")


class Convention(StrEnum):
    """How a year's rate is made out of a period's."""

    US_ACTUARIAL = "us_actuarial"
    """12 CFR 1026 Appendix J: unit-period rate × unit-periods a year."""
    EU_APRC = "eu_aprc"
    """Directives 2008/48/EC and 2014/17/EU, Annex I, and UK CONC App 1: the effective rate of a year."""
    CN_SIMPLE = "cn_simple"
    """PBoC announcement 〔2021〕 no. 3, simple interest: period rate × periods a year."""
    CN_COMPOUND = "cn_compound"
    """PBoC announcement 〔2021〕 no. 3, compound interest: (1 + period rate) to the periods a year."""
    NOMINAL = "nominal"
    """The rate a contract states: a month bears a twelfth of it."""


class DayCount(StrEnum):
    """How time becomes parts of a year."""

    EQUAL_MONTHS = "months"
    UNIT_PERIODS = "unit_periods"
    ACT_365 = "act/365"
    ACT_360 = "act/360"
    THIRTY_360 = "30/360"


CONVENTIONS = (
    Convention.US_ACTUARIAL,
    Convention.EU_APRC,
    Convention.CN_SIMPLE,
    Convention.CN_COMPOUND,
)
"""The four conventions in which what a loan really costs is shown."""

_EFFECTIVE = frozenset({Convention.EU_APRC, Convention.CN_COMPOUND})


@dataclass(frozen=True, slots=True)
class AnnualRate:
    """`value` of one a year (0.12 is twelve per cent), meaningless without the other two."""

    value: Decimal
    convention: Convention
    day_count: DayCount

    @staticmethod
    def stated(percent: Decimal, day_count: DayCount = DayCount.EQUAL_MONTHS) -> AnnualRate:
        """The nominal rate a contract states, in per cent."""
        return AnnualRate(percent.scaleb(-2), Convention.NOMINAL, day_count)

    @property
    def percent(self) -> Decimal:
        """Per cent a year, rounded half up to six places."""
        with localcontext(prec=PRECISION):
            rounded = self.value.scaleb(2).quantize(_SIX_PLACES, ROUND_HALF_UP)
        return abs(rounded) if rounded == 0 else rounded

    @property
    def monthly(self) -> Fraction:
        """The rate of one month: a twelfth, or for an effective rate the twelfth root to fifty digits."""
        if self.convention not in _EFFECTIVE:
            return Fraction(self.value) / 12
        with localcontext(prec=PRECISION):
            return Fraction((1 + self.value) ** (Decimal(1) / 12) - 1)


def half_up(value: Decimal | Fraction) -> int:
    """The nearest whole minor unit, a half away from zero: the rounding of every posted amount here.

    Exact, so that a twelfth of a rate cannot tip a half the wrong way.
    """
    numerator, denominator = value.as_integer_ratio()
    nearest = (2 * abs(numerator) + denominator) // (2 * denominator)
    return nearest if numerator >= 0 else -nearest
