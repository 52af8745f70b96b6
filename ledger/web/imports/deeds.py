"""What a person does with bank files: bring one, answer, record it, put it back, go on after a stop."""

from __future__ import annotations

from flask import Response, request, url_for

from ledger.domain.files.refusals import FileTooLarge
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.limits import IMPORT_BYTES
from ledger.plumbing import clock
from ledger.plumbing.access import database, in_book
from ledger.plumbing.fields import Fields, Needed
from ledger.plumbing.http import see_other
from ledger.services.files import receiving, reviewing, working
from ledger.web.imports import answers, pages
from ledger.web.imports.area import area
from ledger.web.seats import BookVisit


@area.post("/books/<book>/imports", may=in_book(Deed.IMPORT), again=pages.index)
def receive(visit: BookVisit) -> Response:
    """Keep a file; a small one is read once it is kept, outside the transaction, a large one by the work list."""
    name, content = _upload()
    seat, session = visit.seat, visit.session
    batch = receiving.keep(session, seat, name, content, clock.now())
    reads_itself = len(content) <= working.INLINE_BYTES
    working.ask_to_read(session, seat.book_id, batch.batch_id, at_once=not reads_itself)
    if reads_itself:
        house = database()
        session.afterwards(lambda: receiving.read(house, seat.book_id, batch.batch_id))
    return see_other(_to(visit, id_text(batch.batch_id)))


@area.post("/books/<book>/imports/<batch>/decide", may=in_book(Deed.IMPORT), again=pages.review)
def decide(visit: BookVisit, batch: str) -> Response:
    """Keep the answers given so far."""
    reviewing.decide(visit.session, visit.seat, read_id(batch), answers.read(Fields(request.form)))
    return see_other(_to(visit, batch))


@area.post("/books/<book>/imports/<batch>/rows/<n>", may=in_book(Deed.IMPORT), again=pages.row)
def decide_row(visit: BookVisit, batch: str, n: str) -> Response:
    """Say what becomes of one row."""
    answer = answers.read_row(Fields(request.form))
    reviewing.decide_row(visit.session, visit.seat, read_id(batch), pages.row_number(n), answer)
    return see_other(_to(visit, batch))


@area.post("/books/<book>/imports/<batch>/confirm", may=in_book(Deed.IMPORT), again=pages.review)
def confirm(visit: BookVisit, batch: str) -> Response:
    """Record the batch with the answers in sight."""
    said = answers.read(Fields(request.form))
    working.confirm(visit.session, visit.seat, read_id(batch), said, clock.now())
    return see_other(_to(visit, batch))


@area.post("/books/<book>/imports/<batch>/undo", may=in_book(Deed.IMPORT))
def undo(visit: BookVisit, batch: str) -> Response:
    """Put the whole batch back."""
    working.put_back(visit.session, visit.seat, read_id(batch), clock.now())
    return see_other(_to(visit, batch))


@area.post("/books/<book>/imports/<batch>/go-on", may=in_book(Deed.IMPORT))
def go_on(visit: BookVisit, batch: str) -> Response:
    """Go on with what was stopped."""
    working.go_on(visit.session, visit.seat, read_id(batch))
    return see_other(_to(visit, batch))


def _upload() -> tuple[str, bytes]:
    """The name and bytes of the file sent. Raises: Needed, FileTooLarge."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Needed(field="file")
    content = sent.stream.read(IMPORT_BYTES + 1)
    if len(content) > IMPORT_BYTES:
        raise FileTooLarge(limit=IMPORT_BYTES >> 20, field="file")
    return "".join(c for c in sent.filename if c.isprintable()), content


def _to(visit: BookVisit, batch: str) -> str:
    return url_for("imports.review", book=id_text(visit.seat.book_id), batch=batch)
