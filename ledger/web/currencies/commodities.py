"""A book's own commodities as pages: a new one, and one to be named anew or put away."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.currencies.commodity import NAME_MAX, Commodity
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import COMMODITY_DIGITS_MAX
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.services.currencies import commodities
from ledger.web.currencies.area import area
from ledger.web.currencies.pages import frame
from ledger.web.seats import BookVisit
from ledger.web.told import tell

_VERSION_MAX = 10**9


@area.get("/books/<book>/commodities/new", may=in_book(Deed.ARRANGE))
def new_commodity(visit: BookVisit) -> Response:
    """A new commodity."""
    return _form(visit, None)


@area.post("/books/<book>/commodities", may=in_book(Deed.ARRANGE), again=new_commodity)
def add_commodity(visit: BookVisit) -> Response:
    """Keep a new commodity."""
    fields = Fields(request.form)
    digits = fields.whole("digits", 0, COMMODITY_DIGITS_MAX)
    said = Commodity(fields.line("code", needed=True).upper(), digits, fields.line("name", limit=NAME_MAX))
    made = commodities.make(visit.session, visit.seat, said, clock.now())
    tell(_("Added: %(name)s", name=made.code), _put_away(visit, made), _("Put it away"))
    return _back(visit)


@area.get("/books/<book>/commodities/<code>", may=in_book(Deed.ARRANGE))
def amend_commodity(visit: BookVisit, code: str) -> Response:
    """One commodity, to be put right. Raises: Missing."""
    return _form(visit, commodities.get(visit.session, visit.seat, code))


@area.post("/books/<book>/commodities/<code>", may=in_book(Deed.ARRANGE), again=amend_commodity)
def write_commodity(visit: BookVisit, code: str) -> Response:
    """Name a commodity anew, put it away or take it out again."""
    fields = Fields(request.values)
    was = commodities.get(visit.session, visit.seat, code)
    name = fields.line("name", limit=NAME_MAX) if "name" in request.values else was.name
    said = replace(was, name=name, closed=fields.flag("closed"))
    kept = commodities.amend(visit.session, visit.seat, said, fields.whole("version", 1, _VERSION_MAX), clock.now())
    if kept.closed and not was.closed:
        tell(_("Put away: %(name)s", name=kept.code), _write(visit, kept, closed=""))
    else:
        tell(_("Kept: %(name)s", name=kept.code))
    return _back(visit)


def _form(visit: BookVisit, commodity: Commodity | None) -> Response:
    return make_response(render_template(
        "currencies/commodity.html", **frame(visit), one=commodity, kept=request.form, most=COMMODITY_DIGITS_MAX))


def _put_away(visit: BookVisit, one: Commodity) -> str:
    return _write(visit, one, closed="1")


def _write(visit: BookVisit, one: Commodity, closed: str) -> str:
    return url_for("rates.write_commodity", book=id_text(visit.seat.book_id), code=one.code, closed=closed,
                   version=one.version)


def _back(visit: BookVisit) -> Response:
    return see_other(url_for("rates.index", book=id_text(visit.seat.book_id)))
