"""The entries a spread is made of: the payment that waits to be borne, and what ends it early. Pure."""

from __future__ import annotations

from dataclasses import replace

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind
from ledger.domain.books.entry import Entry, Posting, Verb
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money


class MoreThanLeft(Invalid):
    """More coming back than is left of a payment. Fact: `left`, as text."""

    message = N_("Only %(left)s of it is left.")


def moved_to(entry: Entry, account_id: int, wait_on: Account) -> Entry:
    """An expense or an income of which the lines on one category wait on another account instead."""
    postings = tuple(
        replace(p, account_id=wait_on.account_id if p.account_id == account_id else p.account_id, home_minor=None)
        for p in entry.postings
    )
    verb = entry.verb
    if len(postings) == 2:
        postings, verb = tuple(sorted(postings, key=lambda p: p.minor < 0)), Verb.TRANSFER
    return replace(entry, postings=postings, verb=verb, rate=None, rate_day=None, reverses=None, replaces=None)


def moved_back(entry: Entry, waits_on: int, category_id: int, verb: Verb) -> Entry:
    """The opposite of `moved_to`, of the entry as it stands now: its lines are on their category again."""
    postings = tuple(
        replace(p, account_id=category_id if p.account_id == waits_on else p.account_id, home_minor=None)
        for p in entry.postings
    )
    if len(postings) == 2:
        postings = tuple(sorted(postings, key=lambda p: p.account_id != category_id))
    return replace(entry, postings=postings, verb=verb, rate=None, rate_day=None, reverses=None, replaces=None)


def rest(place: Account, category: Account, left: Money) -> tuple[Verb, tuple[Posting, ...]]:
    """All that is left of a spread, onto its category at once."""
    if category.kind is Kind.INCOME:
        return Verb.INCOME, compose.received(place, [(category, left)])
    return Verb.EXPENSE, compose.spent(place, [(category, left)])


def given_back(
    source: Account, place: Account, category: Account, left: Money, back: Money
) -> tuple[Verb, tuple[Posting, ...]]:
    """Money back for what is left of a payment; what does not come back goes onto its category. Of an income, money
    that is given back, and what need not be. Raises: MoreThanLeft, and what composing raises.
    """
    if back > left:
        raise MoreThanLeft(left=f"{left.decimal:f} {left.currency}", field="back")
    sign = -1 if category.kind is Kind.INCOME else 1
    if sign < 0:
        compose.moved(place, source, back)
    else:
        compose.moved(source, place, back)
    return Verb.TRANSFER, _lines(place, source, category, back, left, sign)


def sold(
    thing: Account, place: Account, result: Account | None, worth: Money, price: Money
) -> tuple[Verb, tuple[Posting, ...]]:
    """A thing leaves the books at what it is worth there, IAS 16 §67–§71: what it fetched beyond that is a gain on
    `result`, what it fetched less a loss. With a price of nothing it was scrapped. Raises: what composing raises.
    """
    if not price:
        return (Verb.EXPENSE, compose.spent(thing, [(result, worth)])) if result else (Verb.TRANSFER, ())
    if not worth and result:
        return Verb.INCOME, compose.received(place, [(result, price)])
    compose.moved(thing, place, price)
    return Verb.TRANSFER, _lines(place, thing, result, price, worth, 1)


def _lines(
    place: Account, source: Account, category: Account | None, back: Money, left: Money, sign: int
) -> tuple[Posting, ...]:
    """`back` into a place, the rest of `left` onto a category, all of it off what it waited on; mirrored below 0."""
    parts = [(place, back.minor), (category, left.minor - back.minor), (source, -left.minor)]
    return tuple(Posting(one.account_id, minor * sign, back.currency) for one, minor in parts if one and minor)
