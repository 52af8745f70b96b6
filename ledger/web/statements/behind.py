"""The entries behind a figure of a statement, each with its part; the parts add up to the figure."""

from __future__ import annotations

from flask import Response, request

from ledger.domain.books.flow import Flow
from ledger.domain.reports.facet import Facet, Of
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.plumbing.access import in_book
from ledger.plumbing.face.links import hrefs
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.reports import grouping
from ledger.services.reports.grouping import Over
from ledger.web.journal.words import VERBS
from ledger.web.seats import BookVisit
from ledger.web.statements import asked as asking
from ledger.web.statements import printing
from ledger.web.statements.area import area
from ledger.web.statements.frame import frame
from ledger.web.statements.words import ROWS, SIDES, entry_name


@area.get("/books/<book>/reports/behind", may=in_book(Deed.READ))
def behind(visit: BookVisit) -> Response:
    """What stands behind a figure: over one account (`account`) or a kind (`of`), of one group or flow."""
    asked = asking.read(visit)
    fields = Fields(request.args)
    of, facet, flow = _of(fields.line("of")), _facet(fields.line("by")), _flow(fields.line("flow"))
    key = fields.line("key")
    over = grouping.over(visit.session, visit.seat, of, fields.id_or_none("account"))
    found = grouping.behind(visit.session, visit.seat, over, asked.period, facet=facet, key=key, flow=flow)
    lines = [(kept, entry_name(kept.entry.words, VERBS[kept.entry.verb]), part) for kept, part in found.lines]
    kept_in = {name: value for name, value in request.args.items() if name in ("of", "by", "key", "flow", "account")}
    return printing.page(visit, "statements/behind.html", {
        **frame(visit, asked, **kept_in), "lines": lines, "found": found, "what": _what(over, of, flow),
        "entry_href": hrefs("journal.entry", "thing", book=id_text(visit.seat.book_id))})


def _what(over: Over, of: Of, flow: Flow | None) -> str:
    if flow is not None:
        return _(ROWS[flow])
    if over.account is not None:
        return localised(over.account.names)
    return _(SIDES.get(of, "Money at hand"))


def _of(text: str) -> Of:
    """Raises: Missing, since a wrong address names nothing."""
    if text and text not in tuple(Of):
        raise Missing()
    return Of(text or Of.SPENDING)


def _facet(text: str) -> Facet | None:
    """Raises: Missing."""
    if text and text not in tuple(Facet):
        raise Missing()
    return Facet(text) if text else None


def _flow(text: str) -> Flow | None:
    """Raises: Missing."""
    if text and text not in tuple(Flow):
        raise Missing()
    return Flow(text) if text else None
