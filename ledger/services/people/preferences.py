"""What a person prefers: their name, language, time zone, home currency, light or dark."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.plumbing.db import Session
from ledger.store.people import persons


@dataclass(frozen=True, slots=True)
class Preferences:
    """A person's choices, each already among those offered."""

    name: str
    language: str
    zone: str
    home_currency: str
    theme: str


def prefer(session: Session, person_id: int, chosen: Preferences) -> None:
    """Write a person's choices. The home currency counts for ledgers opened from now on."""
    persons.prefer(
        session,
        person_id,
        name=chosen.name,
        language=chosen.language,
        zone=chosen.zone,
        home_currency=chosen.home_currency,
        theme=chosen.theme,
    )


def prefer_language(session: Session, person_id: int, language: str) -> None:
    """Write the language alone."""
    persons.prefer(session, person_id, language=language)


def prefer_theme(session: Session, person_id: int, theme: str) -> None:
    """Write light or dark alone."""
    persons.prefer(session, person_id, theme=theme)
