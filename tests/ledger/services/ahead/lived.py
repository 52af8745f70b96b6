"""A household that has lived a hundred and twenty days: a salary, lunches, and a rent that is planned."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.domain.books import compose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping
from ledger.services.planning import scheduling
from ledger.store.books import accounts
from tests.cast import NOW, TODAY, cny, lunch, named

RENT_DAY = date(2026, 12, 1)


def counted(session: Session, seat: Seat, text: str, back: int = 120) -> None:
    """Somebody counted what WeChat holds so many days ago."""
    begin = next(one for one in accounts.load(session, seat.book_id).values() if one.code == "equity:opening")
    postings = compose.opened(named(session, seat, "wechat"), cny(text), begin)
    bookkeeping.record(session, seat, Entry(TODAY - timedelta(days=back), Verb.OPENING, postings), NOW)


def lived(session: Session, seat: Seat, held: str = "3000", rent: str = "4200") -> Scheduled:
    """The life, out of WeChat: 8,000 on the 15th of each month, a lunch every third day, a rent to come on the 1st."""
    counted(session, seat, held)
    wechat = named(session, seat, "wechat")
    for month in (8, 9, 10, 11):
        got = compose.received(wechat, [(named(session, seat, "salary"), cny("8000"))])
        bookkeeping.record(session, seat, Entry(date(2026, month, 15), Verb.INCOME, got, Words("Maple Works")), NOW)
    for number in range(39):
        bookkeeping.record(session, seat, lunch(session, seat, "60", TODAY - timedelta(days=3 * number)), NOW)
    item = Scheduled(0, "Rent", "expense", wechat.account_id, named(session, seat, "rent").account_id, cny(rent),
                     RENT_DAY, Repeats.MONTHLY, 1)
    return scheduling.add(session, seat, item, NOW)
