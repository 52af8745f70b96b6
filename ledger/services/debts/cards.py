"""A card as it stands in a book, and paying it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.books.flow import Flow, Flows
from ledger.domain.debts.card import CardCourse, card_course
from ledger.kernel.errors import Missing
from ledger.kernel.figures import Move
from ledger.kernel.money import Money
from ledger.kernel.period import add_months
from ledger.kernel.terms import CardTerms
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping
from ledger.services.books.holding import balances_for
from ledger.services.books.quick import accounts_in
from ledger.services.debts.loans import touched

MONTHS = 14
"""How far back a card's page reads: a year of statements, and what the first of them is made of."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card's account and its course in the currency it is owed in; `sources` it was paid out of, oldest first."""

    account: Account
    unit: str
    course: CardCourse
    sources: tuple[int, ...]


def card(session: Session, seat: Seat, account_id: int, today: date) -> Card:
    """One card of a book. Raises: Missing where the account is none, or not this seat's to see."""
    known = accounts_in(session, seat)
    account = known.get(account_id)
    if account is None or account.purpose is not Purpose.CARD:
        raise Missing()
    unit, since = account.currency or seat.book.home_currency, add_months(today, -MONTHS)
    found = touched(session, seat, known, account_id, since, today)
    meaning, moves, sources = Flows(known), [], []
    for one in found:
        for part in meaning.movements(one.lines):
            if part.account_id == account_id and part.currency == unit:
                moves.append(Move(one.on, part.minor, part.flow.value, "", one.entry_id))
            elif part.flow is Flow.DEBT_REPAID and part.minor < 0:
                sources.append(part.account_id)
    began = balances_for(session, seat, since - timedelta(days=1)).get((account_id, unit), (0, 0))[0]
    return Card(account, unit, card_course(account.card or CardTerms(), moves, today, began), tuple(sources))


def pay(
    session: Session, seat: Seat, found: Card, source: int, amount: Money, on: date, now: datetime
) -> bookkeeping.Done:
    """Pay a card out of an account. Raises: NotAPlace, and what composing and recording raise."""
    place = accounts_in(session, seat).get(source)
    if place is None:
        raise compose.NotAPlace(field="account")
    entry = Entry(on, Verb.TRANSFER, compose.moved(place, found.account, amount))
    return bookkeeping.record(session, seat, entry, now)
