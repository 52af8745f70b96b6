"""The places in pages: each asks by its own request after the page is there, and shows a card, a line, or nothing."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from credit.services.offers import saying
from credit.services.offers.slot import SLOTS, Answer, Asking, answer
from credit.web.offers.area import area
from credit.web.offers.view import card_view
from credit.web.people.area import screen
from ledger.kernel.errors import Missing
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import wants_part


@area.post("/credit/slots/<slot>", SIGNED_IN, kept=False)
def slot(visit: Visit[int], slot: str) -> Response:
    """What a place shows to whoever asks. Nothing to show is 200 and empty; a plain form gets a whole page."""
    if slot not in SLOTS:
        raise Missing()
    asking = Asking(visit.seat, slot, visit.today, clock.now(), screen())
    found = answer(visit.session, asking, Fields(request.form).id_or_none("book"))
    if not wants_part():
        return make_response(render_template("credit/answer.html", **_view(visit, found)))
    if found.offer is None and found.line is None:
        return make_response("", 200)
    return make_response(render_template("credit/_answer.html", **_view(visit, found)))


def _view(visit: Visit[int], found: Answer) -> dict[str, object]:
    view = card_view(found.offer, visit.today) if found.offer else {}
    said = saying.line(found.line, visit.today) if found.line else ""
    return {**view, "line": said, "wants_help": found.line is not None and found.line.why == "about_you"}
