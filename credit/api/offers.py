"""Offers: what was shown, asking a place what it shows, why, every payment, saying no, taking up."""

from __future__ import annotations

from credit.api.offer_words import card_out, line_out, told
from credit.api.seats import OFFERS, PersonVisit
from credit.api.shapes.offer import CardOut, DeclineIn, OfferOut, Offers, SlotIn, SlotOut, TakenOut
from credit.api.shapes.why import ScheduleOut, WhyOut
from credit.api.why_words import schedule_out, why_out
from credit.services.offers import accepting, looking, shown
from credit.services.offers.slot import SLOTS, Asking, answer
from credit.store.offers.offers import Offer
from ledger.kernel.errors import Missing
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery, Nothing
from ledger.plumbing.api.words import instant, page_of

area = ApiArea("offers", __name__)


@area.get("/me/offers", SIGNED_IN, OFFERS, Offers, query=ListQuery)
def listing(visit: PersonVisit, query: ListQuery) -> Offers:
    """Everything one was ever shown, newest first, with what happened to it."""
    everything = shown.offers(visit.session, visit.seat)
    found, then = page_of("offers", everything, lambda one: one.offer.offer_id, query.after, query.limit)
    return Offers(items=[told(one.offer, one.events) for one in found], next=then)


@area.post("/slots/<slot>", SIGNED_IN, OFFERS, SlotOut, body=SlotIn)
def ask(visit: PersonVisit, slot: str, body: SlotIn) -> SlotOut:
    """Ask what a place shows: journal or start. What it shows counts as shown. Without consent nothing is read."""
    if slot not in SLOTS:
        raise Missing()
    found = answer(visit.session, Asking(visit.seat, slot, visit.today, clock.now()), body.book)
    return SlotOut(
        card=_card(visit, found.offer) if found.offer else None,
        line=line_out(found.line, visit.today) if found.line else None)


@area.get("/offers/<offer>", SIGNED_IN, OFFERS, CardOut)
def one(visit: PersonVisit, offer: str) -> CardOut:
    """An offer as it was shown."""
    return _card(visit, looking.get(visit.session, visit.seat, read_id(offer)))


@area.get("/offers/<offer>/why", SIGNED_IN, OFFERS, WhyOut)
def why(visit: PersonVisit, offer: str) -> WhyOut:
    """Why it was shown: the rule and its conditions, what was measured, the guards, what would make it go."""
    return why_out(looking.get(visit.session, visit.seat, read_id(offer)))


@area.get("/offers/<offer>/schedule", SIGNED_IN, OFFERS, ScheduleOut)
def schedule(visit: PersonVisit, offer: str) -> ScheduleOut:
    """Every payment, to the last coin."""
    return schedule_out(looking.get(visit.session, visit.seat, read_id(offer)))


@area.post("/offers/<offer>/decline", SIGNED_IN, OFFERS, OfferOut, body=DeclineIn)
def decline(visit: PersonVisit, offer: str, body: DeclineIn) -> OfferOut:
    """Say no: for now, or for ever to this kind."""
    refuse = looking.never if body.how_long == "ever" else looking.not_now
    refuse(visit.session, visit.seat, read_id(offer), visit.today, clock.now())
    return _told(visit, read_id(offer))


@area.post("/offers/<offer>/apply", SIGNED_IN, OFFERS, TakenOut, body=Nothing)
def take_up(visit: PersonVisit, offer: str, body: Nothing) -> TakenOut:
    """Take it up. Guards and terms are looked at once more; then a draft is left in the ledger, after a day of rest
    where it is much. Nothing is borrowed and nothing recorded by it."""
    accepting.take_up(visit.session, visit.seat, read_id(offer), visit.today, clock.now())
    found = looking.get(visit.session, visit.seat, read_id(offer))
    stage = accepting.stage_of(found, looking.events(visit.session, visit.seat, found.offer_id))
    if stage is None:
        raise Missing()
    return TakenOut(
        offer=_told(visit, found.offer_id), has_draft=stage.has_draft,
        rests_until=instant(stage.rests_until) if stage.rests_until else None,
        step_back_until=instant(stage.step_back_until))


def _card(visit: PersonVisit, offer: Offer) -> CardOut:
    return card_out(offer, looking.events(visit.session, visit.seat, offer.offer_id), visit.today)


def _told(visit: PersonVisit, offer_id: int) -> OfferOut:
    found = looking.get(visit.session, visit.seat, offer_id)
    return told(found, looking.events(visit.session, visit.seat, offer_id))
