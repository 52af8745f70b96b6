"""Exchange rates, canonical decimal text, and the rounding functions of the books.

A rate is the worth of one whole unit of a foreign currency in whole units of the home currency. It is stored as
canonical decimal text on every engine, so it reads back as it was written.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from ledger.kernel.currency import digits_of
from ledger.kernel.errors import N_, Invalid


class RateNotPositive(Invalid):
    """A rate of zero, below zero, or out of all proportion."""

    message = N_("A rate is a number above zero, such as 7.1.")


def canonical_rate(rate: Decimal) -> str:
    """Decimal text with no exponent and no trailing zeros. Raises: RateNotPositive."""
    if not rate.is_finite() or rate <= 0 or not -12 <= rate.adjusted() <= 12:
        raise RateNotPositive(field="rate")
    text = format(rate.normalize(), "f")
    if len(text) > 40:
        raise RateNotPositive(field="rate")
    return text


def convert(minor: int, currency: str, home: str, rate: Decimal) -> int:
    """Minor units of `currency` in minor units of `home` at a rate, rounded half to even, once."""
    shift = digits_of(home) - digits_of(currency)
    return round_half_even((Decimal(minor) * rate).scaleb(shift))


def round_half_even(value: Decimal) -> int:
    """The nearest whole number; a half goes to the even neighbour, so that many roundings do not drift."""
    return int(value.to_integral_value(rounding=ROUND_HALF_EVEN))
