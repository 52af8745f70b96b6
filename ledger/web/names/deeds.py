"""What a person does to names: make, change, put away and take out, merge and part again. Each can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, request, url_for
from werkzeug.datastructures import MultiDict

from ledger.domain.names.name import Name, Sort, StaleName
from ledger.domain.names.tags import TAG_MAX, read_tags
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields, Needed, NotAChoice
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books.quick import accounts_in
from ledger.services.names import changing, knowing
from ledger.web.names import words
from ledger.web.names.area import area
from ledger.web.names.pages import index, show
from ledger.web.seats import BookVisit
from ledger.web.stale import conflict_page, differences
from ledger.web.told import tell

NAME_MAX = 60
VERSION_MAX = 10**9


@area.post("/books/<book>/names/<sort>", may=in_book(Deed.ARRANGE), again=index)
def add(visit: BookVisit, sort: str) -> Response:
    """Keep a new name."""
    said = _read(Name(words.sort_of(sort), 0, ""))
    made = changing.make(visit.session, visit.seat, said, clock.now())
    tell(_("Kept: %(name)s", name=words.shown_as(made)), _to(visit, "names.put_away", made, version=made.version))
    return _back(visit, made)


@area.post("/books/<book>/names/<sort>/<called>", may=in_book(Deed.ARRANGE), again=show)
def write(visit: BookVisit, sort: str, called: str) -> Response:
    """Call a name otherwise, with other days or what is usual; undoing it writes what stood before."""
    was = _get(visit, sort, called)
    said = _read(was)
    try:
        done = changing.write(visit.session, visit.seat, said, version(), clock.now())
    except StaleName:
        return _stale(visit, said, was)
    tell(_("Kept: %(name)s", name=words.shown_as(done)), _to(visit, "names.write", done, **_as_sent(was, done)))
    return see_other(_to(visit, "names.show", done))


@area.post("/books/<book>/names/<sort>/<called>/put-away", may=in_book(Deed.ARRANGE), again=show)
def put_away(visit: BookVisit, sort: str, called: str) -> Response:
    """Offer a name no more; its entries stay as they are."""
    was = _get(visit, sort, called)
    done = changing.write(visit.session, visit.seat, replace(was, closed=True), version(), clock.now())
    tell(_("Put away: %(name)s", name=words.shown_as(done)), _to(visit, "names.take_out", done, version=done.version))
    return _back(visit, done)


@area.post("/books/<book>/names/<sort>/<called>/take-out", may=in_book(Deed.ARRANGE), again=show)
def take_out(visit: BookVisit, sort: str, called: str) -> Response:
    """Offer a name again."""
    was = _get(visit, sort, called)
    done = changing.write(visit.session, visit.seat, replace(was, closed=False), version(), clock.now())
    tell(_("Taken out again: %(name)s", name=words.shown_as(done)))
    return see_other(_to(visit, "names.show", done))


@area.post("/books/<book>/names/<sort>/<called>/merge", may=in_book(Deed.ARRANGE), again=show)
def merge(visit: BookVisit, sort: str, called: str) -> Response:
    """Let a name go into another of its sort, written by its name."""
    was, fields = _get(visit, sort, called), Fields(request.form)
    into = knowing.find(visit.session, visit.seat, was.sort, fields.line("into", needed=True).removeprefix("#"))
    if into is None:
        raise NotAChoice(field="into")
    done = changing.merge(visit.session, visit.seat, was.sort, was.name_id, into, version(), clock.now())
    target = knowing.gathered_as(visit.session, visit.seat, was.sort, into)
    tell(_("Merged: %(name)s into %(other)s", name=words.shown_as(was), other=words.shown_as(target)),
         _to(visit, "names.part", done, version=done.version))
    return see_other(_to(visit, "names.show", target))


@area.post("/books/<book>/names/<sort>/<called>/part", may=in_book(Deed.ARRANGE), again=show)
def part(visit: BookVisit, sort: str, called: str) -> Response:
    """Let a merged name stand by itself again."""
    was = _get(visit, sort, called)
    done = changing.part(visit.session, visit.seat, was.sort, was.name_id, version(), clock.now())
    tell(_("By itself again: %(name)s", name=words.shown_as(done)))
    return see_other(_to(visit, "names.show", done))


def version() -> int:
    """The version a form or an undoing speaks of. Raises: Needed, NotAChoice."""
    return Fields(request.values).whole("version", 0, VERSION_MAX)


def _get(visit: BookVisit, sort: str, called: str) -> Name:
    return changing.get(visit.session, visit.seat, words.sort_of(sort), read_id(called))


def _sent() -> MultiDict[str, str]:
    """What a form says, or the address of an undoing."""
    return request.form if "name" in request.form else request.args


def _read(was: Name) -> Name:
    """The name a form says. Raises: Needed, TooLong, NotADay, TagTooLong, and Missing for an id that names nothing."""
    fields = Fields(_sent())
    if was.sort is Sort.TAG:
        written = read_tags("".join(fields.line("name", limit=TAG_MAX + 1).split()))
        if len(written) != 1:
            raise Needed(field="name")
        return replace(was, name=written[0])
    called = replace(was, name=" ".join(fields.line("name", needed=True, limit=NAME_MAX).split()))
    if was.sort is Sort.PROJECT:
        return replace(called, since=fields.day("since") if "since" in fields else None,
                       until=fields.day("until") if "until" in fields else None)
    return replace(called, category=fields.id_or_none("category"), account=fields.id_or_none("account"))


def _as_sent(was: Name, done: Name) -> dict[str, Any]:
    """What stood before, as a form would send it over the version that stands now."""
    said = {"since": was.since, "until": was.until, "category": id_text(was.category) if was.category else None,
            "account": id_text(was.account) if was.account else None}
    return {"name": was.name, "version": done.version, **{key: value for key, value in said.items() if value}}


def _stale(visit: BookVisit, mine: Name, stands: Name) -> Response:
    """Both versions of a name somebody changed meanwhile."""
    known = accounts_in(visit.session, visit.seat)

    def said(one: Name) -> list[tuple[str, str]]:
        category, account = (localised(known[number].names) if number in known else ""
                             for number in (one.category or 0, one.account or 0))
        return words.said(one, category, account)

    return conflict_page(words.shown_as(stands), differences(said(mine), said(stands)), stands.version,
                         _to(visit, "names.show", stands))


def _to(visit: BookVisit, endpoint: str, name: Name, /, **more: Any) -> str:
    book, called = id_text(visit.seat.book_id), id_text(name.name_id)
    return url_for(endpoint, book=book, sort=name.sort.value, called=called, **more)


def _back(visit: BookVisit, name: Name) -> Response:
    return see_other(url_for("names.index", book=id_text(visit.seat.book_id), sort=name.sort.value))
