"""Recording: the sheet, empty or filled in, the deed that comes of it, and the line one may type instead."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.books.book import MonthLocked
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.books.said import Said
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Invalid
from ledger.kernel.ids import id_text
from ledger.kernel.limits import LINE_MAX
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import after_write, page_or_part, see_other, wants_part
from ledger.services.books import bookkeeping, quick, recording
from ledger.services.books.bookkeeping import RateNeeded
from ledger.services.papers import attaching
from ledger.services.quick import learning
from ledger.web.currencies.shown import settled
from ledger.web.journal import sheet
from ledger.web.journal.area import area
from ledger.web.journal.forms import read_rate, read_said
from ledger.web.journal.gathering import gathered
from ledger.web.journal.notice import take_notice, tell
from ledger.web.journal.particulars import reckoned
from ledger.web.journal.repaying import check_interest, interest_offered
from ledger.web.owing import shared
from ledger.web.papers.sent import papers_sent
from ledger.web.seats import BookVisit

_KEPT_ON = ("verb", "on", "account", "currency")


class RateWanted(Invalid):
    """A rate that only the person can say; the form asks for it."""

    message = RateNeeded.message


class DayLocked(Invalid):
    """A day in a closed month; the form asks for another."""

    message = MonthLocked.message


@area.get("/books/<book>/journal/new", may=in_book(Deed.RECORD))
def new(visit: BookVisit) -> Response:
    """The sheet, with what the address says: its fields, or one typed line."""
    shown = sheet.build(visit, request.args, line=request.args.get("line", ""))
    done = None if wants_part() else take_notice()
    return page_or_part("journal/new.html", "journal/_record.html", **view(visit, shown, done=done))


def again(visit: BookVisit) -> Response:
    """The sheet once more, with what was typed and what is to be mended."""
    asks = "interest" in visit.faults and "interest" not in request.form
    given = {**request.form.to_dict(), **interest_offered(visit, said(visit))} if asks else request.form
    shown = sheet.build(visit, given)
    return page_or_part("journal/new.html", "journal/_record.html", **view(visit, shown))


@area.post("/books/<book>/journal", may=in_book(Deed.RECORD), again=again)
def record(visit: BookVisit) -> Response:
    """Record what the form says, once."""
    what, papers = said(visit), papers_sent()
    check_interest(visit, what)
    entry = recording.entry_from(visit.session, visit.seat, what)
    done = kept_open(bookkeeping.record, visit, entry)
    if done.stands:
        attaching.attach(visit.session, visit.seat, done.stands.thing_id, papers, clock.now())
    tell(visit, "record", done)
    book, form = id_text(visit.seat.book_id), request.form
    learning.learn(visit.session, visit.seat, Fields(form).line("line"), what, visit.today, clock.now())
    wants_another = form.get("then") == "another"
    held: dict[str, Any] = {name: form[name] for name in _KEPT_ON if form.get(name)} if wants_another else {}
    to = url_for("journal.new", book=book, **held) if wants_another else url_for("journal.index", book=book)
    if not wants_part():
        return see_other(to)
    fresh = sheet.build(visit, {**held, "stays": form.get("stays", "")})
    shown = view(visit, fresh, done=take_notice(), is_part=True, list_href=_list_href(book))
    return after_write("journal/_recorded.html", else_to=to, event="entry-recorded", **shown)


@area.post("/books/<book>/line", may=in_book(Deed.RECORD), kept=False)
def read_line(visit: BookVisit) -> Response:
    """Show what a typed line was read as, in the sheet; nothing is recorded yet."""
    line = Fields(request.form).line("line", limit=10_000)
    if not wants_part():
        return see_other(url_for("journal.new", book=id_text(visit.seat.book_id), line=line[:LINE_MAX]))
    shown = sheet.build(visit, {"stays": request.form.get("stays", "")}, line=line)
    return make_response(render_template("journal/_record.html", **view(visit, shown)))


@area.get("/books/<book>/tiles", may=in_book(Deed.RECORD))
def tiles(visit: BookVisit) -> Response:
    """The tiles anew, for the payee that was typed."""
    return make_response(render_template("journal/_tiles.html", **sheet.tiles_view(visit)))


def said(visit: BookVisit) -> Said:
    """What the form of this request says."""
    is_till = request.form.get("verb") == Verb.TAKINGS
    places = quick.accounts_in(visit.session, visit.seat).values() if is_till else ()
    home = visit.seat.book.home_currency
    what = read_said(reckoned(settled(visit, request.form), home), home, visit.today, places)
    return shared(visit, gathered(visit, what, request.form), request.form)


def kept_open(deed: Any, visit: BookVisit, *what: Entry | Said | int) -> bookkeeping.Done:
    """Do a deed; where only a rate or another day is wanting, the form is asked again instead of refused.

    Raises: RateWanted, DayLocked, and what the deed raises.
    """
    try:
        done: bookkeeping.Done = deed(visit.session, visit.seat, *what, clock.now(), rate=read_rate(request.form))
    except RateNeeded as error:
        raise RateWanted(**error.facts) from None
    except MonthLocked as error:
        raise DayLocked(**error.facts) from None
    return done


def view(visit: BookVisit, shown: sheet.Sheet, **more: Any) -> dict[str, Any]:
    """What the templates of the sheet are given."""
    book = id_text(visit.seat.book_id)
    return {"sheet": shown, "book": book, "today": visit.today, "seat": visit.seat, "faults": visit.faults, **more}


def _list_href(book: str) -> str:
    """The list the reader is looking at, to be read anew: a search stays a search."""
    here, index = urlsplit(request.headers.get("HX-Current-URL", "")), url_for("journal.index", book=book)
    return f"{index}?{here.query}" if here.path == index and here.query else index
