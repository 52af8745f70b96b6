"""Taking a whole batch back: what its rows became is reversed in chunks, each a transaction with one row in the log.

An entry that was amended since goes with it. Its rows are forgotten, so that the file may be imported again.
"""

from __future__ import annotations

from datetime import datetime

from ledger.domain.books.book import Seat
from ledger.domain.books.sums import tallies
from ledger.kernel.chain import one_or_joined
from ledger.kernel.limits import IMPORT_CHUNK
from ledger.plumbing.db import Session
from ledger.services.books.bookkeeping import content_digest, moved
from ledger.services.books.keeping import mirrored
from ledger.store.books import accounts, books, entries, log, sums
from ledger.store.books.entries import Kept
from ledger.store.files import batches, bulk, seen
from ledger.store.files.batches import Batch, State

_NOTHING_MADE = (State.READING, State.REVIEW)
_SOMETHING_MADE = (State.POSTING, State.POSTED)


def begin(session: Session, seat: Seat, batch_id: int) -> Batch:
    """Let a batch be taken back; one that made nothing is put away at once, one that is undone stays so.

    Raises: Missing, BookClosed, MonthLocked where something of it lies in a closed month.
    """
    log.lock(session, seat.book_id)
    batch = batches.get(session, seat.book_id, batch_id)
    if batch.state in _NOTHING_MADE:
        batches.change(session, seat.book_id, batch_id, state=State.UNDONE.value)
    elif batch.state in _SOMETHING_MADE:
        _count, earliest = bulk.still_standing(session, seat.book_id, batch_id)
        if earliest is not None:
            books.load(session, [seat.book_id])[seat.book_id].check_open_on(earliest)
        batches.change(session, seat.book_id, batch_id, state=State.UNDOING.value)
    return batches.get(session, seat.book_id, batch_id)


def undo_next(session: Session, seat: Seat, batch_id: int, now: datetime, limit: int = IMPORT_CHUNK) -> bool:
    """Reverse what the next rows of a batch became, at most `limit`; whether there may be more.

    Raises: Missing, BookClosed, MonthLocked; nothing was written then.
    """
    head = log.lock(session, seat.book_id)
    batch = batches.get(session, seat.book_id, batch_id)
    if batch.state is not State.UNDOING:
        return False
    book = books.load(session, [seat.book_id])[seat.book_id]
    standing = bulk.standing_of_batch(session, seat.book_id, batch_id, limit)
    for one in standing:
        book.check_open_on(one.entry.on)
    if standing:
        _reverse(session, seat, batch_id, standing, head, now)
        batches.change(session, seat.book_id, batch_id, reversed=batch.reversed + len(standing))
    if len(standing) < limit:
        seen.forget(session, seat.book_id, batch_id)
        batches.change(session, seat.book_id, batch_id, state=State.UNDONE.value)
    return len(standing) == limit


def _reverse(
    session: Session, seat: Seat, batch_id: int, standing: list[Kept], head: log.Head, now: datetime
) -> None:
    undone = [mirrored(one, seat, head.seq + 1, now) for one in standing]
    known = accounts.load(session, seat.book_id)
    entries.append(session, seat.book_id, undone)
    bulk.assert_balanced(session, seat.book_id, undone[0].entry_id, undone[-1].entry_id)
    bulk.fall(session, seat.book_id, standing)
    sums.change(session, seat.book_id, tallies(moved(one, known) for one in undone))
    digest = one_or_joined([content_digest(one) for one in undone])
    act = log.Act(now, seat.actor, seat.actor_kind, "undo_import", "batch", (), digest, batch_id)
    log.append(session, seat.book_id, head, act)
