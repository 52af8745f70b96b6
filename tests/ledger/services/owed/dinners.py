"""Dinners that are paid for others, and how what is open is told in tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Verb
from ledger.domain.books.said import Said
from ledger.domain.owed.debt import Debt
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, recording
from ledger.services.owed import owing, parties
from ledger.store.books import accounts
from ledger.store.books.entries import Kept
from tests.cast import NOW, TODAY, cny, named

Others = Sequence[tuple[str, Money | None]]


def dinner(
    session: Session, seat: Seat, amount: str, others: Others = (), *, paid_by: str = "", on: date = TODAY,
    key: str = "dining", parts: tuple[tuple[str, str], ...] = (), place: str = "alipay",
) -> Kept:  # fmt: skip
    """An expense that others owe parts of, or that somebody else paid, as the sheet records it."""
    said = Said(on, Verb.EXPENSE, cny(amount), named(session, seat, key).account_id,
                named(session, seat, place).account_id, payee="Old Street", note="dinner",
                parts=tuple((named(session, seat, one).account_id, cny(money)) for one, money in parts))
    said = parties.shared(session, seat, said, others, paid_by, NOW)
    done = bookkeeping.record(session, seat, recording.entry_from(session, seat, said), NOW)
    assert done.stands
    return done.stands


def open_now(session: Session, seat: Seat) -> dict[str, list[int]]:
    """What is open by person: one sum for each debt, signed as its account holds it."""
    return {one.name: [debt.open.minor for debt in one.debts if debt.open] for one in owing.people(session, seat)
            if any(debt.open for debt in one.debts)}


def debt_of(session: Session, seat: Seat, name: str) -> Debt:
    """The one debt of somebody."""
    person = next(one for one in owing.people(session, seat) if one.name == name)
    (found,) = person.debts
    return found


def lines(session: Session, seat: Seat, kept: Kept | None) -> list[tuple[str, int, str]]:
    """An entry's lines by account code."""
    assert kept
    known = accounts.load(session, seat.book_id)
    return [(known[p.account_id].code, p.minor, p.currency) for p in kept.entry.postings]
