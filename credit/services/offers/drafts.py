"""What becomes of the drafts that accepted offers left in the books: recorded with one tap, or dropped."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from credit.services.offers import telling
from credit.store.offers import offers
from ledger.plumbing.db import Session

ORIGIN = "offer"
"""What a draft made from an offer says of where it comes from."""


class Draft(Protocol):
    """What the books tell of a draft."""

    @property
    def origin(self) -> str:
        """Where it came from, in the words of whoever left it."""

    @property
    def origin_id(self) -> int:
        """Its number there."""


def settled(session: Session, person_id: int, draft: Draft, state: str, now: datetime) -> None:
    """An accepted offer's draft was recorded or dropped: say so of the offer, in the same transaction."""
    if draft.origin != ORIGIN:
        return
    session.allow_person(person_id)
    found = offers.get(session, person_id, draft.origin_id)
    if found is None:
        return
    become, kind = ("recorded", "recorded") if state == "recorded" else ("cancelled", "cancelled")
    if offers.move(session, person_id, found.offer_id, ("applied",), become, now):
        telling.tell(session, person_id, found, kind, now)
