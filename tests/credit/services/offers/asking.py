"""Asking a place, and what a test does around it: the same steps for every test of offers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from credit.services.offers import accepting, slot
from credit.services.offers.slot import Answer, Asking
from credit.store.lenders import shelf
from credit.store.offers import offers
from credit.store.offers.offers import Offer
from ledger.domain.books.entry import Entry
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.services.books import bookkeeping
from tests.cast import NOW, TODAY, lunch
from tests.credit.lending import product, row, rule_set
from tests.credit.lived import Lived, on_shelf

LATER = NOW + timedelta(minutes=5)


def ask(session: Session, lived: Lived, place: str = "journal", on: date = TODAY, now: datetime = NOW,
         screen: str = "") -> Answer:
    session.allow_books([lived.book_id])
    return slot.answer(session, Asking(lived.person_id, place, on, now, screen), lived.book_id)


def count(session: Session, row_class: type, person_id: int) -> int:
    rows = table(row_class)
    found = session.value(sa.select(sa.func.count()).select_from(rows).where(rows.c.person_id == person_id))
    return int(found)


def record(session: Session, lived: Lived, entry: Entry | None = None, now: datetime = NOW) -> None:
    session.allow_books([lived.book_id])
    bookkeeping.record(session, lived.seat, entry or lunch(session, lived.seat), now)


def allow(session: Session, mei: Lived) -> None:
    session.allow_person(mei.person_id)
    session.allow_books([mei.book_id])


def offered(session: Session, mei: Lived) -> Offer:
    allow(session, mei)
    found = slot.answer(session, slot.Asking(mei.person_id, "journal", TODAY, NOW), mei.book_id).offer
    assert found is not None and found.lender_id
    return found


def small(session: Session, mei: Lived) -> Offer:
    """An offer below a month's income: the same lender moves at most 9,000."""
    session.allow_lender(mei.lender_id)
    was = next(one for one in shelf.live(session) if one.lender.lender_id == mei.lender_id)
    shelf.take_off(session, mei.lender_id, was.rule_id)
    on_shelf(session, mei.lender_id, rule_set(row(("revolving_streak", "at_least", 2), most="9000", months=[12])),
             product(fees=[{"name": "opening", "when": "upfront", "amount": "20.00"}]))
    return offered(session, mei)


def kinds(session: Session, mei: Lived) -> list[str]:
    return [event.kind for event in offers.events(session, mei.person_id)]


def take(session: Session, mei: Lived, offer: Offer) -> None:
    accepting.take_up(session, mei.person_id, offer.offer_id, TODAY, LATER)


