"""Who is of the lender, in which role; letting somebody in by their address, another role, letting go."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for

from credit.domain.lenders.role import Deed
from credit.services.lenders import arriving
from credit.services.lenders import people as services
from credit.web.lenders.area import area
from credit.web.lenders.home import common
from credit.web.lenders.seats import LenderVisit, in_lender
from credit.web.lenders.words import ROLES
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _

VERSION_MAX = 10**9


@area.get("/lenders/<lender>/people", in_lender(Deed.READ))
def people(visit: LenderVisit, member: str = "") -> Response:
    """Everybody, with their role and since when."""
    everybody = services.everybody(visit.session, visit.seat)
    return make_response(render_template(
        "lenders/people.html", **common(visit), here_now=[one for one in everybody if not one.member.left],
        gone=[one for one in everybody if one.member.left], roles=ROLES, me=visit.seat.actor, refused=member,
        choices=[(name, _(text)) for name, text in ROLES.items()]))


@area.post("/lenders/<lender>/people", in_lender(Deed.GOVERN), again=people)
def put_in_role(visit: LenderVisit) -> Response:
    """Let somebody with a sign-in here be of the lender."""
    fields = Fields(request.form)
    arriving.put_in_role(visit.session, visit.seat, fields.line("email", needed=True, limit=254),
                         fields.choice("role", ROLES), clock.now())
    return _back(visit, "joined")


@area.post("/lenders/<lender>/people/<member>/role", in_lender(Deed.GOVERN), again=people)
def change_role(visit: LenderVisit, member: str) -> Response:
    """Give somebody another role."""
    fields = Fields(request.form)
    services.change_role(visit.session, visit.seat, read_id(member), fields.choice("role", ROLES),
                         fields.whole("version", 1, VERSION_MAX), clock.now())
    return _back(visit, "role")


@area.post("/lenders/<lender>/people/<member>/leave", in_lender(Deed.READ))
def leave(visit: LenderVisit, member: str) -> Response:
    """Let somebody go, or go oneself."""
    version = Fields(request.form).whole("version", 1, VERSION_MAX)
    gone = services.leave(visit.session, visit.seat, read_id(member), version, clock.now())
    if gone.member_id == visit.seat.actor:
        return see_other(url_for("start.index"))
    return _back(visit, "left")


def _back(visit: LenderVisit, done: str) -> Response:
    return see_other(url_for("lenders.people", lender=id_text(visit.seat.lender_id), done=done))
