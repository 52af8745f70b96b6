"""What was shown to a person: every offer with its decision and what happened to it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from credit.store.offers import offers as rows
from credit.store.offers.offers import Event, Offer
from ledger.kernel.ids import id_text
from ledger.plumbing.db import Session


@dataclass(frozen=True, slots=True)
class Shown:
    """An offer with everything that happened to it, oldest first."""

    offer: Offer
    events: Sequence[Event]


def offers(session: Session, person_id: int) -> list[Shown]:
    """Every offer a person was shown, newest first."""
    events = rows.events(session, person_id)
    return [
        Shown(offer, [event for event in events if event.offer_id == offer.offer_id])
        for offer in rows.of_person(session, person_id)
    ]


def as_json(session: Session, person_id: int) -> list[dict[str, Any]]:
    """Everything that was shown, with the decision behind it, as a program reads it (credit.md E8).

    Ids are text, instants and days ISO 8601; amounts inside `decision` are minor units, as they were decided.
    """
    return [_plain(one) for one in offers(session, person_id)]


def _plain(one: Shown) -> dict[str, Any]:
    offer = one.offer
    return {
        "offer": id_text(offer.offer_id),
        "book": id_text(offer.book_id),
        "revision": offer.revision,
        "on": offer.on.isoformat(),
        "slot": offer.slot,
        "moment": offer.moment,
        "kind": offer.kind,
        "lender": id_text(offer.lender_id) if offer.lender_id else None,
        "product": id_text(offer.product_id) if offer.product_id else None,
        "rule": id_text(offer.rule_id) if offer.rule_id else None,
        "version": offer.version,
        "state": offer.state,
        "state_at": offer.state_at.isoformat(),
        "decision": dict(offer.body),
        "events": [
            {"kind": event.kind, "on": event.on.isoformat(), "at": event.at.isoformat()} for event in one.events
        ],
    }
