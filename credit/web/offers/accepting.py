"""Taking an offer up: the terms on one page, one confirmation; stepping back in one step."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for

from credit.domain.people.stage import OPEN
from credit.services.offers import accepting, looking
from credit.web.offers.area import area
from credit.web.offers.view import card_view
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.http import see_other


@area.get("/me/offers/<offer>/terms", SIGNED_IN)
def terms(visit: Visit[int], offer: str) -> Response:
    """The terms in full, and what confirming would do."""
    found = accepting.check(visit.session, visit.seat, read_id(offer), visit.today, clock.now())
    return make_response(render_template(
        "credit/terms.html", **card_view(found, visit.today), rests=accepting.rests(found)))


@area.post("/me/offers/<offer>/apply", SIGNED_IN)
def apply(visit: Visit[int], offer: str) -> Response:
    """Take it up."""
    accepting.take_up(visit.session, visit.seat, read_id(offer), visit.today, clock.now())
    return see_other(url_for("offers.taken", offer=offer))


@area.get("/me/offers/<offer>/taken", SIGNED_IN)
def taken(visit: Visit[int], offer: str) -> Response:
    """Where it stands since: resting, a draft in the ledger, recorded; and the way back.

    An offer nobody answered yet leads to itself.
    """
    found = looking.get(visit.session, visit.seat, read_id(offer))
    if found.state == OPEN:
        return see_other(url_for("offers.show", offer=offer))
    events = looking.events(visit.session, visit.seat, found.offer_id)
    return make_response(render_template(
        "credit/taken.html", **card_view(found, visit.today), stage=accepting.stage_of(found, events), events=events,
        zone=visit.principal.zone))


@area.post("/me/offers/<offer>/cancel", SIGNED_IN)
def cancel(visit: Visit[int], offer: str) -> Response:
    """Step back."""
    accepting.cancel(visit.session, visit.seat, read_id(offer), visit.today, clock.now())
    return see_other(url_for("offers.taken", offer=offer))
