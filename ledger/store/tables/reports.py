"""Rows of what reports keep: statements saved under a name."""

from __future__ import annotations

from typing import Any

from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Flag, Json, Line, Name, Salt, Small
from ledger.plumbing.rows import col, key, owned_by, owned_key


class SavedReportRow(SQLModel, table=True):
    """A statement saved under a name: which one, and what its address says.

    `member_id` made it; it is theirs alone unless `is_shared`.
    """

    __tablename__ = "saved_report"
    __table_args__ = (owned_key("member", "book_id", "member_id"), owned_by("book"))
    book_id: int = key()
    report_id: int = key()
    member_id: int = col(Big)
    is_shared: bool = col(Flag, False)
    is_pinned: bool = col(Flag, False)
    name: str = col(Line)
    statement: str = col(Name)
    said: Any = col(Json)
    position: int = col(Small, 0)
    closed: bool = col(Flag, False)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)
