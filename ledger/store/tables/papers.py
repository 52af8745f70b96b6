"""Rows of attached files: each by its digest, its bytes in pieces, what it is attached to, whether it still is."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Digest, Flag, Instant, Line, Name, Salt
from ledger.plumbing.rows import col, key, owned_by, owned_key


class PaperRow(SQLModel, table=True):
    """A picture or PDF, known by the SHA-256 of its bytes. `size` counts bytes, `width` and `height` pixels."""

    __tablename__ = "paper"
    __table_args__ = (owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    digest: bytes = key(Digest)
    size: int = col(Big)
    kept_at: datetime = col(Instant)
    width: int = col(Big, 0)
    height: int = col(Big, 0)
    thumb: bytes | None = col(sa.LargeBinary(), optional=True)


class PaperPieceRow(SQLModel, table=True):
    """A run of a file's bytes; the pieces in order of `n` are the file."""

    __tablename__ = "paper_piece"
    __table_args__ = (owned_key("paper", "book_id", "digest"), owned_by("book"))
    book_id: int = key()
    digest: bytes = key(Digest)
    n: int = key()
    content: bytes = col(sa.LargeBinary())


class AttachmentRow(SQLModel, table=True):
    """A file attached to a thing of the journal. It never changes but by erasing: no name, digest and salt then."""

    __tablename__ = "attachment"
    __table_args__ = (
        sa.Index(None, "book_id", "thing_id"),
        sa.Index(None, "book_id", "digest"),
        owned_key("paper", "book_id", "digest"),
        owned_key("entry", "book_id", "thing_id", parent_columns=("book_id", "entry_id")),
        owned_by("book"),
    )
    book_id: int = key()
    attachment_id: int = key()
    thing_id: int = col(Big)
    digest: bytes | None = col(Digest, optional=True)
    name: str = col(Line, "")
    kind: str = col(Name)
    size: int = col(Big)
    member: int | None = col(Big, optional=True)
    at: datetime = col(Instant)
    salt: bytes | None = col(Salt, optional=True)
    erased_at: datetime | None = col(Instant, optional=True)


class AttachmentMarkRow(SQLModel, table=True):
    """That a file was attached, taken away or put back by the deed `seq`; the last of them holds."""

    __tablename__ = "attachment_mark"
    __table_args__ = (owned_key("attachment", "book_id", "attachment_id"), owned_by("book"))
    book_id: int = key()
    attachment_id: int = key()
    seq: int = key()
    stands: bool = col(Flag)
    member: int | None = col(Big, optional=True)
    at: datetime = col(Instant)
