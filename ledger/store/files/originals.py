"""The files themselves, kept by their digest in pieces of the database."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.tables.files import BankFilePieceRow, BankFileRow, BatchRow, ImportRowRow

PIECE = 1 << 20
"""Bytes of one piece."""

_file, _piece = table(BankFileRow), table(BankFilePieceRow)
_batch, _row = table(BatchRow), table(ImportRowRow)


def keep(session: Session, book_id: int, digest: bytes, content: bytes, now: datetime) -> None:
    """Keep a file's bytes under their digest (32 bytes); kept once, however often it is brought."""
    values = {"book_id": book_id, "digest": digest, "size": len(content), "kept_at": now}
    session.run(insert(session, _file).values(values).on_conflict_do_nothing())
    adding = insert(session, _piece).on_conflict_do_nothing()
    for n, at in enumerate(range(0, len(content), PIECE)):
        piece = {"book_id": book_id, "digest": digest, "n": n, "content": content[at : at + PIECE]}
        session.run(adding, [piece])


def content_of(session: Session, book_id: int, digest: bytes) -> bytes:
    """A file's bytes; empty where they were not kept or were erased."""
    whole, n = BytesIO(), 0
    while (piece := _piece_of(session, book_id, digest, n)) is not None:
        whole.write(piece)
        n += 1
    return whole.getvalue()


def _piece_of(session: Session, book_id: int, digest: bytes, n: int) -> bytes | None:
    row = session.first(
        sa.select(_piece.c.content).where(_piece.c.book_id == book_id, _piece.c.digest == digest, _piece.c.n == n)
    )
    return None if row is None else bytes(row.content)


def drop(session: Session, book_id: int, digest: bytes) -> None:
    """Let a file's bytes go; that it was brought remains."""
    session.run(sa.delete(_piece).where(_piece.c.book_id == book_id, _piece.c.digest == digest))


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
