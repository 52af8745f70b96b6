"""The table of a version: read by everybody, written by whoever may; its reading and checks beside it while one types.

Pressing a row opens it; every press that changes the table (another row, another signal) sends the form and gets it
back as it then stands, nothing saved and nothing lost. Only saving writes, and only into the draft as it was opened.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from credit.domain.lenders.difference import changes
from credit.domain.lenders.role import Deed
from credit.domain.lenders.version import State, Version
from credit.services.lenders import approving, drafting, looking, reading, simulating
from credit.services.lenders import people as services
from credit.web.lenders import sheet as sheets
from credit.web.lenders.area import area
from credit.web.lenders.changing import change_told
from credit.web.lenders.home import common
from credit.web.lenders.rules import read_version
from credit.web.lenders.seats import LenderVisit, in_lender
from credit.web.lenders.sheet import Sheet
from credit.web.lenders.sheet_view import Shown, shown_of
from credit.web.lenders.words import ANSWERED, MOMENTS
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.http import page_or_part, see_other, wants_part
from ledger.plumbing.i18n import gettext as _

_OURS = frozenset({"csrf_token", "client_key", "edition"})
PATH = "/lenders/<lender>/rules/<rule>/<version>"


class NotReadable(Invalid):
    """Cells that say nothing a rule can hold; the page names each."""

    message = N_("Not kept yet. Mend the cells marked; nothing typed is lost.")


@area.get(PATH, in_lender(Deed.READ))
def version(visit: LenderVisit, rule: str, version: str) -> Response:
    """A version: the table to write in where it is a draft, else as it stands."""
    found = _find(visit, rule, version)
    if found.state is State.DRAFT and visit.seat.may(Deed.WRITE):
        return _editor(visit, found, replace(_fresh(visit, found), open=0))
    return make_response(render_template(
        "lenders/version.html", **_around(visit, found), shown=_shown(visit, found, _fresh(visit, found), found.body),
        standing=approving.standing(visit.session, visit.seat, found),
        names=services.names(visit.session, visit.seat)))


def typed(visit: LenderVisit, rule: str, version: str) -> Response:
    """The table once more as it was typed, every fault in its cell."""
    return _editor(visit, _find(visit, rule, version), sheets.from_form(request.form))


@area.post(PATH, in_lender(Deed.WRITE), again=typed)
def save(visit: LenderVisit, rule: str, version: str) -> Response:
    """Write the table into the draft, and try it out where that was pressed."""
    found, sheet = _find(visit, rule, version), sheets.from_form(request.form)
    read = sheets.read(sheet, _currency(visit, sheet))
    if read.faults:
        raise NotReadable(field="")
    if found.state is not State.DRAFT or found.edition != sheet.edition:
        return _conflict(visit, found, sheet)
    written = drafting.read_written(sheet.name.strip(), read.document)
    drafting.amend(visit.session, visit.seat, found.rule_id, found.version, sheet.edition, written, clock.now())
    lender = id_text(visit.seat.lender_id)
    if request.form.get("then") == "try":
        number = simulating.ask(visit.session, visit.seat, found.rule_id, found.version)
        return see_other(url_for("lenders.simulation", lender=lender, simulation=id_text(number)))
    return see_other(url_for("lenders.version", lender=lender, rule=rule, version=version, done="kept"))


@area.post(f"{PATH}/form", in_lender(Deed.WRITE), kept=False)
def form(visit: LenderVisit, rule: str, version: str) -> Response:
    """The table after a press that changes it; nothing is saved."""
    sheet = sheets.from_form(request.form)
    return _editor(visit, _find(visit, rule, version), sheets.changed(sheet, request.form.get("do", ""), request.form))


@area.post(f"{PATH}/reading", in_lender(Deed.WRITE), kept=False)
def read_aloud(visit: LenderVisit, rule: str, version: str) -> Response:
    """What the table says as it is typed, and what is wrong with it; nothing is saved."""
    found, sheet = _find(visit, rule, version), sheets.from_form(request.form)
    return page_or_part("lenders/editor.html", "lenders/_reading.html", **_view(visit, found, sheet))


def _find(visit: LenderVisit, rule: str, version: str) -> Version:
    return looking.version(visit.session, visit.seat, read_id(rule), read_version(version))


def _fresh(visit: LenderVisit, found: Version) -> Sheet:
    sold = {**reading.on_sale(visit.session, visit.seat.lender_id), **reading.products_of(found.body)}
    codes = [row["offer"]["product"] for row in found.rows]
    return sheets.from_body(found.name, found.body, found.edition, reading.currency_of(codes, sold))


def _currency(visit: LenderVisit, sheet: Sheet) -> str:
    sold = reading.on_sale(visit.session, visit.seat.lender_id)
    return reading.currency_of([line.product for line in sheet.lines], sold)


def _editor(visit: LenderVisit, found: Version, sheet: Sheet) -> Response:
    return page_or_part("lenders/editor.html", "lenders/_editor.html", **_view(visit, found, sheet))


def _view(visit: LenderVisit, found: Version, sheet: Sheet) -> dict[str, Any]:
    sold = reading.on_sale(visit.session, visit.seat.lender_id)
    shown = _shown(visit, found, sheet, None)
    codes = list(dict.fromkeys([*sold, *(line.product for line in sheet.lines if line.product)]))
    return {
        **_around(visit, found), "sheet": sheet, "shown": shown, "is_part": wants_part(),
        "products": [(code, code) for code in codes],
        "needs": [(one.value, _(MOMENTS[one])) for one in ANSWERED],
        "before": looking.live(visit.session, visit.seat, found.rule_id),
    }


def _around(visit: LenderVisit, found: Version) -> dict[str, Any]:
    return {**common(visit), "version": found, "rule": id_text(found.rule_id), "digest": found.digest.hex()}


def _shown(visit: LenderVisit, found: Version, sheet: Sheet, body: Any) -> Shown:
    """The sheet made ready for the screen: held against the products on sale, or those the version was kept with."""
    sold = reading.products_of(body) if body else reading.on_sale(visit.session, visit.seat.lender_id)
    live = looking.live(visit.session, visit.seat, found.rule_id)
    before = live.rows if live and live.version != found.version else None
    return shown_of(sheet, sold, visit.seat.lender, visit.today, before)


def _conflict(visit: LenderVisit, found: Version, sheet: Sheet) -> Response:
    """Both texts, and two equal ways on. Nothing was written."""
    mine = sheets.read(sheet, _currency(visit, sheet)).document
    currency = _currency(visit, sheet)
    told = [change_told(one, currency) for one in changes(mine["rows"], found.rows)]
    carried = [(name, value) for name, value in request.form.items(multi=True) if name not in _OURS]
    return make_response(render_template(
        "lenders/conflict.html", **_around(visit, found), differences=told, carried=carried), 409)
