"""Money is a whole number of a currency's smallest coin, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ledger.kernel.currency import digits_of, shown_code
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import MINOR_MAX


class CurrencyMismatch(Invalid):
    """Two currencies where one was needed."""

    message = N_("%(left)s and %(right)s cannot be added: they are different currencies.")


class AmountTooLarge(Invalid):
    """More than a posting may hold."""

    message = N_("This amount is too large to be recorded.")


class TooManyDigits(Invalid):
    """More digits after the point than the currency has."""

    message = N_("%(currency)s has %(digits)s digits after the point. Write fewer.")


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` coins of `currency`: 1234 CNY is ¥12.34, 1234 JPY is ¥1,234.

    Raises: UnknownCurrency, AmountTooLarge.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        digits_of(self.currency)
        if abs(self.minor) > MINOR_MAX:
            raise AmountTooLarge()

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __bool__(self) -> bool:
        return self.minor != 0

    @property
    def decimal(self) -> Decimal:
        """The amount in whole units, exact."""
        return Decimal(self.minor).scaleb(-digits_of(self.currency))

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Shares by weight that add up to the last coin."""
        return tuple(Money(part, self.currency) for part in allot(self.minor, weights))

    @staticmethod
    def of(amount: Decimal, currency: str) -> Money:
        """The money of an exact amount in whole units. Raises: TooManyDigits, AmountTooLarge, UnknownCurrency."""
        digits = digits_of(currency)
        if amount.adjusted() > 18:
            raise AmountTooLarge(field="amount")
        scaled = amount.scaleb(digits)
        if scaled != scaled.to_integral_value():
            raise TooManyDigits(currency=shown_code(currency), digits=digits, field="amount")
        return Money(int(scaled), currency)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(left=shown_code(self.currency), right=shown_code(other.currency))


def exact_text(minor: int, currency: str) -> str:
    """Minor units as exact decimal text with the currency's digits, however large a sum they are."""
    digits = digits_of(currency)
    sign, whole = "-" if minor < 0 else "", str(abs(minor)).rjust(digits + 1, "0")
    return f"{sign}{whole[:-digits]}.{whole[-digits:]}" if digits else f"{sign}{whole}"


def allot(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Parts of `total` in proportion to `weights`, summing to it exactly.

    Largest remainder on the magnitude, ties to the earlier part, sign put back afterwards: so the parts of −x
    are the mirror of the parts of x and a reversal cancels its original. Weights are not negative; if all are
    zero the parts are equal.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights are one or more numbers not below zero")
    whole = sum(weights) or len(weights)
    shares = weights if sum(weights) else [1] * len(weights)
    sign, magnitude = (-1, -total) if total < 0 else (1, total)
    parts = [magnitude * share // whole for share in shares]
    rests = sorted(range(len(shares)), key=lambda i: (-(magnitude * shares[i] % whole), i))
    for i in rests[: magnitude - sum(parts)]:
        parts[i] += 1
    return tuple(sign * part for part in parts)
