"""The files themselves, kept by their digest in pieces of the database."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.files.pieces import Pieces
from ledger.store.tables.files import BankFilePieceRow, BankFileRow, BatchRow, ImportRowRow

_files = Pieces(table(BankFileRow), table(BankFilePieceRow))
_batch, _row = table(BatchRow), table(ImportRowRow)


def keep(session: Session, book_id: int, digest: bytes, content: bytes, now: datetime) -> None:
    """Keep a file's bytes under their digest (32 bytes); kept once, however often it is brought."""
    _files.keep(session, book_id, digest, content, kept_at=now)


def content_of(session: Session, book_id: int, digest: bytes) -> bytes:
    """A file's bytes; empty where they were not kept or were erased."""
    return _files.content_of(session, book_id, digest)


def drop(session: Session, book_id: int, digest: bytes) -> None:
    """Let a file's bytes go; that it was brought remains."""
    _files.drop(session, book_id, digest)


def forget_words(session: Session, book_id: int, member_id: int) -> int:
    """Erase the words of every file a member brought: its bytes, its name, its rows' texts. How many batches.

    Digests, days and amounts remain, as figures do. The bytes of a file somebody else brought too remain theirs.
    """
    theirs = sa.and_(_batch.c.book_id == book_id, _batch.c.member == member_id)
    found = session.rows(sa.select(_batch.c.batch_id, _batch.c.digest).where(theirs))
    others = _brought_by_others(session, book_id, member_id)
    for one in found:
        if bytes(one.digest) not in others:
            drop(session, book_id, one.digest)
        session.run(
            sa.update(_row)
            .where(_row.c.book_id == book_id, _row.c.batch_id == one.batch_id)
            .values(cells=[], source="", target="", payee="", note="", kind="", bank_id="", refers="", facts=None)
        )
    session.run(sa.update(_batch).where(theirs).values(name="", mapping={}))
    return len(found)


def _brought_by_others(session: Session, book_id: int, member_id: int) -> set[bytes]:
    found = session.rows(sa.select(_batch.c.digest).where(_batch.c.book_id == book_id, _batch.c.member != member_id))
    return {bytes(row.digest) for row in found}
