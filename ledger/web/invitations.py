"""Joining somebody's ledger by a link, and the links a ledger has given out."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Area, Visit, in_book
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.services.sharing import inviting
from ledger.services.sharing.inviting import AlreadyIn
from ledger.web.members import ROLES
from ledger.web.members import index as members_page
from ledger.web.seats import BookVisit
from ledger.web.told import tell

invitations = Area("invitations", __name__)


@invitations.post("/books/<book>/invitations", may=in_book(Deed.INVITE), again=members_page, kept=False)
def invite(visit: BookVisit) -> Response:
    """A fresh link, shown this once."""
    role = request.form.get("role", "")
    link = inviting.invite(visit.session, visit.seat, role, clock.now())
    return make_response(render_template(
        "invitations/link.html", href=url_for("invitations.join_form", link=link, _external=True), days=inviting.DAYS,
        role=_(ROLES[role]), book=id_text(visit.seat.book_id), seat=visit.seat))


@invitations.post("/books/<book>/invitations/withdraw", may=in_book(Deed.INVITE))
def withdraw(visit: BookVisit) -> Response:
    """Make a link open nothing any more."""
    try:
        key = bytes.fromhex(request.form.get("key", ""))
    except ValueError:
        raise Missing() from None
    inviting.withdraw(visit.session, visit.seat, key, clock.now())
    tell(_("The link was withdrawn."))
    return see_other(url_for("members.index", book=id_text(visit.seat.book_id)))


@invitations.get("/join-ledger/<link>", may=SIGNED_IN)
def join_form(visit: Visit[int], link: str) -> Response:
    """What a link opens, and the one thing to do."""
    invited = inviting.opened(visit.session, link, clock.now())
    return make_response(render_template(
        "invitations/join.html", invited=invited, link=link, role=_(ROLES[invited.role])))


@invitations.post("/join-ledger/<link>", may=SIGNED_IN)
def join(visit: Visit[int], link: str) -> Response:
    """Take the seat; somebody who is in already is led to the ledger."""
    try:
        seat = inviting.join(visit.session, visit.principal, link, clock.now())
    except AlreadyIn:
        return make_response(redirect(url_for("start.index"), 303))
    tell(_("You are in."))
    return see_other(url_for("members.index", book=id_text(seat.book_id)))
