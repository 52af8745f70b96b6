"""Rows of quick entry: what a person put right about a word, in one book."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Instant, Name
from ledger.plumbing.rows import col, key, owned_by, owned_key


class LessonRow(SQLModel, table=True):
    """The category and the account a member gave to a word or a payee that a line was read wrongly by."""

    __tablename__ = "lesson"
    __table_args__ = (
        owned_key("member", "book_id", "member_id"),
        owned_key("account", "book_id", "category_id", parent_columns=("book_id", "account_id")),
        owned_key("account", "book_id", "account_id"),
        owned_by("book"),
    )
    book_id: int = key()
    member_id: int = key()
    word: str = key(Name)
    category_id: int | None = col(Big, optional=True)
    account_id: int | None = col(Big, optional=True)
    taught_at: datetime = col(Instant)
