"""A card as it is kept, made straight in the rows: a need, and ways out of it that no lender sells."""

from __future__ import annotations

from typing import Any

from credit.store.offers import offers
from credit.store.offers.offers import Offer
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from tests.cast import NOW, TODAY

CARD: dict[str, Any] = {
    "format": 1,
    "summary": {"currency": "CNY", "amount": 824_000, "cost": 8_747, "saving": 108_915},
    "need": {"moment": "card_refinance", "kind": "refinance", "currency": "CNY", "on": "2026-11-21",
             "amount": 1_098_805, "by": "2026-11-25", "until": "2027-11-21"},
    "ways": [
        {"kind": "free", "name": "pay_from_idle", "says": "Pay %(amount)s now from money you do not need",
         "facts": {"amount": {"minor": 824_000, "currency": "CNY"}}, "cost": 8_747, "saving": 108_915,
         "closes": 824_000, "covers": False, "share_bps": 7_499, "ends": "2027-02-21", "entries": ""},
        {"kind": "stay", "name": "stay", "cost": 117_662, "months": 12, "payment": 110_000, "rate_bps": 2_071},
    ],
    "quote": None, "terms": [], "why": None, "twin": None, "behind": {}, "case": {}, "scene": "household",
    "seller": None, "places": {"card": None, "into": None},
    "measured": {
        "idle_cash": {"value": 824_000, "state": "known", "why": None},
        "loan_stacking": {"value": 0, "state": "absent", "why": None},
        "persistent_debt": {"value": None, "state": "unknown", "why": "needs_12_months"},
    },
}


def a_way(session: Session, person_id: int, book_id: int) -> int:
    """A card without a lender that was shown to a person; its number."""
    offer_id = new_id()
    session.allow_person(person_id)
    offers.add(session, person_id, Offer(
        offer_id, book_id, 1, TODAY, "journal", "card_refinance", "free", 0, 0, 0, 0, CARD, "open", NOW, NOW))
    offers.impress(session, person_id, offer_id, TODAY, "journal", NOW)
    return offer_id
