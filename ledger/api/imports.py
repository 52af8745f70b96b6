"""Imports: bring a file, see what it came to and asks, confirm it, put it back."""

from __future__ import annotations

from contextlib import suppress

from ledger.api.import_words import answers_of, row_out, told
from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.imports import AnswersIn, FileQuery, ImportOut, Imports, Rows, RowsQuery
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import HouseError
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import database, in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.cursor import opened, sealed
from ledger.plumbing.api.reading import FORM, Upload
from ledger.plumbing.api.shape import ListQuery, Nothing
from ledger.services.files import receiving, reviewing, working

area = ApiArea("imports", __name__)
TAKES = (FORM, "text/csv", "text/plain", "application/octet-stream",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")  # fmt: skip
"""How a file may be sent: as the part `file` of a form, or bare."""


@area.get("/books/<book>/imports", in_book(Deed.IMPORT), READ, Imports, query=ListQuery)
def listing(visit: BookVisit, query: ListQuery) -> Imports:
    """The imports of a ledger, newest first."""
    before = int(opened("imports", query.after)[0]) if query.after else None
    found = reviewing.listed(visit.session, visit.seat, before=before, limit=query.limit + 1)
    shown = found[: query.limit]
    then = sealed("imports", shown[-1].batch_id) if len(found) > query.limit else None
    return Imports(items=[told(batch) for batch in shown], next=then)


@area.post("/books/<book>/imports", in_book(Deed.IMPORT), WRITE, ImportOut, query=FileQuery, status=201, takes=TAKES)
def receive(visit: BookVisit, query: FileQuery, upload: Upload) -> ImportOut:
    """Bring a file: as the part `file` of a form, or bare with its `name` in the address. It is read at once where it
    is small, else in the background; nothing is recorded before it is confirmed."""
    session, seat = visit.session, visit.seat
    batch = receiving.keep(session, seat, upload.name, upload.content, clock.now())
    reads_itself = len(upload.content) <= working.INLINE_BYTES
    working.ask_to_read(session, seat.book_id, batch.batch_id, at_once=not reads_itself)
    if reads_itself:
        house = database()
        session.afterwards(lambda: _read(lambda: receiving.read(house, seat.book_id, batch.batch_id)))
    return told(batch)


@area.get("/books/<book>/imports/<batch>", in_book(Deed.IMPORT), READ, ImportOut)
def one(visit: BookVisit, batch: str) -> ImportOut:
    """One import: where it stands, what it came to, and what it asks while it is in review."""
    return _now(visit, read_id(batch))


@area.get("/books/<book>/imports/<batch>/rows", in_book(Deed.IMPORT), READ, Rows, query=RowsQuery)
def rows(visit: BookVisit, batch: str, query: RowsQuery) -> Rows:
    """The rows of an import in the order of the file."""
    batch_id = read_id(batch)
    after = int(opened("rows", query.after)[0]) if query.after else -1
    reviewing.review(visit.session, visit.seat, batch_id)
    found = reviewing.listing(visit.session, visit.seat, batch_id, query.show, after, query.limit + 1)
    shown = found[: query.limit]
    then = sealed("rows", shown[-1].n) if len(found) > query.limit else None
    return Rows(items=[row_out(row) for row in shown], next=then)


@area.post("/books/<book>/imports/<batch>/confirm", in_book(Deed.IMPORT), WRITE, ImportOut, body=AnswersIn)
def confirm(visit: BookVisit, batch: str, body: AnswersIn) -> ImportOut:
    """Record an import with the answers given and, for the rest, those proposed. Large ones are recorded in the
    background; one that is recorded already stays as it is."""
    batch_id = read_id(batch)
    working.confirm(visit.session, visit.seat, batch_id, answers_of(body), clock.now())
    return _now(visit, batch_id)


@area.post("/books/<book>/imports/<batch>/undo", in_book(Deed.IMPORT), WRITE, ImportOut, body=Nothing)
def undo(visit: BookVisit, batch: str, body: Nothing) -> ImportOut:
    """Put a whole import back: everything it recorded is reversed."""
    batch_id = read_id(batch)
    working.put_back(visit.session, visit.seat, batch_id, clock.now())
    return _now(visit, batch_id)


def _now(visit: BookVisit, batch_id: int) -> ImportOut:
    found = reviewing.review(visit.session, visit.seat, batch_id)
    return told(found.batch, found)


def _read(reading: object) -> None:
    """Read a file that was kept; one that is no bill is said on the import, which is there by now."""
    with suppress(HouseError):
        reading()  # type: ignore[operator]
