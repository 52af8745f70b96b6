"""A budget and a goal as a program sees them, and what a new one takes."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from ledger.plumbing.api.shape import (
    Amount,
    AmountText,
    Day,
    DayText,
    Id,
    IdText,
    Line,
    Named,
    Page,
    Shape,
    UnitText,
    Version,
)

Every = Literal["week", "month", "year", "whole"]
Rolls = Literal["none", "left", "over", "both"]


class BudgetIn(Shape):
    """A budget, in the ledger's currency.

    `categories` are identifiers or codes, each watched with all under it; none is all spending. `since` is a day of
    its first turn, today unless told; `begins_on` the weekday (1 is Monday) or day of month its turns begin on.
    `until` ends one that lasts a `whole`.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"limit": "4200.00", "categories": ["expense:food:dining", "expense:food:groceries"], "every": "month",
         "begins_on": 15, "rollover": "both"},
    ]})

    limit: Amount
    categories: list[Named] = []
    every: Every = "month"
    begins_on: int = Field(default=1, ge=1, le=31)
    since: Day | None = None
    until: Day | None = None
    rollover: Rolls = "none"
    member: Id | None = None
    name: Line = ""
    project: Id | None = None
    tag: Id | None = None
    """Only what is gathered under a project, or bears a tag: by their identifiers."""


class BudgetAgain(BudgetIn):
    """The same budget put right; `version` is the one that was read."""

    version: Version


class BudgetTurnOut(Shape):
    """One turn: its first day and its last (null where it has none), what may be spent, was spent, is left."""

    since: DayText
    until: DayText | None
    limit: AmountText
    carried: AmountText
    spent: AmountText
    left: AmountText


class BudgetOut(Shape):
    """A budget where it is today.

    `state` is to_come, running, ended, put_away (with all it watches) or nobody (its person has left). `per_day` is
    what is left for each of `days_left`, today among them, rounded down; `unvalued` movements wait for a rate.
    """

    id: IdText
    version: int
    name: str
    currency: UnitText
    categories: list[IdText]
    member: IdText | None
    every: str
    begins_on: int | None
    since: DayText
    until: DayText | None
    rollover: str
    state: str
    turn: BudgetTurnOut
    before: list[BudgetTurnOut]
    days_left: int | None
    per_day: AmountText | None
    unvalued: int
    project: IdText | None
    tag: IdText | None


class Budgets(Page):
    """Budgets, in the order they were made."""

    items: list[BudgetOut]


class GoalIn(Shape):
    """An amount to be in an account (an identifier or code) by a day, in the account's currency."""

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"target": "20000.00", "account": "asset:bank:joint", "by": "2027-07-01", "name": "The sea"},
    ]})

    target: Amount
    account: Named
    by: Day
    name: Line = ""


class GoalAgain(GoalIn):
    """The same goal put right; `version` is the one that was read."""

    version: Version


class GoalOut(Shape):
    """A goal where it is today: what is held, what the straight line would have, what it takes a week and a month.

    `state` is reached, on_track, behind, over or put_away.
    """

    id: IdText
    version: int
    name: str
    account: IdText
    currency: UnitText
    target: AmountText
    since: DayText
    by: DayText
    state: str
    held: AmountText
    due: AmountText
    per_week: AmountText
    per_month: AmountText


class Goals(Page):
    """Goals, by their day."""

    items: list[GoalOut]
