"""Work of imports that outlasts a request: reading a large file, posting and undoing large batches.

Posting and undoing are one piece of work per chunk, done in the transaction that marks the piece done and asks for
the next: stopped anywhere, they go on after the last whole chunk.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from ledger.domain.books.book import Seat
from ledger.kernel.errors import HouseError, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock, work
from ledger.plumbing.db import Database, Session
from ledger.services.files import posting, receiving, reckoning, reviewing, undoing
from ledger.services.files.refusing import problem_of
from ledger.services.files.reviewing import Answers
from ledger.store.books import books
from ledger.store.files import batches
from ledger.store.files.batches import State

READ, POST, UNDO = "imports.read", "imports.post", "imports.undo"
INLINE_ROWS = 2_000
"""Rows a request records or takes back itself; more are left to the work list."""

INLINE_BYTES = 2 * 1024 * 1024
"""Bytes of a file a request reads itself."""

PATIENCE = timedelta(minutes=1)
"""How long a request that reads a file itself is given before somebody else does."""


def ask_to_read(session: Session, book_id: int, batch_id: int, *, at_once: bool) -> None:
    """Ask for a kept file to be read; not `at_once` where the request means to read it itself."""
    due = None if at_once else clock.now() + PATIENCE
    work.enqueue(session, READ, _payload(book_id, batch_id), due)


def ask_to_post(session: Session, book_id: int, batch_id: int) -> None:
    """Ask for the next chunk of a batch to be posted."""
    work.enqueue(session, POST, _payload(book_id, batch_id))


def ask_to_undo(session: Session, book_id: int, batch_id: int) -> None:
    """Ask for the next chunk of a batch to be taken back."""
    work.enqueue(session, UNDO, _payload(book_id, batch_id))


def confirm(session: Session, seat: Seat, batch_id: int, answers: Answers, now: datetime) -> None:
    """Record a batch with the answers given: at once where it is small, else chunk by chunk in the work list.

    A batch that is no longer in review is left as it stands. Raises: Missing, BookClosed, TooManyAccounts, and
    what the answers' checks raise.
    """
    if batches.get(session, seat.book_id, batch_id).state is not State.REVIEW:
        return
    reviewing.decide(session, seat, batch_id, answers)
    batch = posting.begin(session, seat, batch_id, now)
    if reckoning.reckon(batch)["created"].rows > INLINE_ROWS:
        ask_to_post(session, seat.book_id, batch_id)
        return
    while posting.post_next(session, seat, batch_id, now):
        pass


def put_back(session: Session, seat: Seat, batch_id: int, now: datetime) -> None:
    """Take a batch back: at once where it is small, else chunk by chunk in the work list.

    Raises: Missing, BookClosed, MonthLocked.
    """
    batch = undoing.begin(session, seat, batch_id)
    batches.change(session, seat.book_id, batch_id, problem=None)
    if batch.posted > INLINE_ROWS:
        ask_to_undo(session, seat.book_id, batch_id)
        return
    while undoing.undo_next(session, seat, batch_id, now):
        pass


def go_on(session: Session, seat: Seat, batch_id: int) -> None:
    """Ask again for what was stopped; nothing where nothing was. Raises: Missing."""
    batch = batches.get(session, seat.book_id, batch_id)
    asking = {State.POSTING: ask_to_post, State.UNDOING: ask_to_undo}.get(batch.state)
    if asking is not None:
        batches.change(session, seat.book_id, batch_id, problem=None)
        asking(session, seat.book_id, batch_id)
    elif batch.state is State.READING:
        ask_to_read(session, seat.book_id, batch_id, at_once=True)


def seat_of_batch(session: Session, book_id: int, batch_id: int) -> Seat:
    """The seat of whoever brought a batch, for work done on their behalf. Raises: Missing."""
    session.allow_books([book_id])
    batch = batches.get(session, book_id, batch_id)
    book = books.load(session, [book_id]).get(book_id)
    member = next((one for one in books.members(session, book_id) if one.member_id == batch.member), None)
    if book is None or member is None:
        raise Missing()
    return Seat(book, member, member.member_id, batch.actor_kind)


@work.outside(READ)
def _read(database: Database, payload: work.Payload) -> None:
    book_id, batch_id = _ids(payload)
    try:
        receiving.read(database, book_id, batch_id)
    except HouseError as error:
        # A file that is no bill is said on the batch; an erased book has nothing left to read.
        del error


@work.within(POST)
def _post(session: Session, payload: work.Payload) -> None:
    book_id, batch_id = _ids(payload)
    try:
        if posting.post_next(session, seat_of_batch(session, book_id, batch_id), batch_id, clock.now()):
            ask_to_post(session, book_id, batch_id)
    except HouseError as error:
        batches.change(session, book_id, batch_id, problem=problem_of(error))


@work.within(UNDO)
def _undo(session: Session, payload: work.Payload) -> None:
    book_id, batch_id = _ids(payload)
    try:
        if undoing.undo_next(session, seat_of_batch(session, book_id, batch_id), batch_id, clock.now()):
            ask_to_undo(session, book_id, batch_id)
    except HouseError as error:
        batches.change(session, book_id, batch_id, problem=problem_of(error))


def _payload(book_id: int, batch_id: int) -> dict[str, str]:
    return {"book": id_text(book_id), "batch": id_text(batch_id)}


def _ids(payload: work.Payload) -> tuple[int, int]:
    return read_id(payload["book"]), read_id(payload["batch"])
