"""Handing a version in, and deciding about it: what changed, what came of trying it out, a name or a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from credit.domain.lenders.difference import changes
from credit.domain.lenders.role import Deed
from credit.domain.lenders.version import Version, shown
from credit.services.lenders import approving, looking, reading
from credit.services.lenders import people as services
from credit.web.lenders.area import area
from credit.web.lenders.changing import change_told
from credit.web.lenders.home import common
from credit.web.lenders.rules import read_version
from credit.web.lenders.seats import LenderVisit, in_lender
from credit.web.lenders.told import told_of
from credit.web.lenders.words import ROLES, VERDICTS, WANTED
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other

PATH = "/lenders/<lender>/rules/<rule>/<version>"


class NotADigest(Invalid):
    """A form that does not say which text it is about."""

    message = N_("This form does not say which text it is about. Open the page again.")


@area.get(f"{PATH}/approval", in_lender(Deed.READ))
def approval(visit: LenderVisit, rule: str, version: str) -> Response:
    """A version beside what is live: every change, the simulation of exactly this text, whose names it has."""
    found = looking.version(visit.session, visit.seat, read_id(rule), read_version(version))
    live = looking.live(visit.session, visit.seat, found.rule_id)
    before = live if live and live.version != found.version else None
    standing = approving.standing(visit.session, visit.seat, found)
    members = {one.member.member_id: one.member for one in services.everybody(visit.session, visit.seat)}
    currency = reading.currency_of([row["offer"]["product"] for row in found.rows], reading.products_of(found.body))
    return make_response(render_template(
        "lenders/approval.html", **common(visit), version=found, rule=rule, before=before, standing=standing,
        changes=[change_told(one, currency) for one in changes(before.rows, found.rows)] if before else None,
        told=told_of(standing.simulation) if standing.simulation else None, members=members, roles=ROLES,
        verdicts=VERDICTS, wanted=WANTED, hash=shown(found.digest), digest=found.digest.hex(),
        simulation=id_text(standing.simulation.simulation_id) if standing.simulation else "",
        products=_products_changed(before, found), sentences=looking.sentences(found, currency),
        may_decide=approving.may_decide(visit.session, visit.seat, found)))


@area.post(f"{PATH}/submit", in_lender(Deed.WRITE))
def submit(visit: LenderVisit, rule: str, version: str) -> Response:
    """Hand a draft in, exactly as it was tried out."""
    approving.submit(visit.session, visit.seat, read_id(rule), read_version(version), _digest(), clock.now())
    return _back(visit, rule, version, "submitted")


@area.post(f"{PATH}/take-back", in_lender(Deed.WRITE))
def take_back(visit: LenderVisit, rule: str, version: str) -> Response:
    """Make it a draft again."""
    approving.take_back(visit.session, visit.seat, read_id(rule), read_version(version), clock.now())
    return see_other(url_for("lenders.version", lender=id_text(visit.seat.lender_id), rule=rule, version=version,
                             done="taken_back"))


@area.post(f"{PATH}/approve", in_lender(Deed.APPROVE), again=approval)
def approve(visit: LenderVisit, rule: str, version: str) -> Response:
    """Put one's name to exactly this text, as it was tried out."""
    simulation = Fields(request.form).id("simulation")
    approving.approve(visit.session, visit.seat, read_id(rule), read_version(version), _digest(), simulation,
                      clock.now())
    return _back(visit, rule, version, "approved")


@area.post(f"{PATH}/send-back", in_lender(Deed.APPROVE), again=approval)
def send_back(visit: LenderVisit, rule: str, version: str) -> Response:
    """Return it with a note."""
    note = Fields(request.form).line("note", limit=approving.NOTE_MAX)
    approving.send_back(visit.session, visit.seat, read_id(rule), read_version(version), _digest(), note, clock.now())
    return _back(visit, rule, version, "sent_back")


def _digest() -> bytes:
    try:
        return bytes.fromhex(request.form.get("digest", ""))
    except ValueError:
        raise NotADigest(field="digest") from None


def _products_changed(before: Version | None, found: Version) -> list[str]:
    """The products that stand otherwise beside the rows than beside the live ones."""
    if before is None:
        return []
    old: Mapping[str, Any] = before.products
    return sorted(code for code, one in found.products.items() if code in old and old[code] != one)


def _back(visit: LenderVisit, rule: str, version: str, done: str) -> Response:
    return see_other(url_for("lenders.approval", lender=id_text(visit.seat.lender_id), rule=rule, version=version,
                             done=done))
