"""An offer's own pages: what it costs and against what, every payment, and why it was shown."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, url_for

from credit.domain.people.stage import review_by, stands_until
from credit.domain.rules.guards import TITLES, GuardId
from credit.services.offers import looking
from credit.services.offers.saying import drawing
from credit.web.offers.area import area
from credit.web.offers.view import card_view
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.access import SIGNED_IN, Visit


@area.get("/me/offers/<offer>", SIGNED_IN)
def show(visit: Visit[int], offer: str) -> Response:
    """An offer: cost in all, the ways beside it, staying against moving, why, who gets what."""
    return _page(visit, offer, "credit/show.html")


@area.get("/me/offers/<offer>/schedule", SIGNED_IN)
def schedule(visit: Visit[int], offer: str) -> Response:
    """Every payment, to the last coin; a way without a loan, and a fund, have none."""
    quote = looking.get(visit.session, visit.seat, read_id(offer)).body["quote"]
    if quote is None or not quote["rows"]:
        raise Missing()
    return _page(visit, offer, "credit/schedule.html")


@area.get("/me/offers/<offer>/why", SIGNED_IN)
def why(visit: Visit[int], offer: str) -> Response:
    """Why it was shown: the rule and its conditions, what was measured, the guards, what would make it go."""
    return _page(visit, offer, "credit/why.html")


def _page(visit: Visit[int], offer: str, template: str) -> Response:
    found = looking.get(visit.session, visit.seat, read_id(offer))
    events = looking.events(visit.session, visit.seat, found.offer_id)
    asked = next((event for event in events if event.kind == "review_asked"), None)
    return make_response(render_template(
        template, **card_view(found, visit.today), events=events, zone=visit.principal.zone,
        drawn=drawing(found.body, visit.today), stands_until=stands_until(found.on),
        guards={guard.value: TITLES[guard] for guard in GuardId}, review_by=review_by(asked.on) if asked else None,
        behind=_behind(found.body, id_text(found.book_id)),
    ))


def _behind(card: Any, book: str) -> dict[str, str]:
    """For each signal, where the entries behind it are shown."""
    return {name: url_for("journal.behind", book=book, of=packed) for name, packed in card["behind"].items()}
