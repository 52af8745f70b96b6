"""Closing months up to a day: what still waits there, what closing means, and opening them again."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Invalid
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import day_short
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import say
from ledger.services.books.opening import StaleSettings
from ledger.services.past import closing as shutting
from ledger.web.past import words
from ledger.web.past.activity import frame
from ledger.web.past.area import area
from ledger.web.seats import BookVisit
from ledger.web.stale import conflict_page
from ledger.web.told import take_told, tell

VERSION_MAX = 10**9


@area.get("/books/<book>/closing", may=in_book(Deed.ARRANGE))
def closing(visit: BookVisit) -> Response:
    """Up to which day the months are closed, and what waits up to the day asked about (`until`)."""
    locked = visit.seat.book.locked_until
    until = _asked(visit) or _last_month_end(visit.today)
    before = locked.replace(day=1) - timedelta(days=1) if locked else None
    response = make_response(render_template(
        "past/closing.html", **frame(visit), locked=locked, until=until, before=before, kept=request.form,
        waits=shutting.waits(visit.session, visit.seat, until), told=take_told(),
        done=[(one, words.closing_name(one.deed.deed)) for one in shutting.done(visit.session, visit.seat)],
        may_open=visit.seat.may(Deed.GOVERN), last=visit.today - timedelta(days=1),
        can_close=locked is None or locked < visit.today - timedelta(days=1)))
    response.status_code = 422 if visit.faults else 200
    return response


@area.post("/books/<book>/closing", may=in_book(Deed.ARRANGE), again=closing)
def close(visit: BookVisit) -> Response:
    """Close all days up to and with one; with an earlier day, or none, open what lies after it."""
    form = Fields(request.form)
    version = form.whole("version", 1, VERSION_MAX)
    until = form.day("until") if "until" in form else None
    try:
        book = shutting.close(visit.session, visit.seat, until, version, visit.today, clock.now())
    except StaleSettings:
        return conflict_page(visit.seat.book.name, [], visit.seat.book.version,
                             url_for("past.closing", book=id_text(visit.seat.book_id)), _("Do it all the same"))
    locked = book.locked_until
    tell(_("Closed up to and with %(day)s.", day=day_short(locked, visit.today)) if locked
         else _("Every day is open."))
    return see_other(url_for("past.closing", book=id_text(visit.seat.book_id)))


def _asked(visit: BookVisit) -> date | None:
    fields = Fields(request.args)
    try:
        return fields.day("until") if "until" in fields else None
    except Invalid as error:
        visit.faults["until"] = say(error)
        return None


def _last_month_end(today: date) -> date:
    return today.replace(day=1) - timedelta(days=1)
