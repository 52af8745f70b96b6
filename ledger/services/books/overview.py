"""Where each book stands: what the start page shows of it, and what falls due soon in all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.book import Book, Member
from ledger.domain.books.scene_choices import Group
from ledger.domain.books.sums import DAY
from ledger.domain.planning.due import Due, card_dues, scheduled_dues
from ledger.kernel.money import Money
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.services.books import opening
from ledger.store.books import accounts, books, sums
from ledger.store.planning import scheduled

SPARK_DAYS = 30
"""Days of history behind the small drawing of a book."""

SOON_DAYS = 14
"""How far "soon" reaches."""


@dataclass(frozen=True, slots=True)
class BookCard:
    """One book on the start page.

    `measure` says what `amount` is: `left` to spend, `today` (in less out) or `spent` so far. `trace` holds the
    same measure over the last days, oldest first, in minor units.
    """

    book: Book
    me: Member
    companions: tuple[str, ...]
    measure: str
    amount: Money
    trace: tuple[int, ...]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person has, owes and owns over the books kept in one home currency; `left_out` counts other books.

    A trip is left out: its purse is everybody's.
    """

    have: Money
    owe: Money
    yours: Money
    left_out: int


@dataclass(frozen=True, slots=True)
class BookDue:
    """Something that falls due in a book."""

    book: Book
    due: Due


@dataclass(frozen=True, slots=True)
class Overview:
    """The start page of one person."""

    cards: tuple[BookCard, ...]
    put_away: tuple[Book, ...]
    standing: Standing
    soon: tuple[BookDue, ...]


def overview(session: Session, person_id: int, home_currency: str, today: date) -> Overview:
    """Every book a person sits in, and what falls due in them within two weeks."""
    mine = books.memberships(session, person_id)
    loaded = books.load(session, mine)
    cards: list[BookCard] = []
    dues: list[BookDue] = []
    have, owe, left_out = 0, 0, 0
    for book_id, me in mine.items():
        book = loaded[book_id]
        if book.closed:
            continue
        known = accounts.load(session, book_id)
        held = sums.balances(session, book_id, today)
        cards.append(_card(session, book, me, known, held, today))
        dues.extend(BookDue(book, due) for due in _dues(session, book_id, known, held, today))
        if book.home_currency != home_currency:
            left_out += 1
            continue
        if _group(book) is Group.AWAY:
            continue
        worth = _worth(known, held)
        have, owe = have + worth[0], owe + worth[1]
    yours = Money(have + owe, home_currency)
    standing = Standing(Money(have, home_currency), Money(owe, home_currency), yours, left_out)
    return Overview(tuple(cards), tuple(book for book in loaded.values() if book.closed), standing,
                    tuple(sorted(dues, key=lambda one: (one.due.on, one.due.name))))


def _group(book: Book) -> Group:
    scene = opening.scenes().get(book.scene)
    return scene.group if scene else Group.FAMILY


Held = Mapping[tuple[int, str], tuple[int, int]]


def _card(
    session: Session, book: Book, me: Member, known: Mapping[int, Account], held: Held, today: date
) -> BookCard:
    period = Period(today - timedelta(days=SPARK_DAYS - 1), today + timedelta(days=1))
    days = sums.by_start(session, book.book_id, period, DAY)
    companions = tuple(
        member.name for member in books.members(session, book.book_id)
        if member.member_id != me.member_id and member.person_id and member.name and not member.left)
    measure, trace = _measure(_group(book), known, held, days, period)
    return BookCard(book, me, companions, measure, Money(trace[-1], book.home_currency), trace, not book.has_entries)


def _measure(group: Group, known: Mapping[int, Account], held: Held, days: Sequence[tuple[date, sums.AccountSum]],
             period: Period) -> tuple[str, tuple[int, ...]]:
    if group is Group.BUSINESS:
        net = _by_day(days, period, {a.account_id for a in known.values() if a.is_category})
        return "today", tuple(-minor for minor in net)
    if group is Group.AWAY:
        spent = {a.account_id for a in known.values() if a.kind is Kind.EXPENSE}
        return "spent", _running(_by_day(days, period, spent), _total(held, spent))
    liquid = {a.account_id for a in known.values() if a.is_liquid}
    return "left", _running(_by_day(days, period, liquid), _total(held, liquid))


def _by_day(days: Sequence[tuple[date, sums.AccountSum]], period: Period, chosen: set[int]) -> list[int]:
    net = dict.fromkeys(period.each_day(), 0)
    for on, found in days:
        if found.account_id in chosen:
            net[on] += found.in_home - found.out_home
    return list(net.values())


def _running(changes: Sequence[int], end: int) -> tuple[int, ...]:
    """A balance day by day, backwards from its end."""
    trace = [end]
    for change in reversed(changes[1:]):
        trace.append(trace[-1] - change)
    return tuple(reversed(trace))


def _total(held: Held, chosen: set[int]) -> int:
    return sum(home for (account_id, _), (_, home) in held.items() if account_id in chosen)


def _worth(known: Mapping[int, Account], held: Held) -> tuple[int, int]:
    have = _total(held, {a.account_id for a in known.values() if a.kind is Kind.ASSET})
    owe = _total(held, {a.account_id for a in known.values() if a.kind is Kind.LIABILITY})
    return have, owe


def _dues(session: Session, book_id: int, known: Mapping[int, Account], held: Held, today: date) -> list[Due]:
    until = today + timedelta(days=SOON_DAYS)
    cards = [(a, _owed(a, held)) for a in known.values() if a.purpose is Purpose.CARD and not a.closed]
    planned = scheduled_dues(scheduled.load(session, book_id), today, until)
    paid_on = {due.on for due in planned if due.kind == "transfer"}
    return [*planned, *(due for due in card_dues(cards, today, until) if due.on not in paid_on)]


def _owed(card: Account, held: Held) -> int:
    """What is owed on a card, in its own currency where it has one, else in home currency."""
    if card.currency:
        return -held.get((card.account_id, card.currency), (0, 0))[0]
    return -_total(held, {card.account_id})
