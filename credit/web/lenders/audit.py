"""The lender's log: every deed, newest first, and whether the chain holds."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from credit.domain.lenders.role import Deed
from credit.domain.lenders.version import shown
from credit.services.lenders import checking
from credit.services.lenders import deeds as log
from credit.services.lenders import people as services
from credit.web.lenders.area import area
from credit.web.lenders.home import common
from credit.web.lenders.seats import LenderVisit, in_lender
from credit.web.lenders.words import deed_said

PAGE = 50


@area.get("/lenders/<lender>/log", in_lender(Deed.READ))
def audit(visit: LenderVisit) -> Response:
    """A page of deeds; with `check` the whole log is read and verified."""
    before = _before(request.args.get("before", ""))
    deeds = log.page(visit.session, visit.seat, before, PAGE + 1)
    checked = checking.verify(visit.session, visit.seat.lender_id) if "check" in request.args else None
    return make_response(render_template(
        "lenders/audit.html", **common(visit), deeds=deeds[:PAGE], said=deed_said, hash=shown, checked=checked,
        names=services.names(visit.session, visit.seat), subjects=log.subjects(visit.session, visit.seat),
        older=deeds[PAGE - 1].seq if len(deeds) > PAGE else None, is_first=before is None))


def _before(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
