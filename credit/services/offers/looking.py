"""Looking at an offer, and the answers that are no: not now, never this kind. Asking a person to look."""

from __future__ import annotations

from datetime import date, datetime

from credit.domain.people.kinds import FREE
from credit.domain.people.quiet import Why, Wish
from credit.domain.people.stage import DECLINED, OPEN, AnsweredAlready
from credit.services.offers import telling
from credit.services.people import quieting
from credit.store.offers import offers
from credit.store.offers.offers import Event, Offer
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session


def get(session: Session, person_id: int, offer_id: int) -> Offer:
    """One offer of a person, as it was shown. Raises: Missing; what its consent took along is gone."""
    found = offers.get(session, person_id, offer_id)
    if found is None or not found.body:
        raise Missing()
    return found


def events(session: Session, person_id: int, offer_id: int) -> list[Event]:
    """What happened to it, oldest first."""
    return offers.events(session, person_id, offer_id)


def open_it(session: Session, person_id: int, offer_id: int, on: date, now: datetime) -> Offer:
    """Open an offer; the first time is written down. Raises: Missing."""
    found = get(session, person_id, offer_id)
    if not any(event.kind == "opened" for event in events(session, person_id, offer_id)):
        telling.tell(session, person_id, found, "opened", now, on)
    return found


def not_now(session: Session, person_id: int, offer_id: int, on: date, now: datetime) -> Wish:
    """Put an offer and its kind aside for a while. Raises: Missing, AnsweredAlready."""
    return _refuse(session, person_id, offer_id, Why.NOT_NOW, on, now)


def never(session: Session, person_id: int, offer_id: int, on: date, now: datetime) -> Wish:
    """Want to hear nothing of this kind again. Raises: Missing, AnsweredAlready."""
    return _refuse(session, person_id, offer_id, Why.NEVER, on, now)


def ask_human(session: Session, person_id: int, offer_id: int, on: date, now: datetime) -> None:
    """Ask that a person looks at what was decided; asked twice, it is asked once. Raises: Missing."""
    found = get(session, person_id, offer_id)
    if not any(event.kind == "review_asked" for event in events(session, person_id, offer_id)):
        telling.tell(session, person_id, found, "review_asked", now, on)


def _refuse(session: Session, person_id: int, offer_id: int, why: Why, on: date, now: datetime) -> Wish:
    found = get(session, person_id, offer_id)
    if not offers.move(session, person_id, offer_id, (OPEN,), DECLINED, now):
        raise AnsweredAlready()
    telling.tell(session, person_id, found, "declined" if why is Why.NOT_NOW else "never", now, on)
    return quieting.ask(session, person_id, why, on, now, kind=found.kind or FREE)
