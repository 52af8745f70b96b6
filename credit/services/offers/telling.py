"""Saying that something happened to an offer: to the person's own record, and to the lender without a name."""

from __future__ import annotations

from datetime import date, datetime

from credit.store.lenders import events
from credit.store.offers import offers
from credit.store.offers.offers import Offer
from ledger.kernel.canonical import digest
from ledger.plumbing.db import Session


def tell(session: Session, person_id: int, offer: Offer, kind: str, now: datetime, on: date | None = None) -> None:
    """Write down what happened on a day (default: the day in UTC). What no lender offers is told to none."""
    day = on or now.date()
    offers.note(session, person_id, offer.offer_id, kind, day, now)
    if offer.lender_id:
        events.add(session, offer.lender_id, _event(person_id, offer, kind, day, now))


def mark_of(person_id: int, offer_id: int) -> bytes:
    """What tells one offer from another and names nobody: 32 bytes."""
    return digest(b"offer", [person_id, offer_id])


def _event(person_id: int, offer: Offer, kind: str, on: date, now: datetime) -> events.Event:
    summary = offer.body["summary"]
    return events.Event(
        rule_id=offer.rule_id, version=offer.version, product_id=offer.product_id, kind=kind, moment=offer.moment,
        mark=mark_of(person_id, offer.offer_id), currency=summary["currency"], amount_minor=summary["amount"],
        cost_minor=summary["cost"], saving_minor=summary["saving"], on_day=on, at=now,
    )
