"""Whom something is owed by or to, and the account it is kept on, opened where a book has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ledger.domain.books.account import EXCHANGE_CODE, Account, Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Verb
from ledger.domain.books.said import Said
from ledger.domain.owed.lent import Owed, equally
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.fields import Needed
from ledger.plumbing.language import in_every_language
from ledger.services.books import opening
from ledger.services.books.quick import accounts_in
from ledger.services.books.recording import NoExchangeAccount
from ledger.store.books import accounts

_OPENED = {
    Purpose.RECEIVABLE: ("asset:receivable:others", Kind.ASSET, N_("Lent or paid for others")),
    Purpose.PAYABLE: ("liability:payable:others", Kind.LIABILITY, N_("Borrowed or paid by others")),
}

SHARES_MAX = 20
"""People who may owe parts of one entry."""


class TooManyShare(Invalid):
    """More people owing parts of one entry than it may have."""

    message = N_("At most %(limit)s people share one entry.")


def kept_on(session: Session, seat: Seat, purpose: Purpose, currency: str, now: datetime) -> Account:
    """The account what is owed is kept on: the book's first that holds the currency, else one that is opened."""
    for one in accounts_in(session, seat).values():
        if one.purpose is purpose and not one.closed and one.visibility == "book" and one.currency in (None, currency):
            return one
    code, kind, name = _OPENED[purpose]
    fresh = Account(0, code, kind, purpose, in_every_language(name), icon="handshake")
    return opening.add_account(session, seat, fresh, now)


def party_of(session: Session, seat: Seat, name: str, field: str) -> int:
    """The number of somebody by name, remembered from now on. Raises: Needed for no name."""
    found = accounts.payee_id(session, seat.book_id, " ".join(name.split()))
    if found is None:
        raise Needed(field=field)
    return found


def shared(
    session: Session, seat: Seat, said: Said, others: Sequence[tuple[str, Money | None]], paid_by: str, now: datetime
) -> Said:
    """What was said of an expense, with what others owe of it and who paid it instead.

    Those without an amount bear equal parts, with oneself, of what the first category keeps. Raises: TooManyShare.
    """
    amount = said.amount
    if said.verb is not Verb.EXPENSE or amount is None:
        return said
    if len(others) > SHARES_MAX:
        raise TooManyShare(limit=SHARES_MAX, field="owed")
    if others:
        said = replace(said, owed=_owed(session, seat, said, amount, others, now))
    if paid_by:
        payable = kept_on(session, seat, Purpose.PAYABLE, amount.currency, now)
        party = party_of(session, seat, paid_by, "paid_by")
        said = replace(said, account=payable.account_id, paid_by=party)
    return said


def exchange_of(session: Session, seat: Seat) -> Account:
    """The account in which two currencies meet. Raises: NoExchangeAccount."""
    found = next((one for one in accounts_in(session, seat).values() if one.code == EXCHANGE_CODE), None)
    if found is None:
        raise NoExchangeAccount(field="got")
    return found


def _owed(
    session: Session, seat: Seat, said: Said, amount: Money, others: Sequence[tuple[str, Money | None]], now: datetime
) -> tuple[Owed, ...]:
    account = kept_on(session, seat, Purpose.RECEIVABLE, amount.currency, now)
    rest = amount
    for money in (*(money for _, money in said.parts), *(money for _, money in others if money is not None)):
        rest -= money
    equal = iter(equally(rest, sum(money is None for _, money in others)))
    found = [
        (party_of(session, seat, name, "owed"), money if money is not None else next(equal)) for name, money in others
    ]
    return tuple(Owed(account.account_id, party, money) for party, money in found if money)
