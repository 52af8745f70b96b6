"""The journal's pages: what stands by day, one entry and its history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, request

from ledger.domain.books.journal import JournalQuery, read_cursor
from ledger.domain.names.name import Sort
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.access import in_book
from ledger.plumbing.http import page_or_part, wants_part
from ledger.services.books import journal, looking_back
from ledger.services.books.journal import JournalPage
from ledger.services.books.looking_back import Thing
from ledger.services.files import provenance
from ledger.services.names import knowing
from ledger.services.papers import asking, attaching, pricing
from ledger.web import moments
from ledger.web.currencies.shown import rate_rows
from ledger.web.journal import filters
from ledger.web.journal.area import area
from ledger.web.journal.lines import days_of
from ledger.web.journal.notice import take_notice
from ledger.web.journal.particulars import measure_text
from ledger.web.journal.sheet import build
from ledger.web.journal.words import VERBS, WAYS, Sayer, deed_name, member_name, names, route_of, title_of
from ledger.web.owing import of_entry
from ledger.web.past.versions import compared
from ledger.web.seats import BookVisit
from ledger.web.told import take_told

_WORDS = {
    "id_text": id_text,
    "title_of": title_of,
    "route_of": route_of,
    "names": names,
    "member_name": member_name,
    "deed_name": deed_name,
    "verbs": VERBS,
    "ways": WAYS,
    "measure_text": measure_text,
}


@area.get("/books/<book>/journal", may=in_book(Deed.READ))
def index(visit: BookVisit) -> Response:
    """What stands, by day; or what is sought in it."""
    moments.travel(visit)
    query, month = filters.read_query(visit), filters.read_month(visit)
    cursor = read_cursor(request.args.get("cursor", ""))
    start = cursor or (None if query else month.start)
    page = journal.page(visit.session, visit.seat, query, start, month=None if cursor else month.period.start)
    shown = frame(visit)
    selecting = filters.is_selecting() and visit.seat.may(Deed.AMEND)
    part = "journal/_list.html" if cursor else "journal/_found.html"
    response = page_or_part(
        "journal/index.html",
        part,
        **shown,
        **moments.view(visit),
        page=page,
        days=days_of(visit, page.days, is_shared=page.is_shared, done=shown["done"]),
        month=month,
        query=query,
        is_part=wants_part(),
        chips=filters.chips(visit, query, page.known),
        choices=filters.choices(visit, page.known),
        hints=_hints(visit, page, query.text),
        goes_on=cursor is not None,
        earlier=filters.href(visit, query, page.next) if page.next else "",
        all_href=filters.href(visit, JournalQuery()),
        selecting=selecting,
        asked=filters.asked(),
        last_day=month.period.end - timedelta(days=1),
        told=None if wants_part() else take_told(),
        sheet=None if wants_part() or selecting or visit.seat.known or not visit.seat.may(Deed.RECORD) else build(
            visit, {}),
    )
    response.status_code = 422 if visit.faults else 200
    return response


@area.get("/books/<book>/journal/<thing>", may=in_book(Deed.READ))
def entry(visit: BookVisit, thing: str) -> Response:
    """One entry as it stands, with its history."""
    return page_or_part("journal/detail.html", "journal/_detail.html", **_thing_view(visit, thing))


@area.get("/books/<book>/journal/<thing>/history", may=in_book(Deed.READ))
def history(visit: BookVisit, thing: str) -> Response:
    """Every version of an entry: who made it, when, and what it changed."""
    return page_or_part("journal/history.html", "journal/_history.html", **_thing_view(visit, thing))


def frame(visit: BookVisit) -> dict[str, Any]:
    """What every page of the journal is given: the book, the reader, the words, and what was just done."""
    return {
        **_WORDS,
        "book": id_text(visit.seat.book_id),
        "seat": visit.seat,
        "today": visit.today,
        "zone": visit.principal.zone,
        "faults": visit.faults,
        "kept": request.args,
        "may_record": visit.seat.may(Deed.RECORD),
        "account_href": lambda account: filters.account_chip(visit, account).href,
        "done": None if wants_part() else take_notice(),
    }


def sayer(visit: BookVisit, found: Thing) -> Sayer:
    """Says a thing's facts on this visit."""
    projects, tags = (knowing.called(visit.session, visit.seat, sort) for sort in (Sort.PROJECT, Sort.TAG))
    return Sayer(found.known, found.members, visit.today, projects, tags, asking.questions(visit.seat))


def _thing_view(visit: BookVisit, thing: str) -> dict[str, Any]:
    found = looking_back.thing(visit.session, visit.seat, read_id(thing))
    may_see = visit.seat.may(Deed.IMPORT)
    origin = provenance.origin_of(visit.session, visit.seat, read_id(thing)) if may_see else None
    papers, says = attaching.shown(visit.session, visit.seat, read_id(thing)), sayer(visit, found)
    return {**frame(visit), **of_entry(visit, found), "thing": found, "thing_id": thing, "sayer": says,
            "origin": origin, "papers": papers, "compared": compared(visit, found, says),
            "prices": pricing.before(visit.session, visit.seat, found.shown.kept, found.known),
            "rates": rate_rows(visit, found.shown.kept.entry)}


def _hints(visit: BookVisit, page: JournalPage, text: str) -> list[filters.Chip]:
    return [filters.account_chip(visit, account) for account in journal.hints(page.known, text)]

