"""The pages of bank files: the list, a batch wherever it stands, one row of it, and its refused part to take away."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request

from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.limits import IMPORT_BYTES, PAGE_SIZE
from ledger.plumbing.access import in_book
from ledger.plumbing.http import page_or_part, wants_part
from ledger.services.files import provenance, reckoning, reviewing
from ledger.services.files.refusing import refusal_of, why_failed
from ledger.store.files.batches import State
from ledger.web.imports import words
from ledger.web.imports.area import area
from ledger.web.seats import BookVisit

GOING_ON = (State.READING, State.POSTING, State.UNDOING)
"""States that end by themselves."""

SECONDS = 5
"""Seconds after which a page without script looks again."""


@area.get("/books/<book>/imports", may=in_book(Deed.IMPORT))
def index(visit: BookVisit) -> Response:
    """The files brought so far, and bringing another."""
    found = reviewing.listed(visit.session, visit.seat)
    listed = [(batch, reckoning.reckon(batch)) for batch in found]
    view = frame(visit) | {"listed": listed, "megabytes": IMPORT_BYTES >> 20}
    return make_response(render_template("imports/index.html", **view))


@area.get("/books/<book>/imports/<batch>", may=in_book(Deed.IMPORT))
def review(visit: BookVisit, batch: str) -> Response:
    """A batch: what it would do and what it asks, how far it is, or what it did."""
    found = reviewing.review(visit.session, visit.seat, read_id(batch))
    goes_on = found.batch.state in GOING_ON and not found.batch.problem
    if wants_part() and not goes_on:
        return make_response("", 200, {"HX-Refresh": "true"})
    view = frame(visit) | {"found": found, "batch": batch, "goes_on": goes_on, "failed": why_failed(found.batch)}
    response = page_or_part("imports/review.html", "imports/_progress.html", **view, **_listing(visit, found))
    if goes_on:
        response.headers["Refresh"] = str(SECONDS)
    return response


@area.get("/books/<book>/imports/<batch>/rows/<n>", may=in_book(Deed.IMPORT))
def row(visit: BookVisit, batch: str, n: str) -> Response:
    """One row as it was read, and what becomes of it."""
    origin = provenance.row_of(visit.session, visit.seat, read_id(batch), row_number(n))
    alike = reviewing.alike(visit.session, visit.seat, origin.row)
    found = reviewing.review(visit.session, visit.seat, read_id(batch))
    view = frame(visit) | {"origin": origin, "batch": batch, "alike": alike, "found": found}
    return make_response(render_template("imports/row.html", **view, why=refusal_of(origin.row)))


@area.get("/books/<book>/imports/<batch>/refused", may=in_book(Deed.IMPORT))
def refused(visit: BookVisit, batch: str) -> Response:
    """The refused rows as a file of the same format, to mend and bring again."""
    content = provenance.refused_file(visit.session, visit.seat, read_id(batch))
    response = make_response(content, 200, {"Content-Type": "text/csv"})
    response.headers["Content-Disposition"] = f'attachment; filename="refused-{batch}.csv"'
    return response


def frame(visit: BookVisit) -> dict[str, Any]:
    """What every page of bank files is given: the book, the reader, and the words."""
    return {
        "book": id_text(visit.seat.book_id), "seat": visit.seat, "today": visit.today, "faults": visit.faults,
        "kept": request.form, "zone": visit.principal.zone, "words": words,
    }  # fmt: skip


def row_number(text: str) -> int:
    """A row's number in the address. Raises: Missing."""
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Missing()
    return int(text)


def _listing(visit: BookVisit, found: reviewing.Review) -> dict[str, Any]:
    """The group of rows asked for, one page of it, and where the next begins."""
    asked = request.args.get("show", "")
    shown = asked if asked in reviewing.GROUPS else "new"
    text = request.args.get("after", "")
    after = row_number(text) if text else -1
    listed = reviewing.listing(visit.session, visit.seat, found.batch.batch_id, shown, after)
    return {
        "shown": shown,
        "listed": [(one, refusal_of(one)) for one in listed],
        "next_after": listed[-1].n if len(listed) == PAGE_SIZE else None,
    }
