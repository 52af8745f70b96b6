"""A file imported, or a batch undone, from beginning to end without a review: what the command line does.

Each step is a transaction of its own. Stopped anywhere, the same call goes on where it stopped, so that the file is
imported once whatever happens; a batch that can no longer be posted is taken back whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ledger.domain.books.book import Seat
from ledger.kernel.errors import N_, HouseError, Invalid
from ledger.kernel.limits import IMPORT_CHUNK
from ledger.plumbing.db import Database, Session
from ledger.services.files import places, posting, receiving, undoing
from ledger.services.files.apart import read_bill
from ledger.store.books import accounts
from ledger.store.files import batches, rows, seen
from ledger.store.files.batches import Batch, State

Seated = Callable[[Session], Seat]
"""Finds, in a transaction, the seat that imports."""

_UNFINISHED = (State.READING, State.REVIEW, State.POSTING)


class OtherFormat(Invalid):
    """A file of another format than was said."""

    message = N_("This is a file of %(found)s, not of %(said)s.")


class NoSuchAccount(Invalid):
    """A code no account of the book has, or one money cannot be in."""

    message = N_("This ledger has no account “%(code)s” that money can be in.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A file to import: its name and bytes, the account that stands for the wallet, and the format it must have."""

    name: str
    content: bytes
    account: str = ""
    format: str = ""


def import_whole(
    database: Database, seated: Seated, asked: Asked, now: datetime, limit: int = IMPORT_CHUNK
) -> Batch:
    """Import a file, `limit` entries a transaction.

    Raises: what `read_bill` raises, OtherFormat, NoSuchAccount, BookClosed, TooManyAccounts.
    """
    reading = read_bill(asked.content, asked.name)
    if asked.format and reading.format != asked.format:
        raise OtherFormat(found=reading.format, said=asked.format, field="format")
    with database.transaction() as session:
        seat = seated(session)
        own = _own(session, seat, asked.account)
        batch = _unfinished(session, seat, asked.content) or receiving.keep(
            session, seat, asked.name, asked.content, now
        )
    book_id = seat.book_id
    if batch.state is State.READING:
        receiving.stage(database, book_id, batch.batch_id, reading)
    try:
        _begin(database, seated, batch.batch_id, own, now)
        _post(database, seated, batch.batch_id, now, limit)
    except HouseError:
        undo_whole(database, seated, batch.batch_id, now, limit)
        raise
    with database.transaction(write=False) as session:
        return batches.get(session, seated(session).book_id, batch.batch_id)


def undo_whole(
    database: Database, seated: Seated, batch_id: int, now: datetime, limit: int = IMPORT_CHUNK
) -> int:
    """Take a batch back; how many entries this call reversed, 0 a second time.

    Raises: Missing, MonthLocked, BookClosed.
    """
    with database.transaction() as session:
        before = undoing.begin(session, seated(session), batch_id).reversed
    more = True
    while more:
        with database.transaction() as session:
            more = undoing.undo_next(session, seated(session), batch_id, now, limit)
    with database.transaction(write=False) as session:
        return batches.get(session, seated(session).book_id, batch_id).reversed - before


def _begin(database: Database, seated: Seated, batch_id: int, own: int | None, now: datetime) -> None:
    with database.transaction() as session:
        seat = seated(session)
        batch = batches.get(session, seat.book_id, batch_id)
        if batch.state is State.REVIEW:
            _answer(session, seat, batch, own)
        posting.begin(session, seat, batch_id, now, remember_own=own is None)


def _post(database: Database, seated: Seated, batch_id: int, now: datetime, limit: int) -> None:
    more = True
    while more:
        with database.transaction() as session:
            more = posting.post_next(session, seated(session), batch_id, now, limit)


def _answer(session: Session, seat: Seat, batch: Batch, own: int | None) -> None:
    """Answer what a review would ask: nobody says that two things alike are one, and `own` is the wallet."""
    rows.keep_twins(session, seat.book_id, batch.batch_id)
    named = places.named(rows.places(session, seat.book_id, batch.batch_id))
    remembered = seen.methods(session, seat.book_id, batch.format)
    known = accounts.load(session, seat.book_id)
    mapping = places.propose(batch.format, named, known, remembered, own=own)
    batches.change(session, seat.book_id, batch.batch_id, mapping=mapping)


def _unfinished(session: Session, seat: Seat, content: bytes) -> Batch | None:
    """A batch of this very file that the same hand began and did not finish."""
    digest = hashlib.sha256(content).digest()
    found = batches.of_file(session, seat.book_id, digest, _UNFINISHED)
    mine = (seat.member.member_id, seat.actor_kind)
    return next((one for one in found if (one.member, one.actor_kind) == mine), None)


def _own(session: Session, seat: Seat, code: str) -> int | None:
    if not code:
        return None
    known = accounts.load(session, seat.book_id)
    found = next((one for one in known.values() if one.code == code and one.is_place and not one.closed), None)
    if found is None:
        raise NoSuchAccount(code=code[:80], field="account")
    return found.account_id
