"""Rows of planning: what is known to come, what may be spent, what is to be saved."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Code, Day, Flag, Instant, Json, Line, Name, Salt, Small, Unit
from ledger.plumbing.rows import col, key, owned_by, owned_key


class ScheduledRow(SQLModel, table=True):
    """Money known to come or go on a day: rent, a salary, a planned purchase.

    `repeats` is `once`, `weekly`, `monthly`, `yearly` or `rule`; `rule` holds what that needs besides. `times` and
    `total_minor` are where it ends, and `planner` is the member it acts for where it acts by itself.
    """

    __tablename__ = "scheduled"
    __table_args__ = (
        owned_key("book", "book_id"),
        owned_key("account", "book_id", "account_id"),
        owned_key("account", "book_id", "category_id", parent_columns=("book_id", "account_id")),
        owned_by("book"),
    )
    book_id: int = key()
    item_id: int = key()
    name: str = col(Line)
    verb: str = col(Name)
    account_id: int = col(Big)
    category_id: int | None = col(Big, optional=True)
    minor: int = col(Big)
    currency: str = col(Unit)
    next_day: date | None = col(Day, optional=True)
    repeats: str = col(Name)
    rule: Any = col(Json)
    ends_on: date | None = col(Day, optional=True)
    mode: str = col(Name, "remind")
    closed: bool = col(Flag, False)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)
    times: int | None = col(Big, optional=True)
    total_minor: int | None = col(Big, optional=True)
    planner: int | None = col(Big, optional=True)


class TurnRow(SQLModel, table=True):
    """One turn of a scheduled item: its key lets a day of an item be recorded once, whoever tries.

    `state` is waiting, recorded or left_out; `thing_id` the entry in the journal, `problem` why it waits.
    """

    __tablename__ = "scheduled_turn"
    __table_args__ = (
        sa.Index(None, "book_id", "state", "on_day"),
        sa.Index(None, "book_id", "by_itself", "at"),
        owned_key("scheduled", "book_id", "item_id"),
        owned_by("book"),
    )
    book_id: int = key()
    item_id: int = key()
    on_day: date = key(Day)
    state: str = col(Name)
    minor: int = col(Big)
    currency: str = col(Unit)
    thing_id: int | None = col(Big, optional=True)
    problem: Any = col(Json, optional=True)
    by_itself: bool = col(Flag, False)
    at: datetime = col(Instant)


class ProposalRow(SQLModel, table=True):
    """Something offered to a book as a draft: accounts, entries and planned items, recorded whole or not at all.

    Only the member it is for sees it. `origin` tells what it came from in the proposer's own words; `state` is
    draft, recorded or dropped.
    """

    __tablename__ = "proposal"
    __table_args__ = (owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    proposal_id: int = key()
    member_id: int = col(Big)
    title: str = col(Line)
    origin: str = col(Name)
    origin_id: int = col(Big)
    body: Any = col(Json)
    state: str = col(Name)
    recorded_seq: int | None = col(Big, optional=True)
    made_at: datetime = col(Instant)
    state_at: datetime = col(Instant)


class BudgetRow(SQLModel, table=True):
    """Spending that is watched, in the home currency. `limits` holds each limit with the day it counts from;
    `project_id` and `tag_id` narrow it to what is gathered there.

    `every` is `week`, `month`, `year` or `whole`; `anchor` the weekday or day of month its turns begin on.
    """

    __tablename__ = "budget"
    __table_args__ = (
        owned_key("book", "book_id"),
        owned_key("member", "book_id", "member_id"),
        owned_by("book"),
    )
    book_id: int = key()
    budget_id: int = key()
    name: str = col(Line)
    member_id: int | None = col(Big, optional=True)
    limits: Any = col(Json)
    currency: str = col(Code)
    every: str = col(Name)
    since: date = col(Day)
    anchor: int = col(Small)
    until_day: date | None = col(Day, optional=True)
    rollover: str = col(Name)
    closed: bool = col(Flag, False)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)
    project_id: int | None = col(Big, optional=True)
    tag_id: int | None = col(Big, optional=True)


class BudgetCategoryRow(SQLModel, table=True):
    """A category a budget watches, with all under it; a budget without any watches all spending."""

    __tablename__ = "budget_category"
    __table_args__ = (
        owned_key("budget", "book_id", "budget_id"),
        owned_key("account", "book_id", "account_id"),
        owned_by("book"),
    )
    book_id: int = key()
    budget_id: int = key()
    account_id: int = key()


class GoalRow(SQLModel, table=True):
    """An amount to be in an account by a day."""

    __tablename__ = "goal"
    __table_args__ = (
        owned_key("book", "book_id"),
        owned_key("account", "book_id", "account_id"),
        owned_by("book"),
    )
    book_id: int = key()
    goal_id: int = key()
    name: str = col(Line)
    account_id: int = col(Big)
    minor: int = col(Big)
    currency: str = col(Unit)
    since: date = col(Day)
    by_day: date = col(Day)
    closed: bool = col(Flag, False)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)
