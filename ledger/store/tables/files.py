"""Rows of bank files: the file itself, the batch made of it, its rows with their provenance, and what is remembered.

A file is kept by its digest, in pieces, so that a backup of the database holds it and erasing its book removes it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Code, Day, Digest, Flag, Instant, Json, Line, Long, Name
from ledger.plumbing.rows import col, key, owned_by, owned_key


class BankFileRow(SQLModel, table=True):
    """A file somebody brought, known by the SHA-256 of its bytes. `size` counts bytes."""

    __tablename__ = "bank_file"
    __table_args__ = (owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    digest: bytes = key(Digest)
    size: int = col(Big)
    kept_at: datetime = col(Instant)


class BankFilePieceRow(SQLModel, table=True):
    """A run of a file's bytes; the pieces in order of `n` are the file."""

    __tablename__ = "bank_file_piece"
    __table_args__ = (owned_key("bank_file", "book_id", "digest"), owned_by("book"))
    book_id: int = key()
    digest: bytes = key(Digest)
    n: int = key()
    content: bytes = col(sa.LargeBinary())


class BatchRow(SQLModel, table=True):
    """One import of one file: where it stands, how its places are mapped, and its counts and sums.

    `reached` is the last row that was posted, `posted` and `reversed` count entries. `problem` says why it failed.
    """

    __tablename__ = "batch"
    __table_args__ = (
        sa.Index(None, "book_id", "digest"),
        owned_key("bank_file", "book_id", "digest"),
        owned_by("book"),
    )
    book_id: int = key()
    batch_id: int = key()
    digest: bytes = col(Digest)
    name: str = col(Line)
    format: str = col(Name, "")
    variant: str = col(Name, "")
    encoding: str = col(Name, "")
    headers: Any = col(Json)
    state: str = col(Name)
    member: int = col(Big)
    actor_kind: str = col(Name)
    made_at: datetime = col(Instant)
    reached: int = col(Big, 0)
    posted: int = col(Big, 0)
    reversed: int = col(Big, 0)
    counts: Any = col(Json)
    mapping: Any = col(Json)
    problem: Any = col(Json, optional=True)


class ImportRowRow(SQLModel, table=True):
    """One row of a file: where it stood, its cells as read, what was understood, decided, and made of it.

    `starts` and `ends` are its half-open byte range. `source` and `target` are places in the bill's own words;
    `source_id` and `target_id` accounts a person chose instead. `twin_id` is an entry recorded by hand that may be
    the same thing; `reason` and `facts` are a refusal's message and what fills it.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        sa.Index(None, "book_id", "entry_id"),
        sa.Index(None, "book_id", "bank_id"),
        owned_key("batch", "book_id", "batch_id"),
        owned_key("entry", "book_id", "entry_id"),
        owned_by("book"),
    )
    book_id: int = key()
    batch_id: int = key()
    n: int = key()
    line: int = col(Big)
    starts: int | None = col(Big, optional=True)
    ends: int | None = col(Big, optional=True)
    cells: Any = col(Json)
    digest: bytes = col(Digest)
    identity: bytes = col(Digest)
    bank_id: str = col(Line)
    on_day: date | None = col(Day, optional=True)
    direction: str = col(Name)
    minor: int | None = col(Big, optional=True)
    currency: str = col(Code)
    fee: int = col(Big, 0)
    what: str = col(Name)
    source: str = col(Line)
    target: str = col(Line)
    payee: str = col(Line)
    note: str = col(Long)
    kind: str = col(Line)
    refers: str = col(Line)
    decision: str = col(Name)
    problem: str | None = col(sa.String(80), optional=True)
    at_column: str = col(Line, "")
    reason: str | None = col(Long, optional=True)
    facts: Any = col(Json, optional=True)
    category_id: int | None = col(Big, optional=True)
    is_guess: bool = col(Flag, False)
    source_id: int | None = col(Big, optional=True)
    target_id: int | None = col(Big, optional=True)
    twin_id: int | None = col(Big, optional=True)
    entry_id: int | None = col(Big, optional=True)


class SeenRow(SQLModel, table=True):
    """A row's identity once it is recorded: the same row in another file adds nothing."""

    __tablename__ = "seen_row"
    __table_args__ = (
        sa.Index(None, "book_id", "batch_id"),
        owned_key("batch", "book_id", "batch_id"),
        owned_key("entry", "book_id", "entry_id"),
        owned_by("book"),
    )
    book_id: int = key()
    identity: bytes = key(Digest)
    batch_id: int = col(Big)
    entry_id: int = col(Big)


class MethodAccountRow(SQLModel, table=True):
    """Which account a place named in a bill is: asked once, remembered."""

    __tablename__ = "method_account"
    __table_args__ = (owned_key("book", "book_id"), owned_key("account", "book_id", "account_id"), owned_by("book"))
    book_id: int = key()
    format: str = key(Name)
    method: str = key(Line)
    account_id: int = col(Big)
