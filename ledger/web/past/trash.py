"""The trash: what was taken back or put away, sought, and put back one by one or several at once."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields, Needed
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised, ngettext
from ledger.services.past import trash as gone
from ledger.services.past.trash import Away
from ledger.web.past.activity import frame, read_seq
from ledger.web.past.area import area
from ledger.web.seats import BookVisit
from ledger.web.told import take_told, tell

SORTS = {"scheduled": (N_("Planned"), "calendar"), "budget": (N_("Budget"), "target"), "goal": (N_("Goal"), "target"),
         "account": (N_("Account"), "wallet"), "check": (N_("Check"), "check")}
"""What is put away besides entries: what it is called, and its icon."""


@area.get("/books/<book>/trash", may=in_book(Deed.READ))
def trash(visit: BookVisit) -> Response:
    """What was taken back or put away and can be put back; entries that say `q` where something is sought."""
    text, before = Fields(request.args).line("q"), read_seq("before")
    entries, rest = gone.entries_gone(visit.session, visit.seat, before, text)
    away = [] if before or text else gone.away(visit.session, visit.seat)
    older = url_for("past.trash", book=id_text(visit.seat.book_id), before=rest, q=text or None)
    return make_response(render_template(
        "past/trash.html", **frame(visit), gone=entries, text=text, away=[_away(one) for one in away],
        older=older if rest else "", told=take_told(), kept=request.args))


@area.post("/books/<book>/trash", may=in_book(Deed.AMEND), again=trash)
def restore(visit: BookVisit) -> Response:
    """Put the ticked entries back."""
    ticked = [read_id(one) for one in request.form.getlist("entry")]
    if not ticked:
        raise Needed(field="entry")
    done, stay = gone.restore(visit.session, visit.seat, ticked, clock.now())
    said = ngettext("%(num)s entry was put back.", "%(num)s entries were put back.", done)
    if stay:
        said += " " + ngettext("%(num)s stays: its month is closed, or it changed meanwhile.",
                               "%(num)s stay: their months are closed, or they changed meanwhile.", stay)
    tell(said)
    return see_other(url_for("past.trash", book=id_text(visit.seat.book_id)))


def _away(one: Away) -> dict[str, Any]:
    sort, icon = SORTS[one.kind]
    return {"away": one, "name": localised(one.names) if one.names else one.name or _("All spending"),
            "sort": _(sort), "icon": icon}
