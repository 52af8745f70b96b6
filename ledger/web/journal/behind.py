"""The page that shows the entries behind a figure: where every number of the house is explained to the last line."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import read_packed
from ledger.plumbing.access import in_book
from ledger.services.books.behind import behind as entries_behind
from ledger.web.journal.area import area
from ledger.web.journal.lines import days_of
from ledger.web.journal.pages import frame
from ledger.web.seats import BookVisit


@area.get("/books/<book>/journal/behind", may=in_book(Deed.READ))
def behind(visit: BookVisit) -> Response:
    """The entries whose ids the address holds in `of` (see `ids.packed`); `what` is the figure's name."""
    asked = read_packed(request.args.get("of", ""))
    days = entries_behind(visit.session, visit.seat, asked)
    count = sum(len(day.shown) for day in days)
    return make_response(render_template(
        "journal/behind.html", **frame(visit), days=days_of(visit, days, is_shared=False, done=None), count=count,
        what=request.args.get("what", "")[:80],
    ))
