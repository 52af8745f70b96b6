"""Rows of names: tags, which entries bear them, and what a person said of a payee."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Day, Flag, Line, Salt
from ledger.plumbing.rows import col, key, owned_by, owned_key


class TagRow(SQLModel, table=True):
    """A word entries are found and gathered by. `merged_into` is the tag it goes into."""

    __tablename__ = "tag"
    __table_args__ = (sa.UniqueConstraint("book_id", "name_key"), owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    tag_id: int = key()
    name: str = col(Line)
    name_key: str = col(Line)
    closed: bool = col(Flag, False)
    merged_into: int | None = col(Big, optional=True)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)


class EntryTagRow(SQLModel, table=True):
    """An entry bears a tag. Part of the entry: it never changes. `on_day` repeats the entry's."""

    __tablename__ = "entry_tag"
    __table_args__ = (
        sa.Index(None, "book_id", "tag_id", "on_day", "entry_id"),
        owned_key("entry", "book_id", "entry_id"),
        owned_key("tag", "book_id", "tag_id"),
        owned_by("book"),
    )
    book_id: int = key()
    entry_id: int = key()
    tag_id: int = key()
    on_day: date = col(Day)


class PayeeSaidRow(SQLModel, table=True):
    """What a person said of a payee: another name, what is usual with it, into which it goes. Its entries stay."""

    __tablename__ = "payee_said"
    __table_args__ = (
        owned_key("payee", "book_id", "payee_id"),
        owned_key("account", "book_id", "category_id", parent_columns=("book_id", "account_id")),
        owned_key("account", "book_id", "account_id"),
        owned_by("book"),
    )
    book_id: int = key()
    payee_id: int = key()
    called: str | None = col(Line, optional=True)
    closed: bool = col(Flag, False)
    merged_into: int | None = col(Big, optional=True)
    category_id: int | None = col(Big, optional=True)
    account_id: int | None = col(Big, optional=True)
    salt: bytes | None = col(Salt, optional=True)
    version: int = col(Big, 1)
