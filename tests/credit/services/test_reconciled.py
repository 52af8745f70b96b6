"""Gate Q3 through the door: a check that agrees makes it hold again, and one left apart shows its gap."""

from __future__ import annotations

from datetime import timedelta

from credit.domain.signals.gates import quality_signals
from ledger import door
from ledger.domain.books import compose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb
from ledger.plumbing.db import Session
from ledger.services.accounts import checks
from ledger.services.books import bookkeeping
from ledger.store.books import accounts
from tests.cast import NOW, TODAY, book, cny, lunch, named

Q3 = "quality_reconciled"


def q3(session: Session, seat: Seat) -> int | None:
    return quality_signals(door.figures(session, seat.member.person_id or 0, seat.book_id, TODAY))[Q3]


def says(session: Session, seat: Seat, amount: str) -> None:
    checks.say(session, seat, named(session, seat, "wechat").account_id, cny(amount), TODAY, TODAY, NOW)


def test_where_nothing_was_ever_stated_a_check_answers(session: Session) -> None:
    seat = book(session)
    bookkeeping.record(session, seat, lunch(session, seat, "100"), NOW)
    assert q3(session, seat) is None

    says(session, seat, "-100")
    assert q3(session, seat) == 1
    says(session, seat, "-103")
    assert q3(session, seat) == 0
    says(session, seat, "-102")
    assert q3(session, seat) == 1


def test_a_late_start_is_a_gap_until_a_check_agrees(session: Session) -> None:
    seat = book(session)
    place = named(session, seat, "wechat")
    bookkeeping.record(session, seat, lunch(session, seat, "100", TODAY - timedelta(days=3)), NOW)
    begin = next(one for one in accounts.load(session, seat.book_id).values() if one.code == "equity:opening")
    start = Entry(TODAY - timedelta(days=1), Verb.OPENING, compose.opened(place, cny("500"), begin))
    bookkeeping.record(session, seat, start, NOW)
    assert q3(session, seat) == 0

    says(session, seat, "400")

    assert q3(session, seat) == 1
