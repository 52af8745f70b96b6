"""Who is in a ledger: everybody with their role, members without a sign-in, names and leaving."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.books.book import Member
from ledger.domain.books.scene_choices import MemberKind
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, Forbidden
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import Area, in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.services.sharing import inviting, membership
from ledger.services.sharing.membership import StaleMember
from ledger.web.seats import BookVisit
from ledger.web.stale import conflict_page, differences
from ledger.web.told import take_told, tell

members = Area("members", __name__)
NAME_MAX = 80
VERSION_MAX = 10**9
WEIGHT_MAX = 20
"""Heads one member may count for when something is shared."""

ROLES = {
    "owner": N_("Owner: everything, and who is in it"),
    "partner": N_("Partner: everything but ending it"),
    "bookkeeper": N_("Bookkeeper: records, imports and arranges"),
    "contributor": N_("Contributor: records, and waits for a yes"),
    "viewer": N_("Viewer: reads"),
    "auditor": N_("Auditor: reads and checks"),
    membership.GUEST: N_("Does not sign in"),
}
KINDS = {
    MemberKind.PERSON: N_("One person"),
    MemberKind.FAMILY: N_("A family"),
    MemberKind.KITTY: N_("A kitty"),
    MemberKind.BUSINESS: N_("A business"),
}


@members.get("/books/<book>/members", may=in_book(Deed.READ))
def index(visit: BookVisit, member: str = "") -> Response:
    """Who is in the ledger, as what, and since when; once more where bringing somebody back was refused."""
    everybody = membership.everybody(visit.session, visit.seat)
    return make_response(render_template(
        "members/index.html", here_now=[one for one in everybody if not one.member.left],
        gone=[one for one in everybody if one.member.left], me=visit.seat.member, roles=ROLES, today=visit.today,
        zone=visit.principal.zone, book=id_text(visit.seat.book_id), may_invite=visit.seat.may(Deed.INVITE),
        may_change=lambda member: membership.may_change(visit.seat, member), kept=request.form,
        faults=visit.faults, kinds=_kinds(), heads=_HEADS, told=take_told(),
        invited_as=[(role, _(ROLES[role])) for role in inviting.INVITED_AS],
        links=inviting.waiting(visit.session, visit.seat, clock.now())))


@members.post("/books/<book>/members", may=in_book(Deed.INVITE), again=index)
def add(visit: BookVisit) -> Response:
    """Somebody who does not sign in."""
    membership.add(visit.session, visit.seat, *_described(), clock.now())
    return _back(visit)


@members.get("/books/<book>/members/<member>", may=in_book(Deed.INVITE))
def amend_form(visit: BookVisit, member: str) -> Response:
    """One member: what they are called, how they count, letting them go."""
    found = membership.one(visit.session, visit.seat, read_id(member))
    if not membership.may_change(visit.seat, found):
        raise Forbidden()
    return make_response(render_template(
        "members/member.html", member=found, id=member, role=_(ROLES.get(found.role, "")), is_me=_is_me(visit, found),
        book=id_text(visit.seat.book_id), kept=request.form, faults=visit.faults, kinds=_kinds(), heads=_HEADS,
        roles=_roles() if visit.seat.may(Deed.GOVERN) and found.person_id is not None else []))


@members.post("/books/<book>/members/<member>", may=in_book(Deed.INVITE), again=amend_form)
def amend(visit: BookVisit, member: str) -> Response:
    """Call a member otherwise, or count them otherwise."""
    found = membership.one(visit.session, visit.seat, read_id(member))
    name, kind, weight = _described()
    try:
        membership.amend(visit.session, visit.seat, found.member_id, _version(), clock.now(),
                         name=name, kind=kind, weight=weight)
    except StaleMember:
        return _stale(visit, replace(found, name=name, kind=kind, weight=weight), found)
    return _back(visit)


@members.post("/books/<book>/members/<member>/role", may=in_book(Deed.GOVERN), again=amend_form)
def role(visit: BookVisit, member: str) -> Response:
    """Give somebody who signs in another role."""
    wanted = Fields(request.form).line("role", needed=True)
    try:
        changed = membership.change_role(visit.session, visit.seat, read_id(member), wanted, _version(), clock.now())
    except StaleMember:
        found = membership.one(visit.session, visit.seat, read_id(member))
        return _stale(visit, replace(found, role=wanted), found)
    tell(_("%(name)s is now: %(role)s", name=changed.name, role=_(ROLES[changed.role])))
    return _back(visit)


@members.post("/books/<book>/members/<member>/leave", may=in_book(Deed.READ))
def leave(visit: BookVisit, member: str) -> Response:
    """Let a member go, or go oneself."""
    try:
        found = membership.leave(visit.session, visit.seat, read_id(member), _version(), clock.now())
    except StaleMember:
        stands = membership.one(visit.session, visit.seat, read_id(member))
        return _stale(visit, stands, stands, _("Let them go all the same"))
    if _is_me(visit, found):
        return see_other(url_for("start.index"))
    back = url_for("members.bring_back", book=id_text(visit.seat.book_id), member=member)
    tell(_("No longer in this ledger: %(name)s", name=found.name), back)
    return _back(visit)


@members.post("/books/<book>/members/<member>/back", may=in_book(Deed.INVITE), again=index)
def bring_back(visit: BookVisit, member: str) -> Response:
    """Let somebody who left be in the ledger again."""
    back = membership.bring_back(visit.session, visit.seat, read_id(member), clock.now())
    tell(_("In this ledger again: %(name)s", name=back.name))
    return _back(visit)


def _stale(visit: BookVisit, mine: Member, stands: Member, again: str = "") -> Response:
    """Both versions of a member somebody changed meanwhile."""
    shown = url_for("members.index", book=id_text(visit.seat.book_id))
    return conflict_page(stands.name or "", differences(_said(mine), _said(stands)), stands.version, shown, again)


def _said(member: Member) -> list[tuple[str, str]]:
    return [
        (_("Name"), member.name or "–"), (_("Stands for"), _(KINDS[MemberKind(member.kind)])),
        (_("Counts as"), str(member.weight)), (_("What they may do"), _(ROLES.get(member.role, "–"))),
    ]


_HEADS = [(str(count), str(count)) for count in range(1, WEIGHT_MAX + 1)]


def _described() -> tuple[str, str, int]:
    form = Fields(request.form)
    return (form.line("name", needed=True, limit=NAME_MAX), form.choice("kind", frozenset(KINDS)),
            form.whole("weight", 1, WEIGHT_MAX))


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, _(text)) for kind, text in KINDS.items()]


def _roles() -> list[tuple[str, str]]:
    return [(name, _(text)) for name, text in ROLES.items() if name]


def _version() -> int:
    return Fields(request.form).whole("version", 1, VERSION_MAX)


def _is_me(visit: BookVisit, member: Member) -> bool:
    return member.member_id == visit.seat.member.member_id


def _back(visit: BookVisit) -> Response:
    return see_other(url_for("members.index", book=id_text(visit.seat.book_id)))
