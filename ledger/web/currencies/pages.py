"""The page of rates and prices: what waits for one, the table, one to write, a file to bring."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.currencies.price import Price
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import Invalid
from ledger.kernel.ids import id_text
from ledger.kernel.limits import PAGE_SIZE
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import say
from ledger.services.books import valuing
from ledger.services.currencies import commodities, pricing
from ledger.services.currencies.pricing import Brought
from ledger.web.currencies.area import area
from ledger.web.currencies.words import SOURCES
from ledger.web.seats import BookVisit
from ledger.web.told import take_told

SEARCH_MAX = 40


@area.get("/books/<book>/rates", may=in_book(Deed.READ))
def index(visit: BookVisit) -> Response:
    """What waits for a rate, a form for each currency; the book's own table; once more where a deed was refused."""
    return page(visit)


def page(visit: BookVisit, brought: Brought | None = None) -> Response:
    """The page, with what became of a file that was just brought."""
    seat, fields = visit.seat, Fields(request.args)
    search = fields.line("search", limit=10**4)[:SEARCH_MAX]
    found = pricing.page(visit.session, seat, search, _after(visit, fields), PAGE_SIZE)
    older = found.next and url_for("rates.index", book=id_text(seat.book_id), search=search or None,
                                   after=f"{found.next[0]}~{found.next[1]}")
    own = commodities.load(visit.session, seat)
    return make_response(render_template(
        "currencies/index.html", **frame(visit), asked=valuing.asked(visit.session, seat), table=found.prices,
        older=older or "", search=search, writing=_writing(visit, fields, found.prices), brought=brought, own=own,
        may_arrange=seat.may(Deed.ARRANGE) and not seat.book.closed, kept=request.form, sources=SOURCES,
        name_of=lambda code: own[shown_code(code)].name if shown_code(code) in own else "",
        why_of=lambda one: say(one.why), told=take_told()))


def frame(visit: BookVisit) -> dict[str, Any]:
    """What every page of this area is given."""
    seat = visit.seat
    return {"book": id_text(seat.book_id), "home": seat.book.home_currency, "faults": visit.faults,
            "today": visit.today, "may_give": seat.may(Deed.IMPORT) and not seat.book.closed}


def said(price: Price) -> dict[str, str]:
    """A price as the fields of its form."""
    return {"code": shown_code(price.currency), "day": price.on.isoformat(), "price": f"{price.rate:f}",
            "in": shown_code(price.unit or "")}


def _writing(visit: BookVisit, fields: Fields, table: tuple[Price, ...]) -> dict[str, str]:
    """What stands in the form: the price that was opened in the table, or the code and day of the address."""
    code, on = fields.line("code", limit=10**4)[:SEARCH_MAX].upper(), _day(visit, fields)
    opened = next((one for one in table if shown_code(one.currency) == code and one.on == on), None)
    return said(opened) if opened else {"code": code, "day": (on or visit.today).isoformat(), "price": "", "in": ""}


def _day(visit: BookVisit, fields: Fields) -> date | None:
    try:
        return fields.day("on") if "on" in fields else None
    except Invalid as error:
        visit.faults["day"] = say(error)
        return None


def _after(visit: BookVisit, fields: Fields) -> tuple[date, str] | None:
    """Where the page begins, as the page before wrote it; what was not written by one is the beginning."""
    on, _, code = fields.line("after", limit=10**4).partition("~")
    try:
        return (date.fromisoformat(on), code) if code else None
    except ValueError:
        return None
