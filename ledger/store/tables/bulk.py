"""Rows of what is done at once: entries that moved between ledgers, and saved templates."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Flag, Json, Line, Salt, Small
from ledger.plumbing.rows import col, key, owned_by, owned_key


class MovedRow(SQLModel, table=True):
    """A thing that left for another book, or came from one: each of the two has its own row. It never changes.

    `seq` is the deed that did it here, and the other book's own ids stand beside it as plain numbers.
    """

    __tablename__ = "moved_thing"
    __table_args__ = (sa.Index(None, "book_id", "seq"), owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    thing_id: int = key()
    other_book: int = key()
    other_thing: int = key()
    came: bool = col(Flag)
    seq: int = col(Big)


class StencilRow(SQLModel, table=True):
    """An entry kept as a template: the fields of the sheet as they were said, under a name.

    `member_id` made it; it is theirs alone unless `is_shared`.
    """

    __tablename__ = "stencil"
    __table_args__ = (owned_key("member", "book_id", "member_id"), owned_by("book"))
    book_id: int = key()
    stencil_id: int = key()
    member_id: int = col(Big)
    is_shared: bool = col(Flag, False)
    name: str = col(Line)
    said: Any = col(Json)
    position: int = col(Small, 0)
    closed: bool = col(Flag, False)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)
