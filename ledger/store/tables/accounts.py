"""Rows of checks: what was said of an account, and which deeds put the books right for it."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.kernel.limits import MINOR_MAX
from ledger.plumbing.columns import Big, Day, Instant, Salt, Unit
from ledger.plumbing.rows import col, key, owned_by, owned_key


class CheckRow(SQLModel, table=True):
    """What somebody said an account holds at the end of a day. Rows never change: triggers say so.

    A row that `takes_back` another says that the other was said by mistake; it repeats what it takes back.
    """

    __tablename__ = "account_check"
    __table_args__ = (
        sa.CheckConstraint(f"minor BETWEEN -{MINOR_MAX} AND {MINOR_MAX}", name="minor_in_bounds"),
        sa.UniqueConstraint("book_id", "takes_back"),
        sa.Index(None, "book_id", "account_id", "on_day"),
        owned_key("account", "book_id", "account_id"),
        owned_key("account_check", "book_id", "takes_back", parent_columns=("book_id", "check_id")),
        owned_by("book"),
    )
    book_id: int = key()
    check_id: int = key()
    seq: int = col(Big)
    account_id: int = col(Big)
    on_day: date = col(Day)
    minor: int = col(Big)
    currency: str = col(Unit)
    member_id: int | None = col(Big, optional=True)
    at: datetime = col(Instant)
    takes_back: int | None = col(Big, optional=True)
    salt: bytes = col(Salt)


class CheckFixRow(SQLModel, table=True):
    """A deed done to an entry because of a check: `seq` is the deed's, by which it is undone."""

    __tablename__ = "check_fix"
    __table_args__ = (
        owned_key("account_check", "book_id", "check_id"),
        owned_key("entry", "book_id", "thing_id", parent_columns=("book_id", "entry_id")),
        owned_by("book"),
    )
    book_id: int = key()
    check_id: int = key()
    seq: int = key()
    thing_id: int = col(Big)
