"""Somebody leaves: what the credit side knows of them goes with them, and what they take along holds all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from credit.services.offers import shown
from credit.services.people.words import consent_json
from credit.store.people import borrowers, consents, grants, quiets
from ledger import door
from ledger.kernel.ids import id_text
from ledger.plumbing.db import Session


def take_along(session: Session, person_id: int) -> Mapping[str, Any]:
    """`consents`, `quiet` and `offers` of a person as plain values; ids are text, instants and days as they are."""
    said = borrowers.get(session, person_id)
    return {
        "help_with_money": {
            "born_on": said.born_on,
            "country": said.country,
            "consents": [consent_json(one) for one in consents.of_person(session, person_id)],
            "quiet": [{**asdict(one), "quiet_id": id_text(one.quiet_id)} for one in quiets.open_of(session, person_id)],
        },
        "offers": shown.as_json(session, person_id),
    }


def part(session: Session, person_id: int, now: datetime) -> None:
    """Let no ledger be read for somebody who leaves; their own rows go with them."""
    held = [book.book_id for book in door.books_of(session, person_id)]
    grants.remove_all(session, held, person_id)
