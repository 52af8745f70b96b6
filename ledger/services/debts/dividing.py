"""Purchases of a card that may be paid in instalments, and dividing one: its debt leaves the card, and comes back
month by month with its fee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.books.flow import Flow, Flows
from ledger.domain.debts import costs
from ledger.domain.debts.instalments import Instalments
from ledger.kernel.errors import N_, Missing
from ledger.kernel.money import Money
from ledger.kernel.period import add_months
from ledger.plumbing.db import Session
from ledger.plumbing.language import in_every_language
from ledger.services.books import bookkeeping, opening
from ledger.services.books.journal import Shown, members_of, show
from ledger.services.books.quick import accounts_in
from ledger.services.debts import ahead, loans, paying
from ledger.services.debts.cards import Card
from ledger.store.books import entries

MONTHS = 3
"""How far back purchases are offered."""

_NAME = N_("%(what)s in instalments")
_NAME_MAX = 60


@dataclass(frozen=True, slots=True)
class Purchase:
    """Something bought on a card: the entry as the journal shows it, and what of it is owed on the card."""

    shown: Shown
    minor: int


def purchases(session: Session, seat: Seat, found: Card, today: date) -> list[Purchase]:
    """What was bought on a card of late, newest first."""
    known, number = accounts_in(session, seat), found.account.account_id
    meaning, bought = Flows(known), {}
    for one in loans.touched(session, seat, known, number, add_months(today, -MONTHS), today):
        minor = sum(part.minor for part in meaning.movements(one.lines)
                    if part.account_id == number and part.currency == found.unit and part.flow is Flow.CARD_PURCHASE)
        if minor < 0:
            bought[one.entry_id] = -minor
    members, kept = members_of(session, seat), entries.load(session, seat.book_id, sorted(bought))
    shown = [Purchase(show(kept[entry_id], known, members), minor) for entry_id, minor in bought.items()]
    return shown[::-1]


def divide(
    session: Session, seat: Seat, found: Card, bought: Purchase, what: str, plan: Instalments, on: date, now: datetime
) -> Account:
    """Turn a purchase into instalments: a debt of its own instead of the card's, and what is planned. A fee of the
    first day stays on the card.

    `what` names the purchase. Raises: Missing where the plan cannot be, and what opening and recording raise.
    """
    if plan.plan is None:
        raise Missing()
    names = in_every_language(_NAME, what=what[:_NAME_MAX])
    debt = opening.add_account(session, seat, Account(
        0, "liability:loan:instalments", Kind.LIABILITY, Purpose.LOAN, names, found.unit, "credit-card",
        loan=plan.terms), now)
    fees = _fees(session, seat, found, plan.upfront, now)
    moved = compose.repaid(debt, found.account, Money(plan.amount - plan.upfront, found.unit), fees)
    bookkeeping.record(session, seat, Entry(on, Verb.TRANSFER, moved, Words(note=what)), now)
    loan = loans.loan(session, seat, debt.account_id)
    ahead.plan(session, seat, loan, found.account.account_id, what, now)
    return debt


def _fees(session: Session, seat: Seat, found: Card, minor: int, now: datetime) -> list[compose.Part]:
    """The fee of the first day by its category; none where there is none."""
    if not minor:
        return []
    paying.ensure_category(session, seat, now)
    known = accounts_in(session, seat)
    interest = costs.interest_category(known, found.account)
    return [(costs.fee_category(known, interest), Money(minor, found.unit))] if interest else []
