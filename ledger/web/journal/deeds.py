"""What a person does to an entry that is there: take it back, put it back, undo what was done to it."""

from __future__ import annotations

from flask import Response, request, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.services.books import bookkeeping, looking_back
from ledger.services.books.bookkeeping import Done, StaleEntry
from ledger.web.journal.area import area
from ledger.web.journal.conflicts import conflict_page
from ledger.web.journal.notice import tell
from ledger.web.seats import BookVisit

_SEQ_MAX = 10**11


@area.post("/books/<book>/journal/<thing>/take-back", may=in_book(Deed.AMEND))
def take_back(visit: BookVisit, thing: str) -> Response:
    """Take an entry back. It waits in the trash, and the next page offers to put it back."""
    thing_id = read_id(thing)
    looking_back.check_seen(visit.session, visit.seat, thing_id)
    version = Fields(request.form).whole("version", 1, _SEQ_MAX)
    try:
        done = bookkeeping.take_back(visit.session, visit.seat, thing_id, version, clock.now())
    except StaleEntry:
        return conflict_page(visit, thing_id, request.form.to_dict())
    return _told(visit, "take_back", done)


@area.post("/books/<book>/journal/<thing>/restore", may=in_book(Deed.AMEND))
def restore(visit: BookVisit, thing: str) -> Response:
    """Let an entry stand again as it was in one of its versions; where it changed since, show both."""
    form = Fields(request.form)
    entry_id = form.id("entry")
    version = form.whole("version", bookkeeping.NOT_STANDING, _SEQ_MAX) if "version" in form else None
    looking_back.check_version(visit.session, visit.seat, read_id(thing), entry_id)
    try:
        done = bookkeeping.restore(visit.session, visit.seat, entry_id, clock.now(), version=version)
    except StaleEntry:
        return conflict_page(visit, read_id(thing), request.form.to_dict())
    return _told(visit, "restore", done)


@area.post("/books/<book>/undo", may=in_book(Deed.AMEND))
def undo(visit: BookVisit) -> Response:
    """Undo the deed with this sequence, if nothing happened to its entry since."""
    seq = Fields(request.values).whole("seq", 1, _SEQ_MAX)
    thing_id = looking_back.thing_of_deed(visit.session, visit.seat, seq)
    try:
        done = bookkeeping.undo(visit.session, visit.seat, seq, clock.now())
    except StaleEntry:
        return conflict_page(visit, thing_id, {})
    return _told(visit, "restore" if done.stands else "take_back", done)


def _told(visit: BookVisit, verb: str, done: Done) -> Response:
    tell(visit, verb, done)
    return see_other(url_for("journal.index", book=id_text(visit.seat.book_id)))
