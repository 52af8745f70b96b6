"""What a book holds: every account with its balance by section, what one has, owes and owns, and the categories.

Balances come from kept sums. In a shared book private entries are their recorder's alone, so there the reader's own
are added one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.books.account import Account
from ledger.domain.books.arranging import Section, is_arranged, section_of
from ledger.domain.books.book import Seat
from ledger.kernel.limits import EARLIEST_YEAR
from ledger.kernel.money import Money
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.services.books.quick import accounts_in
from ledger.services.past import knowing
from ledger.store.books import books, entries, journal, sums

PLACES = (Section.AT_HAND, Section.PUT_BY, Section.OWED)
CATEGORIES = (Section.ESSENTIAL, Section.OTHER, Section.COST_OF_CREDIT, Section.INCOME)

Held = dict[tuple[int, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """A place and what is on it: its worth in the home currency, and each other currency it holds."""

    account: Account
    worth: Money
    foreign: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """The places of one section and their sum."""

    section: Section
    places: tuple[Place, ...]
    total: Money


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """The categories of one section, in the order they are shown."""

    section: Section
    categories: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything a book holds. `have` and `owe` sum to `yours`; `owe` is below zero."""

    groups: tuple[PlaceGroup, ...]
    owned: PlaceGroup
    have: Money
    owe: Money
    yours: Money
    categories: tuple[CategoryGroup, ...]
    put_away: tuple[Account, ...]


def holdings(session: Session, seat: Seat, today: date) -> Holdings:
    """What a book holds at the end of a day, as this seat sees it."""
    known = {one: account for one, account in accounts_in(session, seat).items() if is_arranged(account)}
    held = balances_for(session, seat, today)
    home = seat.book.home_currency
    groups = tuple(_places(section, known, held, home) for section in PLACES)
    at_hand, put_by, owe = (group.total for group in groups)
    have = at_hand + put_by
    return Holdings(
        groups=tuple(group for group in groups if group.places),
        owned=_places(Section.OWNED, known, held, home),
        have=have,
        owe=owe,
        yours=have + owe,
        categories=tuple(group for group in (_categories(one, known) for one in CATEGORIES) if group.categories),
        put_away=tuple(account for account in known.values() if account.closed),
    )


def balances_for(session: Session, seat: Seat, day: date, *, accounts: Collection[int] | None = None) -> Held:
    """What each account holds at the end of a day in this seat's eyes: (minor, home minor) by account and currency.

    With `accounts` only those are told, and the others not read.
    """
    was = knowing.then(seat)
    if was is not None:
        held = knowing.balances(session, seat, was, date(EARLIEST_YEAR, 1, 1), day)
        return {key: both for key, both in held.items() if accounts is None or key[0] in accounts}
    if len(books.members(session, seat.book_id)) == 1:
        return sums.balances(session, seat.book_id, day, accounts=accounts)
    held = sums.balances(session, seat.book_id, day, ("posted",), accounts=accounts)
    if not sums.balances(session, seat.book_id, day, ("private",), accounts=accounts):
        return held
    since = Period(date(EARLIEST_YEAR, 1, 1), day + timedelta(days=1))
    mine = journal.own_private(session, seat.book_id, since, seat.member.member_id)
    for kept in entries.load(session, seat.book_id, mine).values():
        for posting in kept.entry.postings:
            if accounts is None or posting.account_id in accounts:
                key = posting.account_id, posting.currency
                minor, worth = held.get(key, (0, 0))
                held[key] = minor + posting.minor, worth + (posting.home_minor or 0)
    return held


def _places(section: Section, known: Mapping[int, Account], held: Held, home: str) -> PlaceGroup:
    places = tuple(_place(account, held, home) for account in _in_section(section, known))
    return PlaceGroup(section, places, Money(sum(place.worth.minor for place in places), home))


def _place(account: Account, held: Held, home: str) -> Place:
    mine = {currency: both for (one, currency), both in held.items() if one == account.account_id}
    foreign = tuple(Money(minor, currency) for currency, (minor, _) in mine.items() if currency != home and minor)
    return Place(account, Money(sum(worth for _, worth in mine.values()), home), foreign)


def _categories(section: Section, known: Mapping[int, Account]) -> CategoryGroup:
    return CategoryGroup(section, tuple(_in_section(section, known)))


def _in_section(section: Section, known: Mapping[int, Account]) -> Iterable[Account]:
    return (account for account in known.values() if section_of(account) is section and not account.closed)
