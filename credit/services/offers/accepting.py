"""Taking an offer up: looked at once more, confirmed, rested where it is much, then left in the ledger as a draft.

Nothing here borrows money or writes books. The draft is recorded by the person's own tap or not at all; what the
lender is told goes by the person's own word to it, in another place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from credit.domain.offers.need import GivenNeed
from credit.domain.people import stage
from credit.domain.people.stage import APPLIED, CANCELLED, OPEN, RECORDED, AnsweredAlready, NothingToCancel
from credit.services import deciding
from credit.services.offers import composing, looking, telling
from credit.services.offers.composing import Marks
from credit.services.offers.proposal import Wording, proposal_of, wording_of
from credit.services.people.situation import situation
from credit.store.offers import offers
from credit.store.offers.offers import Event, Offer
from credit.store.people import borrowers
from ledger import door
from ledger.kernel.errors import N_, Conflict, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock, work
from ledger.plumbing.db import Session

COOLED = "offer_cooled"
"""The work of leaving a draft once an offer has rested."""


class OfferChanged(Conflict):
    """An offer that would not be made any more, or not on the same terms."""

    message = N_("Your figures or the offer changed since. It is no longer offered like this. Ask again.")


@dataclass(frozen=True, slots=True)
class Stage:
    """Where an accepted offer stands: since when, until when it rests, until when one may step back."""

    since: datetime
    rests_until: datetime | None
    step_back_until: datetime
    has_draft: bool


def check(session: Session, person_id: int, offer_id: int, on: date, now: datetime) -> Offer:
    """An offer that may be taken up now: guards and cap looked at once more, terms the same to the last coin.

    Raises: Missing, AnsweredAlready, NoLongerOffered, OfferChanged.
    """
    found = looking.get(session, person_id, offer_id)
    if found.body["quote"] is None:
        raise Missing()
    stage.check_open(found.state, found.on, on)
    if not _would_be_offered(session, person_id, found, on, now):
        raise OfferChanged()
    return found


def rests(offer: Offer) -> bool:
    """Whether an offer rests for a day before a draft is left."""
    income = offer.body["measured"].get("income_month", {}).get("value")
    return stage.cools(offer.body["quote"]["amount"], income, is_credit=bool(offer.body["quote"]["rows"]))


def take_up(session: Session, person_id: int, offer_id: int, on: date, now: datetime) -> Offer:
    """Take an offer up. Raises: as `check`, and what leaving a draft raises."""
    borrowers.lock(session, person_id)
    found = check(session, person_id, offer_id, on, now)
    if not offers.move(session, person_id, offer_id, (OPEN,), APPLIED, now):
        raise AnsweredAlready()
    telling.tell(session, person_id, found, "applied", now, on)
    offers.forget_answers(session, person_id)
    if rests(found):
        due = now + stage.COOLING
        said = asdict(wording_of(found))
        work.enqueue(session, COOLED, {"person": id_text(person_id), "offer": id_text(offer_id), "said": said}, due)
    else:
        _leave_draft(session, person_id, found, wording_of(found), on, now)
    return found


def cancel(session: Session, person_id: int, offer_id: int, on: date, now: datetime) -> None:
    """Step back in one step: while it rests, while the draft waits, and for fourteen days after.

    Raises: Missing, NothingToCancel.
    """
    found = looking.get(session, person_id, offer_id)
    since = stage_of(found, looking.events(session, person_id, offer_id))
    if since is None or now > since.step_back_until:
        raise NothingToCancel()
    if not offers.move(session, person_id, offer_id, (APPLIED, RECORDED), CANCELLED, now):
        raise NothingToCancel()
    telling.tell(session, person_id, found, "cancelled", now, on)


def stage_of(offer: Offer, events: list[Event]) -> Stage | None:
    """Where an offer stands since it was taken up; None where it never was, or no longer is."""
    since = next((event.at for event in events if event.kind == "applied"), None)
    if since is None or offer.state not in (APPLIED, RECORDED):
        return None
    has_draft = any(event.kind == "proposed" for event in events)
    rests_until = since + stage.COOLING if rests(offer) and not has_draft else None
    return Stage(since, rests_until, stage.step_back_until(since), has_draft)


@work.within(COOLED)
def _cooled(session: Session, payload: Mapping[str, Any]) -> None:
    """Leave the draft of an offer that has rested, unless it was cancelled meanwhile."""
    person_id = read_id(payload["person"])
    session.allow_person(person_id)
    found = offers.get(session, person_id, read_id(payload["offer"]))
    if found is not None and found.state == APPLIED:
        today = clock.today(door.book(session, person_id, found.book_id).zone)
        _leave_draft(session, person_id, found, Wording(**payload["said"]), today, clock.now())


def _leave_draft(
    session: Session, person_id: int, offer: Offer, said: Wording, on: date, now: datetime
) -> None:
    door.propose(session, person_id, offer.book_id, proposal_of(offer, said, on), now)
    telling.tell(session, person_id, offer, "proposed", now, on)


def _would_be_offered(session: Session, person_id: int, offer: Offer, on: date, now: datetime) -> bool:
    """Whether the same offer would be made for the same need today, how often others were shown apart."""
    book = door.book(session, person_id, offer.book_id)
    figures = door.figures(session, person_id, offer.book_id, on)
    around = situation(session, person_id, book, figures, now, without=offer.offer_id)
    around = replace(around, person={**around.person, "shown_today": 0, "shown_week": 0, "shown_month": 0})
    need = offer.body["need"]
    given = GivenNeed(need["amount"], date.fromisoformat(need["by"]), date.fromisoformat(need["until"]))
    country = borrowers.get(session, person_id).country
    decision = deciding.decide_for(session, figures, around, country, given=given)
    kept = Marks(offer.lender_id, offer.product_id, offer.rule_id, offer.version)
    quote = offer.body["quote"]
    return decision is not None and any(
        composing.same(one, offer.body, composing.marks_of(session, one), kept)
        and (one.quote.amount, one.quote.total_cost) == (quote["amount"], quote["total_cost"])
        for one in decision.offers
    )
