"""Rows of what things are worth: a book's own commodities, and the dated table of rates and prices."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Day, Flag, Line, Name, Salt, Small, Unit
from ledger.plumbing.rows import col, key, owned_by, owned_key


class CommodityRow(SQLModel, table=True):
    """Something of a book's own that is counted as money is: its code and digits stay, its name may change."""

    __tablename__ = "commodity"
    __table_args__ = (owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    code: str = key(Unit)
    digits: int = col(Small)
    name: str = col(Line)
    closed: bool = col(Flag, False)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)


class BookRateRow(SQLModel, table=True):
    """What one of a currency or commodity was worth on a day, as canonical text: in home units, or in `unit`.

    `source` is typed, file or entry; null is typed, from before it was kept. `seq` is the deed that wrote it.
    """

    __tablename__ = "book_rate"
    __table_args__ = (
        sa.Index(None, "book_id", "on_day", "currency"),
        owned_key("book", "book_id"),
        owned_by("book"),
    )
    book_id: int = key()
    currency: str = key(Unit)
    on_day: date = key(Day)
    rate: str = col(Name)
    unit: str | None = col(Unit, optional=True)
    source: str | None = col(Name, optional=True)
    seq: int | None = col(Big, optional=True)
