"""Rows of what is spread over months."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Day, Instant, Name
from ledger.plumbing.rows import col, key, owned_by, owned_key


class SpreadRow(SQLModel, table=True):
    """A sum that is spread, beside the planned item of its number, which holds the parts and their turns.

    `thing_id` is the entry it began from, which became `amended_id` from `was_entry`; `cost` and `residual` are minor
    units. `ended` tells how it ended early, by the entry `end_thing` where there is one.
    """

    __tablename__ = "spread"
    __table_args__ = (owned_key("scheduled", "book_id", "item_id"), owned_by("book"))
    book_id: int = key()
    item_id: int = key()
    thing_id: int = col(Big)
    was_entry: int = col(Big)
    amended_id: int = col(Big)
    how: str = col(Name)
    first_day: date = col(Day)
    cost: int = col(Big)
    residual: int = col(Big)
    ended: str | None = col(Name, optional=True)
    ended_at: datetime | None = col(Instant, optional=True)
    end_thing: int | None = col(Big, optional=True)
