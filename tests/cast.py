"""The cast: Mei owns, Jun is her partner, Vic views, Ola is a stranger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa

from ledger.domain.books import compose
from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.planning.due import Scheduled
from ledger.kernel.ids import new_id
from ledger.kernel.limits import LATEST_YEAR
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.identity import PersonRow
from ledger.plumbing.rows import table
from ledger.services.books import opening
from ledger.store.books import accounts, books

NOW = datetime.fromisoformat("2026-11-21T04:00:00+00:00")
TODAY = date(2026, 11, 21)


def cny(text: str) -> Money:
    return Money.of(Decimal(text), "CNY")


def jpy(text: str) -> Money:
    return Money.of(Decimal(text), "JPY")


def person(session: Session, name: str = "Mei") -> int:
    """A person without a password, made straight in the rows."""
    person_id = new_id()
    session.allow_person(person_id)
    session.run(sa.insert(table(PersonRow)), {
        "person_id": person_id, "email": f"{name.lower()}@example.org", "name": name, "password_hash": None,
        "language": "en", "zone": "Asia/Shanghai", "home_currency": "CNY", "theme": "", "totp_secret": None,
        "totp_confirmed": False, "totp_step": 0, "epoch": 0, "version": 1, "made_at": NOW, "erased_at": None,
    })
    return person_id


def book(session: Session, scene: str = "household", name: str = "Our home", owner: str = "Mei") -> Seat:
    """A fresh book of a fresh person, seated as its owner."""
    return opening.open_book(session, person(session, owner), owner, scene, name, NOW, currency="CNY",
                             zone="Asia/Shanghai")


def join(session: Session, seat: Seat, name: str, role: str) -> Seat:
    """Somebody else in the same book."""
    member = replace(seat.member, member_id=new_id(), name=name, role=role, person_id=person(session, name))
    books.add_member(session, seat.book_id, member, b"s" * 16, NOW)
    return Seat(seat.book, member, member.member_id)


def named(session: Session, seat: Seat, key: str) -> Account:
    """An account of the book by its scene's key."""
    return next(a for a in accounts.load(session, seat.book_id).values() if a.pack_key == key)


def lunch(session: Session, seat: Seat, amount: str = "32.00", on: date = TODAY, note: str = "lunch") -> Entry:
    """An expense from WeChat into dining."""
    parts = [(named(session, seat, "dining"), cny(amount))]
    return Entry(on, Verb.EXPENSE, compose.spent(named(session, seat, "wechat"), parts), Words("Old Street", note))


def next_after(item: Scheduled) -> date | None:
    """The day an item comes again after its next one, or None where that is its last."""
    if item.next_day is None:
        return None
    later = item.days(item.next_day + timedelta(days=1), date(LATEST_YEAR + 1, 1, 1))
    return next(iter(later), None)
