"""Ratios that offers and guards are judged by; each is an exact decimal, unrounded."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from ledger.kernel.interest.yearly import PRECISION

_PI = Decimal("3.14159265358979323846264338327950288419716939937510582")
_TERMS_MAX = 2_000


def debt_service_ratio(due: Sequence[int], income: int) -> Decimal | None:
    """Debt payments due in a month over its income, minor units; None without income."""
    return _ratio(sum(due), income)


def variation(amounts: Sequence[int]) -> Decimal | None:
    """Sample standard deviation over mean (two amounts at least); None where the mean is zero."""
    with localcontext(prec=PRECISION):
        mean = Decimal(sum(amounts)) / len(amounts)
        if not mean:
            return None
        spread = sum(((amount - mean) ** 2 for amount in amounts), Decimal(0))
        return (spread / (len(amounts) - 1)).sqrt() / mean


def runway_days(liquid: int, outflow: int, days: int) -> Decimal | None:
    """Days that liquid money lasts at an outflow measured over so many days; None where nothing flows out."""
    return _ratio(liquid * days, outflow)


def early_payment_yield(discount: Decimal, days_gained: int) -> Decimal:
    """What a discount (0.02 for 2 %) for paying so many days early earns a year: d ∕ (1−d) × 365 ∕ days."""
    with localcontext(prec=PRECISION):
        return discount / (1 - discount) * 365 / days_gained


def chance_below_zero(mean: int, deviation: int) -> Decimal:
    """Chance that a normal quantity falls below zero, from the series of Φ; whole units of any one kind."""
    with localcontext(prec=PRECISION):
        z = Decimal(mean) / deviation
        term, total = z, z
        for odd in range(3, _TERMS_MAX, 2):
            term *= z * z / odd
            total += term
            if abs(term) < Decimal(10) ** -PRECISION:
                break
        density = (-z * z / 2).exp() / (2 * _PI).sqrt()
        return Decimal("0.5") - density * total


def _ratio(part: int, whole: int) -> Decimal | None:
    with localcontext(prec=PRECISION):
        return Decimal(part) / whole if whole else None
