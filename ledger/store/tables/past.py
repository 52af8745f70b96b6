"""Rows of looking back: what accounts said before they were amended."""

from __future__ import annotations

from typing import Any

from sqlmodel import SQLModel

from ledger.plumbing.columns import Json
from ledger.plumbing.rows import col, key, owned_by, owned_key


class AccountPastRow(SQLModel, table=True):
    """What an account said until the deed `until_seq` amended it: the content its earlier deed was digested from.

    `said` is null where that deed opened it.
    """

    __tablename__ = "account_past"
    __table_args__ = (owned_key("account", "book_id", "account_id"), owned_by("book"))
    book_id: int = key()
    account_id: int = key()
    until_seq: int = key()
    said: Any = col(Json, optional=True)
