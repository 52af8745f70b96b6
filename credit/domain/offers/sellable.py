"""What must hold before a product may be sold: it says what it costs, and it stays within the cap.

Source: credit.md F7–F10; the tolerance of an eighth of a point is that of 12 CFR 1026.22(a)(2).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from credit.domain.cost.annual_rate import annual_rate
from credit.domain.offers.price import Price, price
from credit.domain.offers.product import Product
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.yearly import AnnualRate, Convention

TOLERANCE_POINTS = Decimal("0.125")
"""How far a stated yearly rate may lie from the one worked out again, percentage points."""

_STEP = 100
"""A representative amount is whole hundreds of the currency where the range allows it."""


class StatedRateOff(Invalid):
    """A stated yearly rate that its own payments do not bear out."""

    message = N_("%(stated)s per cent a year is stated, but with its fees it works out at %(found)s per cent.")


class OverCap(Invalid):
    """A product that costs more than the law of its country allows."""

    message = N_("Over %(months)s months this costs %(found)s per cent a year, above the cap of %(cap)s per cent.")


class LicenceNotSaid(Invalid):
    """A product without the last day its lender may sell it."""

    message = N_("Say until when the lender is licensed to sell this.")


@dataclass(frozen=True, slots=True)
class Example:
    """The representative example: an amount and term in the middle of what is sold, and its price."""

    amount: int
    months: int
    price: Price


def example(product: Product) -> Example:
    """The representative example of a loan, made without asking anybody (F10).

    The amount is the middle of the range, in whole hundreds where that stays within it; the term the middle one.
    Raises: what `price` raises.
    """
    step = _STEP * 10 ** digits_of(product.currency)
    middle = (product.least + product.most) // 2
    rounded = middle - middle % step
    amount = rounded if max(product.least, 1) <= rounded else max(middle, 1)
    months = product.terms[len(product.terms) // 2]
    return Example(amount, months, price(product, amount, months))


def stated_and_found(product: Product) -> tuple[Decimal, AnnualRate]:
    """The yearly rate that is stated, per cent, and the one its example works out at in the same convention.

    A nominal rate is held against the simple one. Raises: what `price` and `annual_rate` raise.
    """
    convention = Convention.CN_SIMPLE if product.convention is Convention.NOMINAL else product.convention
    stated = product.percent if product.all_in is None else product.all_in
    return stated, annual_rate(example(product).price.flows, convention)


def check_sellable(product: Product, cap_percent: Decimal | None) -> None:
    """Whether a product may be saved as active where the cap is so many per cent (None: no cap is known there).

    Raises: LicenceNotSaid, StatedRateOff, OverCap, and what `price` and `annual_rate` raise.
    """
    if product.licence_until is None:
        raise LicenceNotSaid(field="licence")
    if not product.borrows:
        return
    stated, found = stated_and_found(product)
    if abs(found.percent - stated) > TOLERANCE_POINTS:
        raise StatedRateOff(stated=f"{stated:f}", found=f"{found.percent:f}", field="rate")
    if cap_percent is not None:
        _check_cap(product, cap_percent)


def _check_cap(product: Product, cap_percent: Decimal) -> None:
    cap_bps = int(cap_percent * 100)
    for months in product.terms:
        for amount in sorted({max(product.least, 1), product.most}):
            dearest = max(price(product, amount, months).simple_and_compound)
            if dearest > cap_bps:
                raise OverCap(months=months, found=f"{Decimal(dearest) / 100:f}", cap=f"{cap_percent:f}", field="rate")
