"""Rates that are missing: what waits for one, and the form that gives it."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import Area, in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import say
from ledger.services.books import valuing
from ledger.services.books.valuing import NothingWaits
from ledger.web.seats import BookVisit
from ledger.web.told import take_told, tell

rates = Area("rates", __name__)


@rates.get("/books/<book>/rates", may=in_book(Deed.READ))
def index(visit: BookVisit) -> Response:
    """What waits for a rate, a form for each currency."""
    seat = visit.seat
    return make_response(
        render_template(
            "rates/index.html",
            book=id_text(seat.book_id),
            home=seat.book.home_currency,
            asked=valuing.asked(visit.session, seat),
            may_give=seat.may(Deed.IMPORT) and not seat.book.closed,
            kept=request.form,
            faults=visit.faults,
            today=visit.today,
            told=take_told(),
        )
    )


@rates.post("/books/<book>/rates", may=in_book(Deed.IMPORT), again=index)
def give(visit: BookVisit) -> Response:
    """Keep a rate, and complete what waited for it."""
    fields = Fields(request.form)
    currency, day, rate = fields.currency("currency"), fields.day("day"), fields.number("rate")
    try:
        valuing.give_rate(visit.session, visit.seat, currency, day, rate, clock.now())
        tell(_("Kept: what one %(currency)s was worth.", currency=currency))
    except NothingWaits as error:
        tell(say(error))
    return see_other(url_for("rates.index", book=id_text(visit.seat.book_id)))
