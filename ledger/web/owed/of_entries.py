"""What a person does to an entry because of others: money that came back for it, and somebody who pays it back."""

from __future__ import annotations

from flask import Response, request, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields, Needed
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import ngettext
from ledger.services.books import looking_back
from ledger.services.books.bookkeeping import StaleEntry
from ledger.services.owed import claiming, refunding
from ledger.services.owed.refunding import Refund
from ledger.web.journal import pages as journal
from ledger.web.journal.conflicts import conflict_page
from ledger.web.journal.forms import read_rate
from ledger.web.journal.notice import tell as tell_entry
from ledger.web.owed.area import area
from ledger.web.owed.deeds import asking, read_got
from ledger.web.owed.pages import index
from ledger.web.seats import BookVisit
from ledger.web.told import tell

_PIECES_MAX = 200
_VERSION_MAX = 10**9


@area.post("/books/<book>/journal/<thing>/refund", may=in_book(Deed.RECORD), again=journal.entry)
def refund(visit: BookVisit, thing: str) -> Response:
    """Record what came back for an entry."""
    thing_id, fields = read_id(thing), Fields(request.form)
    found = looking_back.thing(visit.session, visit.seat, thing_id)
    currency = found.shown.kept.entry.postings[0].currency
    said = Refund(
        fields.amount("amount", currency), fields.whole("piece", 0, _PIECES_MAX) if "piece" in fields else None,
        fields.id("account"), fields.day("on", visit.today), read_got(fields, currency), fields.note("note"),
        fields.flag("more"))
    done = asking(refunding.refund, visit, thing_id, said, rate=read_rate(request.form))
    tell_entry(visit, "record", done)
    return see_other(url_for("journal.entry", book=id_text(visit.seat.book_id), thing=thing))


@area.post("/books/<book>/owed/claim", may=in_book(Deed.AMEND), again=index)
def claim(visit: BookVisit) -> Response:
    """Let somebody owe what the chosen entries cost: each is amended, so that it is counted once."""
    fields = Fields(request.form)
    chosen = [_chosen(one) for one in request.form.getlist("thing")]
    if not chosen:
        raise Needed(field="thing")
    by, project = fields.line("by", needed=True), fields.line("project")
    try:
        done = claiming.claim(visit.session, visit.seat, chosen, by, project, clock.now())
    except StaleEntry as error:
        return conflict_page(visit, int(str(error.facts["thing"])), {})
    book = id_text(visit.seat.book_id)
    tell(ngettext("%(name)s owes it: %(num)s entry", "%(name)s owes it: %(num)s entries", len(done), name=by),
         url_for("journal.undo", book=book, seq=done[0].seq) if len(done) == 1 else "")
    return see_other(url_for("owed.index", book=book))


@area.post("/books/<book>/journal/<thing>/take-back-both", may=in_book(Deed.AMEND))
def take_back_with(visit: BookVisit, thing: str) -> Response:
    """Take an entry back together with what came back for it. All of it waits in the trash."""
    thing_id = read_id(thing)
    looking_back.check_seen(visit.session, visit.seat, thing_id)
    version = Fields(request.form).whole("version", 1, _VERSION_MAX)
    try:
        done = refunding.take_back_with(visit.session, visit.seat, thing_id, version, clock.now())
    except StaleEntry:
        return conflict_page(visit, thing_id, {})
    tell_entry(visit, "take_back", done[0])
    return see_other(url_for("journal.index", book=id_text(visit.seat.book_id)))


def _chosen(said: str) -> tuple[int, int]:
    """An entry and the version that was seen, of a tick. Raises: Missing."""
    thing, _dot, version = said.partition(".")
    if not (version.isascii() and version.isdigit() and 0 < int(version[:12]) < _VERSION_MAX):
        raise Missing()
    return read_id(thing), int(version)
