"""Settling what is owed: repaid whole or in part, in this currency or another; or forgiven. Never income."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, NoAmount, Verb, Words
from ledger.domain.owed.debt import Debt
from ledger.domain.owed.settling import Back, forgiven, repaid
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.fields import NotAChoice
from ledger.services.books import bookkeeping
from ledger.services.books.quick import accounts_in
from ledger.services.owed import owing, parties
from ledger.store.books import log


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid: how much of the debt it settles, into or out of which account, on which day.

    `got` is what arrived or went where that is another currency; `things` the entries it is for, all of them the
    oldest first where none is named.
    """

    amount: Money
    place: int
    on: date
    got: Money | None = None
    things: tuple[int, ...] = ()
    note: str = ""


def settle(
    session: Session, seat: Seat, found: Debt, payment: Payment, now: datetime, *, rate: Decimal | None = None
) -> bookkeeping.Done:
    """Record a payment that settles a debt or part of it.

    Raises: MoreThanOpen, NotAChoice, NoAmount, NoExchangeAccount, and what composing and recording raise.
    """
    log.lock(session, seat.book_id)
    found = owing.debt(session, seat, found.party, found.account_id, found.currency)
    known = accounts_in(session, seat)
    if payment.place not in known:
        raise NotAChoice(field="account")
    got = payment.got or payment.amount
    exchange = parties.exchange_of(session, seat) if got.currency != payment.amount.currency else None
    lines = _lines(known[found.account_id], found, payment.amount, payment.things)
    postings = repaid(lines, known[payment.place], got if exchange else payment.amount, exchange)
    verb = Verb.EXCHANGE if exchange else Verb.TRANSFER
    entry = Entry(payment.on, verb, postings, _words(session, seat, found, payment.note))
    return bookkeeping.record(session, seat, entry, now, rate=rate)


def forgive(
    session: Session, seat: Seat, found: Debt, amount: Money, category: int, on: date, now: datetime, *,
    things: tuple[int, ...] = (), rate: Decimal | None = None,
) -> bookkeeping.Done:  # fmt: skip
    """Let a debt or part of it be: spent on a category, or taken from what it cost where the book owed it.

    Raises: MoreThanOpen, NotAChoice, NoAmount, and what composing and recording raise.
    """
    log.lock(session, seat.book_id)
    found = owing.debt(session, seat, found.party, found.account_id, found.currency)
    known = accounts_in(session, seat)
    if category not in known:
        raise NotAChoice(field="category")
    verb, postings = forgiven(_lines(known[found.account_id], found, amount, things), known[category])
    entry = Entry(on, verb, postings, _words(session, seat, found, ""))
    return bookkeeping.record(session, seat, entry, now, rate=rate)


def _lines(account: Account, found: Debt, amount: Money, things: Sequence[int]) -> list[Back]:
    if amount.minor <= 0:
        raise NoAmount(field="amount")
    items = {one.thing_id: one for one in found.items}
    return [
        Back(account, Money(minor, found.currency), thing, found.party or None, items[thing].project)
        for thing, minor in found.divided(amount, things)
    ]


def _words(session: Session, seat: Seat, found: Debt, note: str) -> Words:
    return Words(owing.names_of(session, seat, [found.party]).get(found.party, ""), note)
