"""A quote: a product's terms for one need, clipped to what a row allows, with all it costs to the last coin.

The total is what the person pays beyond the principal: interest, every fee, and for a card that is paid off the
interest it still runs up until the money arrives. `path_cost` is the same on the person's own path: what is left
uncovered of a card goes on as it was seen to go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from credit.domain.cost.refinance import Comparison, Debt, NewLoan, Reason, compare
from credit.domain.cost.solver import NoRoot, RateOutOfReach, SeveralRoots
from credit.domain.offers.need import Need
from credit.domain.offers.price import Line, Price, fund_earnings, price
from credit.domain.offers.product import Product
from credit.domain.offers.shelf import OnShelf
from credit.domain.signals.registry import MOST_BPS
from ledger.kernel.interest.paydown import Paydown, pay_down
from ledger.kernel.interest.schedule import Method, interest_for_days
from ledger.kernel.interest.yearly import AnnualRate, DayCount
from ledger.kernel.limits import MINOR_MAX
from ledger.kernel.money import AmountTooLarge
from ledger.kernel.period import add_months

LATE_DAYS = 10
"""Days the old card goes on bearing interest until it is paid: counted as a cost, so that nothing hangs on speed."""

OLD_CARD = "old_card_interest"
"""The line for that interest."""


@dataclass(frozen=True, slots=True)
class NoQuote:
    """Why a row comes to nothing for a need: a word that stays, and the number of months it is about (0: all)."""

    why: str
    months: int = 0

    @property
    def by(self) -> str:
        """What stopped it: the test that a card paid off must stand (credit.md d8), or the terms themselves."""
        return "refinance" if self.why in set(Reason) else "terms"


@dataclass(frozen=True)
class Quote:
    """One row's offer for a need. Money is minor units; `amount` may be less than the need asks for.

    `price` and `months` are those of a loan (None and 0 for a fund); `comparison` that of a card paid off. `saving`
    is against going on as the person was seen to go, and may be below zero. `commission` is what the seller pays
    us if it is taken; nothing here is ordered by it.
    """

    need: Need
    shelf: OnShelf
    row: int
    product: Product
    rate: AnnualRate
    amount: int
    months: int
    price: Price | None
    comparison: Comparison | None
    lines: tuple[Line, ...]
    total_cost: int
    path_cost: int
    saving: int
    ends: date
    commission: int

    @property
    def covers(self) -> bool:
        """Whether it is as much as was needed."""
        return self.amount >= self.need.amount

    @property
    def largest(self) -> int:
        """The largest instalment with its fee, 0 for a fund."""
        return self.price.largest if self.price else 0

    @property
    def pays_card(self) -> bool:
        """Whether the money goes to the card and nowhere else (E25)."""
        return self.comparison is not None

    @property
    def new_money(self) -> int:
        """What is paid out to the person."""
        return 0 if self.pays_card or not self.product.borrows else self.amount


def quotes(need: Need, shelf: OnShelf, at: int) -> Iterator[Quote | NoQuote]:
    """Every quote of a row for a need, one for each term it allows, or why there is none."""
    row = shelf.rules.rows[at]
    product = shelf.products.get(row.offer.product)
    if product is None or product.kind is not need.kind:
        yield NoQuote("not_this_kind" if product else "no_such_product")
        return
    if product.currency != need.currency:
        yield NoQuote("other_currency")
        return
    amount = min(need.amount, row.offer.most_minor(product.currency), product.most)
    if amount < product.least:
        yield NoQuote("below_least")
    elif not product.borrows:
        yield _fund(need, shelf, at, product, amount)
    else:
        yield from _loans(need, shelf, at, product, amount)


def stay_cost(stay: Paydown) -> int:
    """What going on with a card costs; where it would never be paid off, a hundred years of it."""
    return min(sum(stay.interests), MINOR_MAX)


def old_card_interest(debt: Debt) -> int:
    """What the card still charges until the money arrives."""
    return interest_for_days(debt.balance, replace(debt.rate, day_count=DayCount.ACT_365), LATE_DAYS)


def _loans(need: Need, shelf: OnShelf, at: int, product: Product, amount: int) -> Iterator[Quote | NoQuote]:
    row = shelf.rules.rows[at]
    terms = [months for months in row.offer.instalments or product.terms if months in product.terms]
    if not terms:
        yield NoQuote("term_not_sold")
    for months in terms:
        if _month_after(need, months) > need.until:
            yield NoQuote("ends_too_late", months)
        else:
            try:
                yield _loan(need, shelf, at, product, amount, months)
            except (NoRoot, SeveralRoots, RateOutOfReach, AmountTooLarge) as error:
                yield NoQuote(error.code, months)


def _loan(need: Need, shelf: OnShelf, at: int, product: Product, amount: int, months: int) -> Quote | NoQuote:
    cost = price(product, amount, months, shelf.rules.rows[at].offer.rate_percent, _month_after(need, 1))
    if need.debt is not None:
        return _refinance(need, need.debt, shelf, at, product, cost)
    if _is_extreme(cost):
        return NoQuote("rate_out_of_reach", months)
    return Quote(
        need, shelf, at, product, _rate(shelf, at, product), amount, months, cost, None, cost.fees, cost.total_cost,
        cost.total_cost, -cost.total_cost, _month_after(need, months), product.commission.on(amount))


def _refinance(need: Need, debt: Debt, shelf: OnShelf, at: int, product: Product, cost: Price) -> Quote | NoQuote:
    """A card paid off, whole or the same share of its balance and of its payment: every clause of d8 must hold."""
    amount, months = cost.amount, cost.months
    moved = replace(debt, balance=amount, payment=debt.payment * amount // debt.balance)
    rate, method = _rate(shelf, at, product), product.method or Method.ANNUITY
    found = compare(moved, NewLoan(rate, months, method, upfront_fee=cost.fees_minor))
    reasons = set(found.reasons) | ({Reason.INSTALMENT_TOO_HIGH} if cost.largest > moved.payment else set())
    if reasons or _is_extreme(cost):
        return NoQuote(next((one.value for one in Reason if one in reasons), "rate_out_of_reach"), months)
    until_paid = old_card_interest(moved)
    lines = (*cost.fees, Line(OLD_CARD, "upfront", until_paid))
    total, staying = cost.total_cost + until_paid, stay_cost(found.stay)
    rest = max(stay_cost(pay_down(debt.balance, debt.rate, debt.payment)) - staying, 0)
    return Quote(
        need, shelf, at, product, rate, amount, months, cost, found, lines, total, min(total + rest, MINOR_MAX),
        staying - total, _month_after(need, months), product.commission.on(amount))


def _fund(need: Need, shelf: OnShelf, at: int, product: Product, amount: int) -> Quote | NoQuote:
    earned = fund_earnings(product, amount, need.days)
    if earned <= 0:
        return NoQuote("earns_nothing")
    return Quote(
        need, shelf, at, product, product.rate(), amount, 0, None, None, (), -earned, -earned, earned, need.until,
        product.commission.on(amount))


def _is_extreme(cost: Price) -> bool:
    return max(cost.simple_and_compound) > MOST_BPS


def _month_after(need: Need, months: int) -> date:
    return add_months(need.on, months, need.on.day)


def _rate(shelf: OnShelf, at: int, product: Product) -> AnnualRate:
    return product.rate(shelf.rules.rows[at].offer.rate_percent)
