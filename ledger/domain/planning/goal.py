"""A goal: an amount to be in an account by a day, how much a week or month it takes, and whether one is on track.

On track means on the straight line from what was there when the goal was set to what is wanted on its day. What is
needed a week or a month is rounded up to a whole coin, so that putting by exactly that much suffices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ledger.domain.books.account import LIQUID_PURPOSES, Purpose
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money
from ledger.kernel.period import add_months

PUT_BY = LIQUID_PURPOSES | {Purpose.SAVINGS_GOAL, Purpose.DEPOSIT, Purpose.KITTY, Purpose.MEMBER_POCKET}
"""What accounts are for in which money can be put by."""

_WEEK = 7


class NoTarget(Invalid):
    """An amount of nothing to save, or below it."""

    message = N_("Write how much is to be saved, above zero.")


class DayGoneBy(Invalid):
    """A goal for a day that is not to come."""

    message = N_("Choose a day that is still to come.")


class NotPutBy(Invalid):
    """A goal for what holds no money of one's own, or not any more."""

    message = N_("Choose an account money can be put by in.")


class GoalState(StrEnum):
    """How a goal goes: reached, on track, behind, or its day is over; or its account is put away."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    OVER = "over"
    PUT_AWAY = "put_away"


@dataclass(frozen=True, slots=True)
class Goal:
    """`target` is to be in the account on the day `by`; `since` is the day it was set."""

    goal_id: int
    name: str
    account_id: int
    target: Money
    since: date
    by: date
    closed: bool = False
    version: int = 1

    def content(self) -> dict[str, Any]:
        """What is digested when the goal is written."""
        return {"goal": self.goal_id, "name": self.name, "account": self.account_id, "minor": self.target.minor,
                "currency": self.target.currency, "since": self.since, "by": self.by, "closed": self.closed}


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a goal is on a day; minor units. `due` is what the straight line would have there by now."""

    held: int
    target: int
    due: int
    state: GoalState
    days: int
    per_week: int
    per_month: int

    @property
    def rest(self) -> int:
        """What is still missing."""
        return max(self.target - self.held, 0)

    @property
    def behind(self) -> int:
        """How far below the line."""
        return max(self.due - self.held, 0)


def checked_goal(goal: Goal, today: date) -> Goal:
    """The goal. Raises: NoTarget, DayGoneBy."""
    if goal.target.minor <= 0:
        raise NoTarget(field="target")
    if goal.by <= today:
        raise DayGoneBy(field="by")
    return goal


def progress(goal: Goal, today: date, begun: int, held: int, *, is_put_away: bool = False) -> Progress:
    """Where a goal is: `begun` was in its account when it was set, `held` is there now; minor units."""
    target, days = goal.target.minor, max((goal.by - today).days, 0)
    due = _line(goal, begun, today)
    rest = max(target - held, 0)
    weeks, months = max(-(-days // _WEEK), 1), _months(today, goal.by)
    return Progress(held, target, due, _state(goal, today, held, due, is_put_away), days,
                    -(-rest // weeks), -(-rest // months))


def _line(goal: Goal, begun: int, today: date) -> int:
    """What the straight line has on a day, rounded down."""
    whole = max((goal.by - goal.since).days, 1)
    gone = min(max((today - goal.since).days, 0), whole)
    return begun + (goal.target.minor - begun) * gone // whole


def _months(today: date, by: date) -> int:
    """Months from a day until another, a begun one counted; at least one."""
    months = max((by.year - today.year) * 12 + by.month - today.month, 0)
    return max(months if add_months(today, months) >= by else months + 1, 1)


def _state(goal: Goal, today: date, held: int, due: int, is_put_away: bool) -> GoalState:
    if is_put_away:
        return GoalState.PUT_AWAY
    if held >= goal.target.minor:
        return GoalState.REACHED
    if today > goal.by:
        return GoalState.OVER
    return GoalState.ON_TRACK if held >= due else GoalState.BEHIND
