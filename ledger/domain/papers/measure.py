"""How much of what a line was, and at what price: any two of quantity, unit price and amount give the third.

The amount is quantity × unit price, rounded half to even once. A unit price is never kept: the one shown is the
shortest that comes to the amount, so that multiplying what is shown always gives what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from ledger.domain.books.entry import Posting
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import QUANTITY_DIGITS
from ledger.kernel.money import Money

_PRICE_DIGITS = 24
"""Digits after the point a unit price may need until it comes to its amount, at most."""


class QuantityNotPositive(Invalid):
    """A quantity of nothing, or below."""

    message = N_("Write a quantity above zero.")


class QuantityTooFine(Invalid):
    """More digits after the point than a quantity keeps."""

    message = N_("A quantity has at most %(digits)s digits after the point.")


class PriceNotPositive(Invalid):
    """A unit price of nothing, or below."""

    message = N_("Write a unit price above zero.")


class PriceOff(Invalid):
    """A quantity, a unit price and an amount that do not go together."""

    message = N_("%(quantity)s at this price comes to %(amount)s. Leave one of the three empty.")


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of what: `quantity` is exact decimal text above zero, `unit` a word such as kg; both empty for none."""

    quantity: str = ""
    unit: str = ""

    def __bool__(self) -> bool:
        return bool(self.quantity)


NO_MEASURE = Measure()
"""What was asked for and is none."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure beside what one of it cost, in the line's currency."""

    measure: Measure
    price: Decimal
    currency: str


def measured(quantity: str, unit: str | None, minor: int, currency: str) -> Measured:
    """What a line's quantity and amount say together; the sign of the amount does not matter."""
    return Measured(Measure(quantity, unit or ""), price_of(Money(abs(minor), currency), Decimal(quantity)), currency)


def with_measure(postings: Sequence[Posting], account_id: int | None, measure: Measure | None) -> tuple[Posting, ...]:
    """The postings with a measure on the first of an account; as they are where there is none."""
    at = next((n for n, one in enumerate(postings) if one.account_id == account_id), None)
    if at is None or not measure:
        return tuple(postings)
    said = replace(postings[at], quantity=measure.quantity, unit=measure.unit or None)
    return (*postings[:at], said, *postings[at + 1 :])


def quantity_text(quantity: Decimal) -> str:
    """A quantity as it is kept: the shortest decimal text. Raises: QuantityNotPositive, QuantityTooFine."""
    if quantity <= 0:
        raise QuantityNotPositive(field="quantity")
    text = format(quantity.normalize(), "f")
    if len(text.partition(".")[2]) > QUANTITY_DIGITS:
        raise QuantityTooFine(digits=QUANTITY_DIGITS, field="quantity")
    return text


def amount_of(quantity: Decimal, price: Decimal, currency: str) -> Money:
    """Quantity × unit price, rounded half to even to the currency's coins."""
    exact = Fraction(quantity) * Fraction(price) * 10 ** digits_of(currency)
    return Money(round(exact), currency)


def price_of(amount: Money, quantity: Decimal) -> Decimal:
    """The shortest unit price, of at least the currency's digits, that comes to an amount for a quantity above zero."""
    exact = Fraction(amount.decimal) / Fraction(quantity)
    return _shortest(exact, digits_of(amount.currency), _PRICE_DIGITS, lambda price: _comes_to(quantity, price, amount))


def quantity_of(amount: Money, price: Decimal) -> Decimal:
    """The shortest quantity that comes to an amount at a unit price above zero. Raises: PriceOff where none does."""
    exact = Fraction(amount.decimal) / Fraction(price)
    found = _shortest(exact, 0, QUANTITY_DIGITS, lambda quantity: _comes_to(quantity, price, amount))
    if not found or not _comes_to(found, price, amount):
        said = amount_of(found, price, amount.currency)
        raise PriceOff(quantity=format(found, "f"), amount=format(said.decimal, "f"), field="unit_price")
    return found


def settled(amount: Money, quantity: Decimal | None, price: Decimal | None, unit: str) -> Measure:
    """The measure of a line whose amount is known, by its quantity, its unit price or both; none without either.

    Raises: QuantityNotPositive, QuantityTooFine, PriceNotPositive, PriceOff.
    """
    if price is not None and price <= 0:
        raise PriceNotPositive(field="unit_price")
    if quantity is None:
        return NO_MEASURE if price is None else Measure(quantity_text(quantity_of(amount, price)), unit)
    text = quantity_text(quantity)
    if price is not None and not _comes_to(quantity, price, amount):
        said = amount_of(quantity, price, amount.currency)
        raise PriceOff(quantity=f"{text} {unit}".strip(), amount=format(said.decimal, "f"), field="unit_price")
    return Measure(text, unit)


def _comes_to(quantity: Decimal, price: Decimal, amount: Money) -> bool:
    return amount_of(quantity, price, amount.currency) == amount


def _shortest(exact: Fraction, low: int, high: int, fits: Callable[[Decimal], bool]) -> Decimal:
    """An exact number rounded half to even to as few digits, from `low` to `high`, as fit; to `high` where none do."""
    for digits in range(low, high + 1):
        rounded = Decimal(round(exact * 10**digits)).scaleb(-digits)
        if fits(rounded):
            return rounded
    return rounded
