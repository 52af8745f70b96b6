"""What was shown: every offer of a person, with what was answered; to look at, and to take along."""

from __future__ import annotations

import json

from flask import Response, make_response, render_template

from credit.domain.people.kinds import KINDS
from credit.services.offers import saying, shown
from credit.web.offers.area import area
from ledger.plumbing.access import SIGNED_IN, Visit


@area.get("/me/offers", SIGNED_IN)
def index(visit: Visit[int]) -> Response:
    """Every offer, newest first."""
    return make_response(render_template(
        "credit/shown.html", offers=shown.offers(visit.session, visit.seat), kinds=KINDS, today=visit.today,
        zone=visit.principal.zone, saying=saying))


@area.get("/me/offers.json", SIGNED_IN)
def take_out(visit: Visit[int]) -> Response:
    """Everything that was shown, with the decision behind each, as a file."""
    told = {"format": 1, "offers": shown.as_json(visit.session, visit.seat)}
    response = make_response(json.dumps(told, ensure_ascii=False, indent=1))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = "attachment; filename=offers.json"
    return response
