"""Correcting an entry of a closed month from today: the sheet filled with it, and the difference recorded, linked."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, request, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.http import page_or_part, see_other
from ledger.services.books import correcting, looking_back
from ledger.services.books.bookkeeping import Done
from ledger.web.journal import sheet
from ledger.web.journal.area import area
from ledger.web.journal.forms import values_of
from ledger.web.journal.gathering import values_gathered
from ledger.web.journal.notice import tell
from ledger.web.journal.recording import kept_open, said, view
from ledger.web.owing import values_owed
from ledger.web.seats import BookVisit


@area.get("/books/<book>/journal/<thing>/correct", may=in_book(Deed.RECORD))
def correct_form(visit: BookVisit, thing: str) -> Response:
    """The sheet filled with an entry as it now comes to, on today. Raises: Missing where no form can say it."""
    thing_id = read_id(thing)
    if not looking_back.thing(visit.session, visit.seat, thing_id).is_locked:
        return see_other(url_for("journal.amend_form", book=id_text(visit.seat.book_id), thing=thing))
    found = correcting.find(visit.session, visit.seat, thing_id)
    now = correcting.said_of(visit.session, visit.seat, found)
    if now is None:
        raise Missing()
    values = {**values_of(replace(now, on=visit.today)), **values_gathered(visit, now), **values_owed(visit, now)}
    return _shown(visit, thing, values)


def again(visit: BookVisit, thing: str) -> Response:
    """The sheet once more, with what was typed and what is to be mended."""
    return _shown(visit, thing, request.form.to_dict())


@area.post("/books/<book>/journal/<thing>/correct", may=in_book(Deed.RECORD), again=again)
def correct(visit: BookVisit, thing: str) -> Response:
    """Record the difference between an entry and what it should have said."""
    return _told(visit, kept_open(correcting.correct, visit, read_id(thing), said(visit)))


@area.post("/books/<book>/journal/<thing>/cancel-out", may=in_book(Deed.RECORD))
def cancel_out(visit: BookVisit, thing: str) -> Response:
    """Record the opposite of an entry today."""
    return _told(
        visit, correcting.cancel_out(visit.session, visit.seat, read_id(thing), visit.today, clock.now())
    )


def _shown(visit: BookVisit, thing: str, values: dict[str, str]) -> Response:
    shown = sheet.build(visit, values, thing=thing, is_correction=True)
    return page_or_part("journal/amend.html", "journal/_record.html", **view(visit, shown))


def _told(visit: BookVisit, done: Done) -> Response:
    """On to the correction, where both are linked."""
    tell(visit, "record", done)
    fresh = done.stands.thing_id if done.stands else 0
    return see_other(url_for("journal.entry", book=id_text(visit.seat.book_id), thing=id_text(fresh)))
