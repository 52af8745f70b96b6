"""A file comes in: kept by its digest, read outside any write, and its rows staged with a verdict each.

Rows are staged in pieces, each in its own short transaction. A batch that was stopped half read is read anew from
the kept file; of two readers at once the one that began later goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from itertools import islice

from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.books.search import folded
from ledger.domain.files.bills.reading import Reading
from ledger.domain.files.bills.review import review
from ledger.kernel.errors import HouseError, Missing
from ledger.kernel.ids import new_id
from ledger.kernel.limits import IMPORT_CHUNK, LINE_MAX
from ledger.plumbing.db import Database, Session
from ledger.services.files import categories, places
from ledger.services.files.apart import read_bill
from ledger.services.files.refusing import problem_of
from ledger.services.files.staging import Stager
from ledger.store.books import accounts, books, log
from ledger.store.files import batches, matching, originals, rows, seen
from ledger.store.files.batches import Batch, State
from ledger.store.files.rows import Decision

ASKED_AT_ONCE = 1_000
"""Payments asked for in one statement."""


def keep(session: Session, seat: Seat, name: str, content: bytes, now: datetime) -> Batch:
    """Keep a file and begin a batch of it; nothing is read yet. Raises: BookClosed."""
    if seat.book.closed:
        raise BookClosed()
    digest = hashlib.sha256(content).digest()
    originals.keep(session, seat.book_id, digest, content, now)
    batch = Batch(
        new_id(), digest, name[:LINE_MAX], State.READING, seat.member.member_id, seat.actor_kind, now
    )
    batches.add(session, seat.book_id, batch)
    return batch


def read(database: Database, book_id: int, batch_id: int) -> None:
    """Read a kept file into its batch, unless that was done.

    Raises: what `read_bill` raises; the batch has failed then and says why.
    """
    with database.transaction(write=False) as session:
        session.allow_books([book_id])
        batch = batches.get(session, book_id, batch_id)
        if batch.state is not State.READING:
            return
        content = originals.content_of(session, book_id, batch.digest)
    try:
        reading = read_bill(content, batch.name)
    except HouseError as error:
        _fail(database, book_id, batch, error)
        raise
    stage(database, book_id, batch_id, reading)


def stage(database: Database, book_id: int, batch_id: int, reading: Reading) -> None:
    """Stage a reading's rows with their verdicts and let the batch wait for review."""
    stager = _stager(database, book_id, reading)
    found = review(reading, partial(_recorded, database, book_id))
    stager = replace(stager, payments=found.payments)
    outcomes = enumerate(found)
    reached = -1
    while reached < len(reading.rows) - 1 or reached < 0:
        piece = [stager.row(n, outcome) for n, outcome in islice(outcomes, IMPORT_CHUNK)]
        with database.transaction() as session:
            if not _is_ours(session, book_id, batch_id, reached if reached >= 0 else None):
                return
            if reached < 0:
                _begin(session, book_id, batch_id, reading)
            rows.stage(session, book_id, batch_id, piece)
            reached += len(piece)
            batches.change(session, book_id, batch_id, reached=reached)
            if reached >= len(reading.rows) - 1:
                _finish(session, book_id, batch_id, reading)
                return


def recount(session: Session, book_id: int, batch_id: int) -> None:
    """Count and sum a batch's rows again, for all to read."""
    counted = [asdict(share) for share in rows.tallies(session, book_id, batch_id)]
    batches.change(session, book_id, batch_id, counts=counted)


def _stager(database: Database, book_id: int, reading: Reading) -> Stager:
    """What rows are staged with, read before the first of them."""
    with database.transaction(write=False) as session:
        book = books.load(session, [book_id]).get(book_id)
        if book is None:
            raise Missing()
        known = accounts.load(session, book_id)
        names = {folded(name)[:LINE_MAX] for name in reading.survey.payees if name}
        habits = matching.habits(session, book_id, names, known)
        earlier = _recorded_payments(session, book_id, sorted(reading.survey.named))
    return Stager(book, categories.guesser(known, habits), earlier, {})


def _recorded(database: Database, book_id: int, identities: Sequence[bytes]) -> set[bytes]:
    with database.transaction(write=False) as session:
        session.allow_books([book_id])
        return seen.among(session, book_id, identities)


def _recorded_payments(session: Session, book_id: int, bank_ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in range(0, len(bank_ids), ASKED_AT_ONCE):
        found |= rows.categories_of_payments(session, book_id, bank_ids[at : at + ASKED_AT_ONCE])
    return found


def _is_ours(session: Session, book_id: int, batch_id: int, reached: int | None) -> bool:
    """Whether the batch is still being read, and by nobody but us since our last piece."""
    session.allow_books([book_id])
    log.lock(session, book_id)
    batch = batches.get(session, book_id, batch_id)
    return batch.state is State.READING and reached in (None, batch.reached)


def _begin(session: Session, book_id: int, batch_id: int, reading: Reading) -> None:
    rows.clear(session, book_id, batch_id)
    batches.change(
        session, book_id, batch_id, format=reading.format, variant=reading.variant, encoding=reading.encoding,
        headers=list(reading.headers),
    )  # fmt: skip


def _finish(session: Session, book_id: int, batch_id: int, reading: Reading) -> None:
    """Mark what may be recorded by hand already, propose accounts, count, and wait for a person."""
    known = accounts.load(session, book_id)
    spots = {one.account_id for one in known.values() if one.is_place}
    found = matching.twins(session, book_id, batch_id, reading.format, spots)
    rows.mark(
        session, book_id, batch_id,
        [{"n": n, "twin_id": entry_id, "decision": Decision.SAME.value} for n, entry_id in found],
    )  # fmt: skip
    named = places.named(rows.places(session, book_id, batch_id))
    remembered = seen.methods(session, book_id, reading.format)
    mapping = places.propose(reading.format, named, known, remembered)
    batches.change(session, book_id, batch_id, mapping=mapping, reached=-1, state=State.REVIEW.value)
    recount(session, book_id, batch_id)


def _fail(database: Database, book_id: int, batch: Batch, error: HouseError) -> None:
    """A file that is no bill is not kept; that it was brought, and why it was refused, is."""
    with database.transaction() as session:
        session.allow_books([book_id])
        log.lock(session, book_id)
        if batches.move(session, book_id, batch.batch_id, State.FAILED, was=[State.READING]):
            batches.change(session, book_id, batch.batch_id, problem=problem_of(error))
            originals.drop(session, book_id, batch.digest)
