"""Files in the database, known by their digest, kept in pieces: a backup holds them, erasing their book takes them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.upsert import insert

PIECE = 1 << 20
"""Bytes of one piece."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A pair of tables that keep files: what each is (`file`), and its bytes (`piece`)."""

    file: sa.Table
    piece: sa.Table

    def keep(self, session: Session, book_id: int, digest: bytes, content: bytes, **about: Any) -> None:
        """Keep a file's bytes under their digest (32 bytes); kept once, however often it is brought."""
        values = {"book_id": book_id, "digest": digest, "size": len(content), **about}
        session.run(insert(session, self.file).values(values).on_conflict_do_nothing())
        adding = insert(session, self.piece).on_conflict_do_nothing()
        for n, at in enumerate(range(0, len(content), PIECE)):
            piece = {"book_id": book_id, "digest": digest, "n": n, "content": content[at : at + PIECE]}
            session.run(adding, [piece])

    def content_of(self, session: Session, book_id: int, digest: bytes) -> bytes:
        """A file's bytes; empty where they were not kept or were erased."""
        whole, n = BytesIO(), 0
        while (piece := self._piece_of(session, book_id, digest, n)) is not None:
            whole.write(piece)
            n += 1
        return whole.getvalue()

    def drop(self, session: Session, book_id: int, digest: bytes) -> None:
        """Let a file's bytes go; that it was brought remains."""
        one = self.piece.c
        session.run(sa.delete(self.piece).where(one.book_id == book_id, one.digest == digest))

    def _piece_of(self, session: Session, book_id: int, digest: bytes, n: int) -> bytes | None:
        one = self.piece.c
        asked = sa.select(one.content).where(one.book_id == book_id, one.digest == digest, one.n == n)
        row = session.first(asked)
        return None if row is None else bytes(row.content)
