"""Several entries at once: which are chosen, what can be done to them, and doing it with one undo for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.bulk.change import Change
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.limits import LINE_MAX
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import say
from ledger.services.books import journal
from ledger.services.bulk import changing, choosing, moving, undoing
from ledger.services.bulk.changing import Refused
from ledger.services.bulk.choosing import Chosen, NothingChosen, TooManyChosen
from ledger.services.bulk.undoing import Undone
from ledger.services.bulk.writing import MOVE_OUT
from ledger.web.bulk import reading, words
from ledger.web.bulk.area import area
from ledger.web.journal import filters
from ledger.web.journal.words import title_of
from ledger.web.seats import BookVisit
from ledger.web.told import tell

SHOWN_MAX = 50
"""Chosen or refused entries that one page names; of more it says how many."""


@area.get("/books/<book>/several", may=in_book(Deed.RECORD))
def several(visit: BookVisit) -> Response:
    """What can be done to chosen entries: those an address names, or all its search finds."""
    return _looked(visit)


@area.post("/books/<book>/several", may=in_book(Deed.RECORD), kept=False)
def look(visit: BookVisit) -> Response:
    """The same for entries ticked in the journal; nothing is changed yet."""
    return _looked(visit)


def again(visit: BookVisit) -> Response:
    """The form once more, with what is to be mended."""
    try:
        chosen = choosing.ticked(visit.session, visit.seat, reading.versions())
    except (NothingChosen, TooManyChosen) as error:
        return _page(visit, None, fault=say(error))
    return _page(visit, chosen)


@area.post("/books/<book>/several/do", may=in_book(Deed.AMEND), again=again)
def change_several(visit: BookVisit) -> Response:
    """Do it to all that can take it; where some cannot, they are named first, unless that was agreed to."""
    change = Change(Fields(request.form).choice("change", tuple(Change)))
    if change is Change.MOVE:
        return _move(visit)
    wanted = reading.wanted(visit, change)
    versions = reading.versions()
    planned = changing.plan(visit.session, visit.seat, versions, wanted)
    if planned.refused and not Fields(request.form).flag("agreed"):
        return _preview(visit, planned.refused, len(planned.steps))
    seq, planned = changing.carry_out(visit.session, visit.seat, versions, wanted, clock.now())
    _say(visit, words.done(change, len(planned.steps)), seq)
    return see_other(reading.back(visit))


@area.post("/books/<book>/several/undo", may=in_book(Deed.AMEND))
def undo_several(visit: BookVisit) -> Response:
    """Undo a deed done to several entries; what changed since stays and is named."""
    seq = Fields(request.values).whole("seq", 1, 10**11)
    if undoing.deed_at(visit.session, visit.seat, seq) == MOVE_OUT:
        undone = moving.undo(visit.session, visit.seat, visit.principal, seq, clock.now())
    else:
        undone = undoing.undo(visit.session, visit.seat, seq, clock.now())
    if not undone.stays:
        _say(visit, words.undone(undone.count), undone.seq)
        return see_other(url_for("journal.index", book=id_text(visit.seat.book_id)))
    return _stays(visit, undone)


def _looked(visit: BookVisit) -> Response:
    try:
        return _page(visit, _chosen(visit))
    except (NothingChosen, TooManyChosen) as error:
        return _page(visit, None, fault=say(error))


def _chosen(visit: BookVisit) -> Chosen:
    if Fields(request.values).flag("all"):
        return choosing.found(visit.session, visit.seat, filters.read_query(visit))
    return choosing.ticked(visit.session, visit.seat, [read_id(one) for one in request.values.getlist("thing")])


def _move(visit: BookVisit) -> Response:
    there = reading.other_book(visit)
    versions, answers = reading.versions(), reading.accounts_there()
    planned = moving.plan(visit.session, visit.seat, there, versions, answers)
    if planned.asks and not any(name.startswith("map-") for name in request.form):
        asks = [(one, reading.choices_there(visit, there, one)) for one in planned.asks]
        return _preview(visit, planned.refused, len(planned.goes), asks=asks, other=there.book.name)
    if planned.refused and not Fields(request.form).flag("agreed"):
        return _preview(visit, planned.refused, len(planned.goes), other=there.book.name)
    seq, planned = moving.carry_out(visit.session, visit.seat, there, versions, answers, clock.now())
    _say(visit, words.done(Change.MOVE, len(planned.goes), there.book.name), seq)
    return see_other(reading.back(visit))


def _say(visit: BookVisit, text: str, seq: int) -> None:
    undo = url_for("bulk.undo_several", book=id_text(visit.seat.book_id), seq=seq) if seq else ""
    tell(text, undo)


def _page(visit: BookVisit, chosen: Chosen | None, fault: str = "") -> Response:
    """The chosen entries and what can be done; without any, why."""
    book = id_text(visit.seat.book_id)
    shown = chosen.shown if chosen else ()
    page = render_template(
        "bulk/several.html", book=book, today=visit.today, chosen=chosen, fault=fault, kept=request.form,
        faults=visit.faults, title_of=title_of, shown=shown[:SHOWN_MAX], rest=max(len(shown) - SHOWN_MAX, 0),
        things=reading.said(chosen.versions) if chosen else "", choices=reading.choices(visit) if chosen else None,
        back=_query(), back_href=reading.back(visit), carried=(),
        select_href=url_for("journal.index", book=book, select=1))
    return make_response(page, 422 if fault and request.method == "POST" else 200)


def _preview(visit: BookVisit, refused: Sequence[Refused], goes: int, **more: Any) -> Response:
    """What cannot take the change, each with its reason, before anything is done."""
    carried = [(name, value) for name, value in request.form.items(multi=True)
               if name not in ("csrf_token", "client_key", "agreed")]
    return make_response(render_template(
        "bulk/preview.html", book=id_text(visit.seat.book_id), today=visit.today, goes=goes, count=len(refused),
        refused=_named(visit, refused), rest=max(len(refused) - SHOWN_MAX, 0), carried=carried,
        back_href=reading.back(visit), **{"asks": (), "other": "", **more}))


def _stays(visit: BookVisit, undone: Undone) -> Response:
    """What undoing left as it is, each with its reason."""
    return make_response(render_template(
        "bulk/undone.html", book=id_text(visit.seat.book_id), today=visit.today, undone=undone,
        count=len(undone.stays), refused=_named(visit, undone.stays), rest=max(len(undone.stays) - SHOWN_MAX, 0)))


def _named(visit: BookVisit, refused: Sequence[Refused]) -> list[tuple[journal.Shown, str, str]]:
    """Refused entries as the journal shows them, what they are called, and why."""
    shown = [(journal.shown(visit.session, visit.seat, one.kept), one.why) for one in refused[:SHOWN_MAX]]
    return [(one, title_of(one), say(why)) for one, why in shown]


def _query() -> str:
    """The search one came from, without what only choosing knows."""
    said = Fields({"back": request.form.get("back", "") or request.query_string.decode("utf-8", "replace")})
    return said.line("back", limit=10 * LINE_MAX)

