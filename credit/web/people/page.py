"""The page “Help with money”, and the receipts that can be taken along from it."""

from __future__ import annotations

import json

from flask import Response, make_response, render_template, request

from credit.domain.people.borrower import COUNTRIES
from credit.domain.people.kinds import KINDS
from credit.domain.people.scope import FIELDS
from credit.services.people import consenting
from credit.services.people.overview import overview
from credit.services.people.words import consent_json
from credit.web.people.area import area, screen
from ledger.kernel.errors import N_
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.i18n import gettext as _

DONE: dict[str, str] = {
    "allowed": N_("Allowed. Your receipt is below, and you can take it back with one press."),
    "withdrawn": N_("Taken back. What was measured for it is deleted."),
    "said": N_("Kept."),
    "quiet": N_("Quiet it is. Nothing will be offered."),
    "undone": N_("Undone."),
}
"""What the page may be told was just done."""


@area.get("/me/help", SIGNED_IN)
def page(visit: Visit[int]) -> Response:
    """What is allowed, what could be, and the switches for quiet."""
    shown = overview(visit.session, visit.seat, clock.now(), visit.today)
    done = DONE.get(request.args.get("done", ""), "")
    return make_response(render_template(
        "credit/help.html", shown=shown, fields=FIELDS, kinds=KINDS, today=visit.today, zone=visit.principal.zone,
        countries=[(code, _(name)) for code, name in COUNTRIES.items()], done=_(done) if done else "",
        faults=visit.faults, kept=request.form, is_shared_screen=bool(screen()),
    ))


@area.get("/me/help/consents/<consent>", SIGNED_IN)
def receipt(visit: Visit[int], consent: str) -> Response:
    """The receipt of one consent, as a file."""
    found = consenting.get(visit.session, visit.seat, read_id(consent))
    response = make_response(json.dumps(consent_json(found), ensure_ascii=False, indent=1))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f"attachment; filename=consent-{consent}.json"
    return response
