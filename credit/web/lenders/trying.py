"""Trying a version out, what came of it, and what waits to be decided."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for

from credit.domain.lenders.role import Deed
from credit.services.lenders import looking, simulating
from credit.services.lenders import people as services
from credit.web.lenders.area import area
from credit.web.lenders.home import common
from credit.web.lenders.rules import read_version
from credit.web.lenders.seats import LenderVisit, in_lender
from credit.web.lenders.told import told_of
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.http import page_or_part, see_other


@area.get("/lenders/<lender>/waiting", in_lender(Deed.READ))
def waiting(visit: LenderVisit) -> Response:
    """Every version on its way to the shelf, and what was tried out last."""
    return make_response(render_template(
        "lenders/waiting.html", **common(visit), handed_in=looking.handed_in(visit.session, visit.seat),
        mine={(one.rule_id, one.version) for one in looking.waiting_for(visit.session, visit.seat)},
        drafts=looking.drafts(visit.session, visit.seat), names=services.names(visit.session, visit.seat)))


@area.post("/lenders/<lender>/rules/<rule>/<version>/try", in_lender(Deed.WRITE))
def try_out(visit: LenderVisit, rule: str, version: str) -> Response:
    """Ask for a version to be tried out as it stands."""
    number = simulating.ask(visit.session, visit.seat, read_id(rule), read_version(version))
    lender = id_text(visit.seat.lender_id)
    return see_other(url_for("lenders.simulation", lender=lender, simulation=id_text(number)))


@area.get("/lenders/<lender>/simulations/<simulation>", in_lender(Deed.READ))
def simulation(visit: LenderVisit, simulation: str) -> Response:
    """How far a simulation is, or what came of it; with script it asks again by itself."""
    number = read_id(simulation)
    found = simulating.get(visit.session, visit.seat, number)
    running = None if found else simulating.running(visit.session, visit.seat, number)
    at = found or running
    if at is None:
        raise Missing()
    version = looking.version(visit.session, visit.seat, at.rule_id, at.version)
    view = {**common(visit), "version": version, "rule": id_text(version.rule_id), "simulation": simulation,
            "running": running, "found": found, "told": told_of(found) if found else None,
            "is_current": found is not None and found.digest == version.digest}
    return page_or_part("lenders/simulation.html", "lenders/_simulated.html", **view)
