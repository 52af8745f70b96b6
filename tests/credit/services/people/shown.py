"""An offer as it stands once it was shown, made straight in the rows."""

from __future__ import annotations

from datetime import date, datetime

from credit.store.offers import offers
from credit.store.offers.offers import Offer
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from tests.cast import NOW, TODAY

SUMMARY = {"currency": "CNY", "amount": 1_200_000, "cost": 101_645, "saving": 20_461}


def an_offer(
    session: Session, person_id: int, book_id: int, *, state: str = "open", kind: str = "loan", lender_id: int = 0,
    on: date = TODAY, now: datetime = NOW,
) -> int:
    """An offer shown on a day; its number."""
    offer_id = new_id()
    session.allow_person(person_id)
    offers.add(session, person_id, Offer(
        offer_id, book_id, 3, on, "journal", "shortfall", kind, lender_id, 0, 0, 0, {"summary": SUMMARY}, state, now,
        now))
    offers.impress(session, person_id, offer_id, on, "journal", now)
    return offer_id
