"""What a budget allows: turn by turn what was carried, spent and left; and what is left for each day still to come.

All sums are minor units of the home currency. left = limit + carried − spent, and what is carried into the next turn
is what the budget's rollover lets through of it. For a day: left divided by the days of the turn still to come, today
among them, rounded down to a whole coin, so that the days together never come to more than is left.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.books.sums import DAY, MONTH
from ledger.domain.planning.budget import Budget, Rollover
from ledger.kernel.period import Period, add_months

TURNS_SHOWN = 12
"""Turns gone by that are told one by one."""

NEARLY = 10
"""Nearly used: less than one part in so many is left."""


class Course(StrEnum):
    """How a budget goes: still to begin, running, or over; put away with all it watches; its person gone."""

    TO_COME = "to_come"
    RUNNING = "running"
    ENDED = "ended"
    PUT_AWAY = "put_away"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its days, the limit it began with, what was carried into it, what was spent in it."""

    period: Period
    limit: int
    carried: int
    spent: int

    @property
    def allowed(self) -> int:
        """What may be spent in all."""
        return self.limit + self.carried

    @property
    def left(self) -> int:
        """What is left of it, below zero where more was spent."""
        return self.allowed - self.spent

    @property
    def is_over(self) -> bool:
        """Whether more was spent than allowed."""
        return self.left < 0

    @property
    def is_nearly_used(self) -> bool:
        """Whether little is left, or nothing."""
        return not self.is_over and self.left * NEARLY < self.allowed


@dataclass(frozen=True, slots=True)
class Allowance:
    """Where a budget is on a day: its turn, the turns before it (newest last), how it goes."""

    turn: Turn
    before: tuple[Turn, ...]
    course: Course
    days_left: int | None
    """Days of the turn still to come, today among them; None where none are, or where nobody knows how many."""

    @property
    def per_day(self) -> int | None:
        """What is left for each of those days, rounded down; None where there is nothing to divide."""
        return self.turn.left // self.days_left if self.days_left and self.turn.left > 0 else None


def reach(budget: Budget, today: date) -> Period:
    """The days whose spending must be known: all its turns where one hands on to the next, else those shown."""
    turn = budget.turn_of(max(today, budget.since))
    if budget.rollover is not Rollover.NONE or budget.every is BudgetPeriod.WHOLE:
        return Period(budget.since, turn.end)
    first = turn
    for _ in range(TURNS_SHOWN):
        if first.start <= budget.since:
            break
        first = budget.turn_of(first.start - timedelta(days=1))
    return Period(max(first.start, budget.since), turn.end)


Run = tuple[str, Period]
"""Kept sums of one grain over some days."""


def runs(period: Period) -> tuple[Run, ...]:
    """The kept sums that make up a period: whole months by month, the rest by day."""
    first = period.start if period.start.day == 1 else add_months(period.start.replace(day=1), 1)
    last = period.end.replace(day=1)
    if last <= first:
        return ((DAY, period),)
    found = ((DAY, Period(period.start, first)), (MONTH, Period(first, last)), (DAY, Period(last, period.end)))
    return tuple((grain, piece) for grain, piece in found if piece.days)


def runs_by_turn(budget: Budget, period: Period) -> tuple[Run, ...]:
    """The same where turns divide it: months serve only turns that all begin on a first."""
    if budget.every is BudgetPeriod.WHOLE:
        return runs(period)
    by_month = budget.every is not BudgetPeriod.WEEK and budget.anchor == 1
    return ((MONTH if by_month else DAY, period),)


def reckon(budget: Budget, today: date, spent: Mapping[date, int], *, resting: Course | None = None) -> Allowance:
    """Where a budget is. `spent` holds home minor units by day, or by the first day of a month that lies in one turn.

    `resting` says how it goes where that is no matter of days.
    """
    period, carried = reach(budget, today), 0
    told: list[Turn] = []
    days = deque(sorted((on, minor) for on, minor in spent.items() if on in period))
    for turn in budget.turns(max(today, budget.since), period.start):
        sums = 0
        while days and days[0][0] < turn.end:
            sums += days.popleft()[1]
        told.append(Turn(turn, budget.limit_of(turn), carried, sums))
        carried = budget.rollover.carry(told[-1].left)
    now = told[-1]
    course = resting or _course(budget, now.period, today)
    return Allowance(now, tuple(told[:-1]), course, _days_left(budget, now.period, course, today))


def _course(budget: Budget, turn: Period, today: date) -> Course:
    if today < budget.since:
        return Course.TO_COME
    return Course.ENDED if today >= turn.end else Course.RUNNING


def _days_left(budget: Budget, turn: Period, course: Course, today: date) -> int | None:
    if course not in (Course.RUNNING, Course.TO_COME) or (
            budget.every is BudgetPeriod.WHOLE and budget.until is None):
        return None
    return (turn.end - max(today, turn.start)).days
