"""The situation of a person and a ledger: what guards look at besides the books themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from credit.domain.offers.product import Kind
from credit.domain.people import quiet
from credit.domain.people import situation as facts
from credit.domain.people.borrower import age
from credit.domain.people.quiet import Wish
from credit.domain.people.scope import Scope
from credit.domain.signals.gates import quality_signals
from credit.services.people import consenting
from credit.store.offers import offers
from credit.store.people import borrowers, quiets
from ledger.door import BookFacts
from ledger.kernel.figures import Figures
from ledger.plumbing.db import Session

SHARED_SCREEN = "shared"
"""What a page says of itself while others look on."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is so whatever is offered (`person`), and what depends on the kind of offer and its lender (`of`)."""

    on: date
    person: Mapping[str, int | None]
    wishes: Sequence[Wish] = ()
    refused: Mapping[int, date] = field(default_factory=dict)
    """By lender, the last day it refused this person."""

    def of(self, kind: str, lender_id: int) -> dict[str, int | None]:
        """The situation in which an offer of a kind by a lender would be made; lender 0 is none."""
        return {
            **self.person,
            "days_since_not_now": quiet.days_since_not_now(self.wishes, kind, self.on),
            "said_never": int(quiet.said_never(self.wishes, kind, self.on)),
            "days_since_refused_here": facts.days_since(self.refused.get(lender_id), self.on, quiet.NEVER_AGO),
        }


def permitted(session: Session, person_id: int, book: BookFacts, scope: Scope, now: datetime) -> dict[str, int | None]:
    """Whether a person allows a ledger to be read for a scope, and whether everybody who must does."""
    own = consenting.standing(session, person_id, scope, now, book_id=book.book_id)
    return {
        "consent": int(own is not None and book.is_held),
        "books_granted": int(consenting.waiting_for(session, book.book_id, scope, now) == 0),
    }


def situation(
    session: Session, person_id: int, book: BookFacts, figures: Figures, now: datetime, screen: str = "",
    *, scope: Scope = Scope.PERSONALISED, without: int = 0,
) -> Situation:
    """The situation on the day of the figures. `without` is an offer whose own showing is not counted."""
    on = figures.on
    said, wishes = borrowers.get(session, person_id), quiets.open_of(session, person_id)
    seen = offers.impressions(session, person_id, on - timedelta(days=facts.MONTH), without)
    person = {
        **permitted(session, person_id, book, scope, now),
        **quality_signals(figures),
        **facts.shown(seen, on),
        "age_years": age(said.born_on, on) if said.born_on else None,
        "country_known": int(bool(said.country)),
        "free_of_offers": int(quiet.is_free_of_offers(wishes, book.book_id, on)),
        "screen_shared": int(screen == SHARED_SCREEN),
        "life_event_days": quiet.days_since_life_event(wishes, on),
        "days_since_same_refinance": _refinanced(session, person_id, figures),
    }
    return Situation(on, person, wishes, offers.refused_by(session, person_id))


def _refinanced(session: Session, person_id: int, figures: Figures) -> int:
    """Days since this ledger's card was last paid by a loan: as the books say, or as was accepted here."""
    taken = offers.taken_up_at(session, person_id, figures.book, Kind.REFINANCE)
    days = (facts.refinanced_on(figures.places), taken.date() if taken else None)
    known = [day for day in days if day is not None]
    return facts.days_since(max(known, default=None), figures.on, quiet.NEVER_AGO)
