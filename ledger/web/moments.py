"""Reading the books as they were known: `known` in the address of a report, a day or a sequence of the log.

A page that was asked so says it, and every address it leads to within the reports keeps it.
"""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for

from ledger.kernel.errors import Invalid
from ledger.kernel.ids import id_text
from ledger.plumbing.i18n import say
from ledger.services.past import knowing
from ledger.web.seats import BookVisit

_ARG = "known"


def travel(visit: BookVisit) -> None:
    """Let this visit read the books as the address says they were known; what cannot be read is named in its faults."""
    try:
        visit.seat, g.moment = knowing.at(visit.session, visit.seat, request.args.get(_ARG, "").strip())
    except Invalid as error:
        visit.faults[_ARG] = say(error)


def kept() -> dict[str, Any]:
    """What an address must carry so that it is read as known at the same time; nothing where it is now."""
    moment = g.get("moment")
    return {_ARG: moment.day.isoformat() if moment.day else str(moment.seq)} if moment else {}


def view(visit: BookVisit) -> dict[str, Any]:
    """What a template that says when it is known is given."""
    arguments = {name: value for name, value in request.args.items() if name not in (_ARG, "cursor", "after")}
    path = {**(request.view_args or {}), **arguments}
    moment = g.get("moment")
    return {
        "moment": moment, "asked_known": request.args.get(_ARG, ""), "known_beside": arguments,
        "known_href": url_for(str(request.endpoint), **(request.view_args or {})),
        "now_href": url_for(str(request.endpoint), **path),
        "since_href": url_for("past.activity", book=id_text(visit.seat.book_id), since=moment.seq) if moment else "",
    }
