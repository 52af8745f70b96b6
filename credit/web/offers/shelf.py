"""The shelf: what lenders sell, the same for everybody who looks."""

from __future__ import annotations

from flask import Response, make_response, render_template

from credit.domain.people.kinds import KINDS
from credit.services.offers import saying
from credit.services.offers.browsing import on_the_shelf
from credit.web.offers.area import area
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Visit


@area.get("/me/shelf", SIGNED_IN)
def shelf(visit: Visit[int]) -> Response:
    """Everything that is sold, the cheapest example first; or the one word it needs."""
    return make_response(render_template(
        "credit/shelf.html", sold=on_the_shelf(visit.session, visit.seat, visit.today, clock.now()), kinds=KINDS,
        saying=saying, today=visit.today))
