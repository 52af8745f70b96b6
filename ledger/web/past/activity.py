"""What was done to a ledger, deed by deed, each with its undoing where there is one."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.services.books import journal, looking_back
from ledger.services.past import activity as happening
from ledger.services.past import undoing
from ledger.services.past.activity import Happened, Of
from ledger.services.past.undoing import ChangedSince
from ledger.web.journal.words import WAYS, member_name, title_of
from ledger.web.past import words
from ledger.web.past.area import area
from ledger.web.seats import BookVisit
from ledger.web.told import take_told, tell

SEQ_DIGITS = 12


@area.get("/books/<book>/activity", may=in_book(Deed.READ))
def activity(visit: BookVisit) -> Response:
    """What was done, latest first: by whom (`who`), to what sort of thing (`of`), after a deed (`since`)."""
    fields = Fields(request.args)
    of, who, since = _of(fields.line("of")), fields.id_or_none("who"), read_seq("since") or 0
    found, rest = happening.activity(
        visit.session, visit.seat, before=read_seq("before"), since=since, who=who, of=of)
    members = journal.members_of(visit.session, visit.seat)
    asked = {"of": of.value if of is not Of.ALL else "", "who": id_text(who) if who else "", "since": since or ""}
    return make_response(render_template(
        "past/activity.html", **frame(visit), lines=[_line(visit, one) for one in found], told=take_told(),
        chips=[(_(text), _href(visit, {**asked, "of": one.value if one is not Of.ALL else ""}), one is of)
               for one, text in words.OF.items()],
        people=[(member_name(one), _href(visit, {**asked, "who": id_text(one.member_id)}), one.member_id == who)
                for one in members.values()] if len(members) > 1 else [],
        all_href=_href(visit, {**asked, "who": ""}), since=since, who=who,
        everything_href=_href(visit, {}), older=_href(visit, {**asked, "before": rest}) if rest else ""))


@area.post("/books/<book>/activity/undo", may=in_book(Deed.READ))
def undo(visit: BookVisit) -> Response:
    """Undo the deed with the sequence `seq`; where something newer stands in the way, say what and offer the others."""
    number = Fields(request.values).whole("seq", 1, 10 ** (SEQ_DIGITS - 1))
    one = happening.deed(visit.session, visit.seat, number)
    try:
        undoing.undo(visit.session, visit.seat, number, clock.now(), leaving=Fields(request.form).flag("leave"))
    except ChangedSince as error:
        return _in_the_way(visit, one, error)
    tell(_("Undone: %(what)s", what=words.what_of(one)))
    return see_other(url_for("past.activity", book=id_text(visit.seat.book_id)))


def frame(visit: BookVisit) -> dict[str, Any]:
    """What every page of the area is given."""
    return {"book": id_text(visit.seat.book_id), "seat": visit.seat, "today": visit.today,
            "zone": visit.principal.zone, "id_text": id_text, "member_name": member_name, "title_of": title_of,
            "faults": visit.faults}


def read_seq(name: str) -> int | None:
    """A sequence in the address. Raises: Missing, where it is none."""
    text = request.args.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < SEQ_DIGITS):
        raise Missing()
    return int(text) if text else None


def _of(text: str) -> Of:
    """Raises: Missing, since a wrong address names nothing."""
    if text and text not in tuple(Of):
        raise Missing()
    return Of(text or Of.ALL)


def _href(visit: BookVisit, asked: dict[str, Any]) -> str:
    named = {name: value for name, value in asked.items() if value}
    return url_for("past.activity", book=id_text(visit.seat.book_id), **named)


def _line(visit: BookVisit, one: Happened) -> dict[str, Any]:
    way = _(WAYS[one.actor_kind]) if one.actor_kind in WAYS else ""
    return {"one": one, "what": words.what_of(one), "deed": words.deed_of(one), "icon": words.icon_of(one),
            "who": member_name(one.actor) if one.actor else "", "way": way, "href": _leads_to(visit, one),
            "undo": _undo_at(visit, one)}


def _leads_to(visit: BookVisit, one: Happened) -> str:
    """The page of what a deed was done to."""
    book = id_text(visit.seat.book_id)
    if one.shown is not None:
        return url_for("journal.history", book=book, thing=id_text(one.shown.kept.thing_id))
    if one.batch is not None and visit.seat.may(Deed.IMPORT):
        return url_for("imports.review", book=book, batch=id_text(one.batch.batch_id))
    if one.account is not None:
        return url_for("statements.account_register", book=book, account=id_text(one.account.account_id))
    named = {"scheduled": "planning.index", "budget": "budgets.index", "goal": "budgets.index",
             "member": "members.index", "invitation": "members.index"}.get(one.subject_kind)
    if one.deed in ("lock", "unlock"):
        named = "past.closing"
    return url_for(named, book=book) if named else ""


def _undo_at(visit: BookVisit, one: Happened) -> str:
    """Where the undoing of a deed is posted; none where there is none."""
    if not one.may_undo:
        return ""
    book = id_text(visit.seat.book_id)
    if one.deed == "import" and one.batch is not None:
        return url_for("imports.undo", book=book, batch=id_text(one.batch.batch_id))
    return url_for("past.undo", book=book, seq=one.seq)


def _in_the_way(visit: BookVisit, one: Happened, error: ChangedSince) -> Response:
    things = [looking_back.thing(visit.session, visit.seat, thing).shown for thing in error.things]
    page = render_template("past/in_the_way.html", **frame(visit), line=_line(visit, one), things=things,
                           others=error.others, action=request.full_path.rstrip("?"))
    return make_response(page, 409)
