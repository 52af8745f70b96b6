"""What puts the books right: an entry turned round, with another amount, or at another place; or the difference itself.

These are entries like any other: whoever amends or records them checks and values them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.entry import Entry, Posting, Verb
from ledger.kernel.money import Money

_TURNED = {
    Verb.EXPENSE: Verb.REFUND, Verb.REFUND: Verb.EXPENSE, Verb.TRANSFER: Verb.TRANSFER,
    Verb.EXCHANGE: Verb.EXCHANGE, Verb.OPENING: Verb.OPENING,
}
"""What an entry is called the other way round; what no form can say is written line by line."""

_OTHER = {
    Kind.EXPENSE: ("other_spending", "other_costs"), Kind.INCOME: ("other_income",),
}
_TILL = {Kind.EXPENSE: "till_short", Kind.INCOME: "till_over"}
"""Scene keys of the categories a difference goes to unless told: a till's own first, else what is nothing else."""


def turned(entry: Entry) -> Entry:
    """The entry with its money going the other way."""
    postings = tuple(
        replace(one, minor=-one.minor, home_minor=None, shares=tuple((who, -minor) for who, minor in one.shares))
        for one in entry.postings
    )
    return replace(_anew(entry), verb=_TURNED.get(entry.verb, Verb.JOURNAL), postings=postings)


def has_one_amount(entry: Entry) -> bool:
    """Whether an entry is two lines in one currency, so that another amount can only mean one thing."""
    one_currency = len({posting.currency for posting in entry.postings}) == 1
    return len(entry.postings) == 2 and one_currency and not any(posting.shares for posting in entry.postings)


def resized(entry: Entry, minor: int) -> Entry:
    """An entry that has one amount with another, in minor units and without a sign."""
    postings = tuple(
        replace(one, minor=minor if one.minor > 0 else -minor, home_minor=None) for one in entry.postings)
    return replace(_anew(entry), postings=postings)


def rebooked(entry: Entry, was: int, place: int) -> Entry:
    """The entry at another place than it was written down for."""
    postings = tuple(
        replace(one, account_id=place if one.account_id == was else one.account_id) for one in entry.postings)
    return replace(_anew(entry), postings=postings)


def kinds_for(gap: Money) -> tuple[Kind, ...]:
    """The kinds of category a difference may go to, the usual first: what is too much also lowers what was spent."""
    return (Kind.EXPENSE,) if gap.minor < 0 else (Kind.INCOME, Kind.EXPENSE)


def usual(known: Mapping[int, Account], place: Account, gap: Money) -> Account | None:
    """The category a difference goes to unless told: of a till the scene's over or short, else its "other"."""
    kind = kinds_for(gap)[0]
    keys = ([_TILL[kind]] if place.purpose is Purpose.CASH else []) + list(_OTHER[kind])
    open_ones = [one for one in known.values() if one.kind is kind and not one.closed]
    found = (one for key in keys for one in open_ones if one.pack_key == key)
    return next(found, open_ones[0] if open_ones else None)


def difference(place: Account, gap: Money, category: Account) -> tuple[Verb, tuple[Posting, ...]]:
    """The difference as an entry: spent where money is missing, received or paid back where there is too much.

    Raises: NotACategory, AccountClosed and the other checks of composing.
    """
    if gap.minor < 0:
        return Verb.EXPENSE, compose.spent(place, [(category, -gap)])
    if category.kind is Kind.EXPENSE:
        return Verb.REFUND, compose.refunded(place, [(category, gap)])
    return Verb.INCOME, compose.received(place, [(category, gap)])


def choices(known: Iterable[Account], gap: Money) -> list[Account]:
    """The open categories a difference may go to, those of the usual kind first."""
    kinds = kinds_for(gap)
    found = [one for one in known if one.kind in kinds and not one.closed]
    return sorted(found, key=lambda one: kinds.index(one.kind))


def _anew(entry: Entry) -> Entry:
    return replace(entry, rate=None, rate_day=None, reverses=None, replaces=None)
