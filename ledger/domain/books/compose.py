"""From what a person says to balanced postings: each verb has one shape.

Nobody types debit and credit; a verb knows which side money comes from and which it goes to.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.entry import NoAmount, Posting, SameAccount
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money

Part = tuple[Account, Money]
"""A category or place and its share of the amount."""


class NotAPlace(Invalid):
    """A category where an account money can be in is needed."""

    message = N_("Choose an account money can be in, not a category.")


class NotACategory(Invalid):
    """An account, or a category of the other kind, where a category is needed."""

    message = N_("Choose a category that fits.")


class CurrencyNotHeld(Invalid):
    """An account that holds one currency asked to hold another."""

    message = N_("This account holds %(held)s. Choose another account, or write the amount in %(held)s.")


class AccountClosed(Invalid):
    """An account that was put away."""

    message = N_("This account is put away. Choose another.")


class NegativeAmount(Invalid):
    """An amount below zero where the verb already says the direction."""

    message = N_("Write the amount without a minus. For money that came back, choose Received.")


def spent(place: Account, parts: Sequence[Part]) -> tuple[Posting, ...]:
    """Money out of a place into one or more expense categories. Raises: what the checks name."""
    _check_parts(parts, Kind.EXPENSE)
    return (*_into(parts), _out_of(place, parts))


def received(place: Account, parts: Sequence[Part]) -> tuple[Posting, ...]:
    """Money into a place from one or more income categories."""
    _check_parts(parts, Kind.INCOME)
    return _mirrored((*_into(parts), _out_of(place, parts)))


def refunded(place: Account, parts: Sequence[Part]) -> tuple[Posting, ...]:
    """Money back into a place; it lowers what the categories cost and is never income."""
    return _mirrored(spent(place, parts))


def moved(source: Account, target: Account, amount: Money) -> tuple[Posting, ...]:
    """Money from one place to another in one currency. Raises: SameAccount and what the checks name."""
    if source.account_id == target.account_id:
        raise SameAccount(field="to")
    _check_amount(amount)
    _check_place(source, amount.currency, "account")
    _check_place(target, amount.currency, "to")
    return (Posting(target.account_id, amount.minor, amount.currency),
            Posting(source.account_id, -amount.minor, amount.currency))


def repaid(source: Account, debt: Account, principal: Money, costs: Sequence[Part]) -> tuple[Posting, ...]:
    """A payment on a debt: what pays it back, and what it costs by category, all out of one place.

    The debt has its line also where nothing is paid back, so that the payment is found on it. Raises: SameAccount and
    what the checks name.
    """
    if source.account_id == debt.account_id:
        raise SameAccount(field="account")
    if principal.minor < 0:
        raise NegativeAmount(field="amount")
    if costs:
        _check_parts(costs, Kind.EXPENSE)
    else:
        _check_amount(principal)
    _check_place(debt, principal.currency, "to")
    whole = _out_of(source, [(debt, principal), *costs])
    return (Posting(debt.account_id, principal.minor, principal.currency), *_into(costs), whole)


def exchanged(source: Account, sold: Money, target: Account, bought: Money, exchange: Account) -> tuple[Posting, ...]:
    """Money from a place in one currency to a place in another: two legs, each balanced through `exchange`."""
    if source.account_id == target.account_id and sold.currency == bought.currency:
        raise SameAccount(field="to")
    for amount in (sold, bought):
        _check_amount(amount)
    _check_place(source, sold.currency, "account")
    _check_place(target, bought.currency, "to")
    return (
        Posting(target.account_id, bought.minor, bought.currency),
        Posting(exchange.account_id, -bought.minor, bought.currency),
        Posting(exchange.account_id, sold.minor, sold.currency),
        Posting(source.account_id, -sold.minor, sold.currency),
    )


def settled(place: Account, got: Money, parts: Sequence[Part], exchange: Account | None) -> tuple[Posting, ...]:
    """Money into a place that settles lines elsewhere, in their order; through `exchange` where it arrived in another
    currency than they are in. Raises: what the checks name."""
    for _, amount in parts:
        _check_amount(amount)
    _check_amount(got)
    _check_place(place, got.currency, "account")
    back = tuple(Posting(account.account_id, -amount.minor, amount.currency) for account, amount in parts)
    into = Posting(place.account_id, got.minor, got.currency)
    if exchange is None:
        return (into, *back)
    return (into, Posting(exchange.account_id, -got.minor, got.currency),
            Posting(exchange.account_id, -sum(one.minor for one in back), back[0].currency), *back)


def taken_in(channels: Sequence[Part], income: Account) -> tuple[Posting, ...]:
    """A day's takings: money into each channel, all of it from one income category. Raises: NoAmount."""
    counted = [(place, amount) for place, amount in channels if amount.minor]
    if not counted:
        raise NoAmount(field="amount")
    if income.kind is not Kind.INCOME:
        raise NotACategory(field="category")
    for place, amount in counted:
        _check_amount(amount)
        _check_place(place, amount.currency, "amount")
    total: dict[str, int] = {}
    for _, amount in counted:
        total[amount.currency] = total.get(amount.currency, 0) + amount.minor
    return (*_into(counted), *(Posting(income.account_id, -minor, currency) for currency, minor in total.items()))


def opened(place: Account, amount: Money, opening: Account) -> tuple[Posting, ...]:
    """What a place holds as the books begin; below zero for a debt."""
    if not amount:
        raise NoAmount(field="amount")
    return (Posting(place.account_id, amount.minor, amount.currency),
            Posting(opening.account_id, -amount.minor, amount.currency))


def _into(parts: Sequence[Part]) -> tuple[Posting, ...]:
    return tuple(Posting(account.account_id, amount.minor, amount.currency) for account, amount in parts)


def _out_of(place: Account, parts: Sequence[Part]) -> Posting:
    total = parts[0][1]
    for _, amount in parts[1:]:
        total += amount
    _check_place(place, total.currency, "account")
    return Posting(place.account_id, -total.minor, total.currency)


def _mirrored(postings: Sequence[Posting]) -> tuple[Posting, ...]:
    return tuple(Posting(p.account_id, -p.minor, p.currency) for p in postings)


def _check_parts(parts: Sequence[Part], kind: Kind) -> None:
    if not parts:
        raise NoAmount(field="amount")
    for category, amount in parts:
        _check_amount(amount)
        if category.kind is not kind:
            raise NotACategory(field="category")
        if category.closed:
            raise AccountClosed(field="category")


def _check_amount(amount: Money) -> None:
    if not amount:
        raise NoAmount(field="amount")
    if amount.minor < 0:
        raise NegativeAmount(field="amount")


def _check_place(place: Account, currency: str, field: str) -> None:
    if not place.is_place and place.kind is not Kind.EQUITY:
        raise NotAPlace(field=field)
    if place.closed:
        raise AccountClosed(field=field)
    if place.currency is not None and place.currency != currency:
        raise CurrencyNotHeld(held=shown_code(place.currency), field="currency")
