"""Putting an entry right: the sheet filled with it, and both versions where somebody was faster."""

from __future__ import annotations

from flask import Response, request, url_for

from ledger.domain.books.said import Said
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import page_or_part, see_other
from ledger.services.books import bookkeeping, looking_back, quick, recording
from ledger.services.books.bookkeeping import NotYours, StaleEntry
from ledger.services.books.looking_back import Thing
from ledger.web.journal import sheet
from ledger.web.journal.area import area
from ledger.web.journal.conflicts import conflict_page
from ledger.web.journal.forms import values_of
from ledger.web.journal.gathering import values_gathered
from ledger.web.journal.notice import tell
from ledger.web.journal.recording import kept_open, said, view
from ledger.web.owing import values_owed
from ledger.web.seats import BookVisit

_VERSION_MAX = 10**9


@area.get("/books/<book>/journal/<thing>/amend", may=in_book(Deed.AMEND))
def amend_form(visit: BookVisit, thing: str) -> Response:
    """The sheet filled with an entry as it stands. Raises: Missing, NotYours."""
    found = looking_back.thing(visit.session, visit.seat, read_id(thing))
    if not found.stands:
        return see_other(url_for("journal.entry", book=id_text(visit.seat.book_id), thing=thing))
    if not found.may_amend:
        raise NotYours()
    now = _said(visit, found) or _said_words(found)
    values = {**values_of(now), **values_gathered(visit, now), **values_owed(visit, now)}
    return _shown(visit, found, thing, values, str(found.version))


def again(visit: BookVisit, thing: str) -> Response:
    """The sheet once more, with what was typed and what is to be mended."""
    found = looking_back.thing(visit.session, visit.seat, read_id(thing))
    return _shown(visit, found, thing, request.form.to_dict(), request.form.get("version", ""))


@area.post("/books/<book>/journal/<thing>/amend", may=in_book(Deed.AMEND), again=again)
def amend(visit: BookVisit, thing: str) -> Response:
    """Put an entry right; where somebody else changed it meanwhile, show both."""
    thing_id = read_id(thing)
    was = looking_back.thing(visit.session, visit.seat, thing_id).shown.kept.entry
    version = Fields(request.form).whole("version", 1, _VERSION_MAX)
    entry = recording.amended_from(visit.session, visit.seat, was, said(visit))
    try:
        done = kept_open(bookkeeping.amend, visit, thing_id, version, entry)
    except StaleEntry:
        return conflict_page(visit, thing_id, request.form.to_dict())
    tell(visit, "amend", done)
    return see_other(url_for("journal.entry", book=id_text(visit.seat.book_id), thing=thing))


def _shown(visit: BookVisit, found: Thing, thing: str, values: dict[str, str], version: str) -> Response:
    shown = sheet.build(visit, values, thing=thing, version=version, is_words_only=_said(visit, found) is None)
    return page_or_part("journal/amend.html", "journal/_record.html", **view(visit, shown))


def _said(visit: BookVisit, found: Thing) -> Said | None:
    return recording.said_of(found.shown.kept.entry, quick.accounts_in(visit.session, visit.seat))


def _said_words(found: Thing) -> Said:
    """Day and words alone, of an entry whose amounts no form can say."""
    entry = found.shown.kept.entry
    return Said(entry.on, entry.verb, payee=entry.words.payee, note=entry.words.note, tags=entry.tags)
