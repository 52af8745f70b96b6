"""Paying a loan: one entry of two lines and more, what pays it back on the loan, what it cost on its category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.domain.debts import costs
from ledger.domain.debts.split import Split, divided, instalment
from ledger.domain.planning.due import Scheduled
from ledger.kernel.errors import N_
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.language import in_every_language
from ledger.services.books import bookkeeping, opening
from ledger.services.books.quick import accounts_in
from ledger.services.debts import loans
from ledger.services.debts.loans import Loan

_NAME = N_("Interest")


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as a person says it: on which day, out of which account, how it divides, and a note."""

    on: date
    source: int
    split: Split
    note: str = ""


def pay(session: Session, seat: Seat, found: Loan, payment: Payment, now: datetime) -> bookkeeping.Done:
    """Record a payment on a loan. Raises: Missing, and what composing and recording raise."""
    postings = _postings(session, seat, found, payment.source, payment.split, now)
    entry = Entry(payment.on, Verb.TRANSFER, postings, Words(note=payment.note))
    return bookkeeping.record(session, seat, entry, now)


def offered(session: Session, seat: Seat, loan_id: int | None, amount: Money, on: date) -> Split | None:
    """How a transfer into a loan divides on a day, where it does: None for any other account, a loan without terms,
    another currency, a payment besides the instalments, and one with no cost in it."""
    account = accounts_in(session, seat).get(loan_id or 0)
    found = _with_terms(session, seat, account)
    if found is None or found.course is None or found.unit != amount.currency or not found.course.is_instalment(on):
        return None
    split = divided(found.course, amount.minor)
    return split if split and (split.interest or split.fee) else None


def of_item(session: Session, seat: Seat, item: Scheduled) -> Split | None:
    """How the next turn of a planned item divides, where it pays a loan with terms."""
    if item.verb != Verb.TRANSFER.value:
        return None
    found = _with_terms(session, seat, accounts_in(session, seat).get(item.category_id or 0))
    if found is None or found.course is None or found.unit != item.amount.currency:
        return None
    return divided(found.course, item.amount.minor, as_planned=True)


def of_turn(
    session: Session, seat: Seat, item: Scheduled, amount: Money, now: datetime
) -> tuple[Posting, ...] | None:
    """The lines of a planned payment recorded with its own sum or another; None where it pays no loan with terms."""
    split = of_item(session, seat, item)
    if split is None:
        return None
    found = loans.loan(session, seat, item.category_id or 0)
    if amount.minor != item.amount.minor and found.course is not None:
        split = divided(found.course, amount.minor)
    return _postings(session, seat, found, item.account_id, split, now) if split else None


def keeps_pace(session: Session, seat: Seat, item: Scheduled) -> bool:
    """Whether a planned item is as large as the loan's next instalment, and so goes on with it."""
    return _instalment_of(session, seat, item) == item.amount


def in_pace(session: Session, seat: Seat, item: Scheduled) -> Money:
    """What a planned item that keeps pace with its loan comes to now; as it was where no instalment is to come."""
    return _instalment_of(session, seat, item) or item.amount


def ensure_category(session: Session, seat: Seat, now: datetime) -> None:
    """Open a category for interest where the book has none."""
    known = accounts_in(session, seat)
    if not any(one.purpose is Purpose.INTEREST and one.is_category and not one.closed for one in known.values()):
        names = in_every_language(_NAME)
        fresh = Account(0, "expense:interest", Kind.EXPENSE, Purpose.INTEREST, names, icon="hand-coins")
        opening.add_account(session, seat, fresh, now)


def _instalment_of(session: Session, seat: Seat, item: Scheduled) -> Money | None:
    if item.verb != Verb.TRANSFER.value:
        return None
    found = _with_terms(session, seat, accounts_in(session, seat).get(item.category_id or 0))
    row = found.course.next if found and found.course else None
    return Money(instalment(found.course, row).payment, found.unit) if found and found.course and row else None


def _with_terms(session: Session, seat: Seat, account: Account | None) -> Loan | None:
    if account is None or account.loan is None or account.purpose is not Purpose.LOAN:
        return None
    return loans.of_account(session, seat, accounts_in(session, seat), account)


def _postings(
    session: Session, seat: Seat, found: Loan, source: int, split: Split, now: datetime
) -> tuple[Posting, ...]:
    if split.interest or split.fee:
        ensure_category(session, seat, now)
    known: Mapping[int, Account] = accounts_in(session, seat)
    place = known.get(source)
    if place is None:
        raise compose.NotAPlace(field="account")
    return compose.repaid(place, found.account, Money(split.principal, found.unit), _costs(known, found, split))


def _costs(known: Mapping[int, Account], found: Loan, split: Split) -> list[compose.Part]:
    interest = costs.interest_category(known, found.account, found.used)
    if interest is None:
        return []
    fees = costs.fee_category(known, interest)
    if fees.account_id == interest.account_id:
        split = replace(split, interest=split.interest + split.fee, fee=0)
    parts = [(interest, Money(split.interest, found.unit)), (fees, Money(split.fee, found.unit))]
    return [(category, amount) for category, amount in parts if amount]
