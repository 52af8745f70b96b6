"""A loan's payments that record themselves divide as those by hand do, and go on as large as the next instalment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.turn import Mode
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.books import checking
from ledger.services.debts import loans
from ledger.services.planning import moving_on, scheduling, turning
from tests.cast import NOW, book, cny, named
from tests.ledger.services.debts.test_paying import FIRST, TERMS, borrow

SHRINKING = replace(TERMS, method="equal_principal")
"""Twelve times 1,000.00 of principal, with ever less interest beside it: 1,120.00, 1,110.00, 1,100.00 …"""

LATER = datetime(2027, 3, 1, 4, tzinfo=NOW.tzinfo)


@pytest.fixture
def seat(session: Session) -> Seat:
    return book(session)


def _planned(session: Session, seat: Seat, mode: Mode) -> tuple[Account, Scheduled]:
    loan = borrow(session, seat, SHRINKING)
    item = scheduling.add(session, seat, Scheduled(
        0, "Maple loan", "transfer", named(session, seat, "bank").account_id, loan.account_id, cny("1120"), FIRST,
        Repeats.MONTHLY, 21, mode=mode), NOW)
    return loan, item


def _loan(session: Session, seat: Seat, account: Account) -> tuple[int, int]:
    found = loans.loan(session, seat, account.account_id)
    assert found.course
    return found.owed, found.course.interest_paid


def test_each_turn_divides_and_the_next_is_as_large_as_its_instalment(session: Session, seat: Seat) -> None:
    loan, item = _planned(session, seat, Mode.POST)

    turning.take_turns(session, seat.book_id, item.item_id, FIRST, LATER)

    assert _loan(session, seat, loan) == (900_000, 12_000 + 11_000 + 10_000)
    now = moving_on.get(session, seat.book_id, item.item_id)
    assert (now.next_day, now.amount) == (date(2027, 3, 21), Money(109_000, "CNY"))
    assert checking.verify(session, seat.book_id).faults == ()


def test_one_taken_back_is_asked_for_as_it_was(session: Session, seat: Seat) -> None:
    loan, item = _planned(session, seat, Mode.POST)
    turning.take_turns(session, seat.book_id, item.item_id, FIRST, LATER)

    turning.take_back(session, seat, item.item_id, date(2027, 2, 21), LATER + timedelta(hours=1))

    assert _loan(session, seat, loan) == (1_000_000, 12_000 + 11_000)
    assert moving_on.get(session, seat.book_id, item.item_id).amount == cny("1100")


def test_one_that_waits_divides_when_it_is_recorded(session: Session, seat: Seat) -> None:
    loan, item = _planned(session, seat, Mode.DRAFT)
    turning.take_turns(session, seat.book_id, item.item_id, FIRST, datetime(2026, 12, 22, 4, tzinfo=NOW.tzinfo))
    (waits,) = turning.waiting(session, seat)

    turning.confirm(session, seat, item.item_id, waits.turn.on, waits.turn.on, waits.turn.amount, LATER)

    assert _loan(session, seat, loan) == (1_100_000, 12_000)
    assert moving_on.get(session, seat.book_id, item.item_id).amount == cny("1110")
