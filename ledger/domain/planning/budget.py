"""A budget: spending that is watched, what may be spent in a run of days, and how the days run.

A week begins on one weekday, a month on one day of the month (a payday), clamped where a month is shorter; a year on
the day and month of its first; the whole lasts from a day to a day, or on. Turns of one budget follow one another
without a gap, and every day lies in one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import LATEST_YEAR
from ledger.kernel.period import Period, add_months

_END = date(LATEST_YEAR + 1, 1, 1)
_WEEK = 7


class NoLimit(Invalid):
    """A limit of nothing, or below it."""

    message = N_("Write how much may be spent, above zero.")


class LastBeforeFirst(Invalid):
    """A budget of some days whose last lies before its first."""

    message = N_("The last day lies before the first.")


class NotSpending(Invalid):
    """Something watched that money is not spent on."""

    message = N_("A budget watches spending. Choose a category money goes to.")


class CategoryPutAway(Invalid):
    """A category newly watched that was put away."""

    message = N_("This category is put away. Take it out again, or choose another.")


class Rollover(StrEnum):
    """What a turn hands on to the next: nothing, what is left, what was spent too much, or either."""

    NONE = "none"
    LEFT = "left"
    OVER = "over"
    BOTH = "both"

    def carry(self, left: int) -> int:
        """What of `left` (below zero: spent too much) goes on; minor units."""
        keeps = (self in (Rollover.LEFT, Rollover.BOTH)) if left > 0 else (self in (Rollover.OVER, Rollover.BOTH))
        return left if keeps else 0


Limits = tuple[tuple[date, int], ...]
"""Limits in minor units, each from a day on, so that what was carried from an earlier turn keeps that turn's."""


@dataclass(frozen=True, slots=True)
class Budget:
    """One budget of a book, in its home currency.

    `categories` are watched with all under them, none meaning all spending; with a `member` only what was for them,
    with a `project` or a `tag` only what is gathered there.
    `since` is the first day of its first turn, `anchor` the weekday (1–7) or day of month (1–31) turns begin on,
    `until` the last day of one that lasts from a day to a day.
    """

    budget_id: int
    name: str
    categories: tuple[int, ...]
    member: int | None
    limits: Limits
    currency: str
    every: BudgetPeriod
    since: date
    anchor: int
    until: date | None = None
    rollover: Rollover = Rollover.NONE
    closed: bool = False
    version: int = 1
    project: int | None = None
    tag: int | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether it watches a part of what its categories came to, so that kept sums do not say it."""
        return any(one is not None for one in (self.member, self.project, self.tag))

    def content(self) -> dict[str, Any]:
        """What is digested when the budget is written."""
        said: dict[str, Any] = {
            "budget": self.budget_id, "name": self.name, "categories": list(self.categories), "member": self.member,
            "limits": [[day.isoformat(), minor] for day, minor in self.limits], "currency": self.currency,
            "every": self.every.value, "since": self.since, "anchor": self.anchor, "until": self.until,
            "rollover": self.rollover.value, "closed": self.closed, "project": self.project, "tag": self.tag,
        }
        return {name: value for name, value in said.items() if value is not None}

    def turn_of(self, day: date) -> Period:
        """The turn a day lies in; of one that does not come again, all of it, wherever the day lies."""
        if self.every is BudgetPeriod.WHOLE:
            return Period(self.since, self.until + timedelta(days=1) if self.until else _END)
        n = self._number(day)
        return Period(self._start(n), self._start(n + 1))

    def turns(self, until: date, since: date | None = None) -> Iterator[Period]:
        """Its turns from the first, or that of a day, up to that of another, oldest first; always at least one."""
        turn = self.turn_of(since or self.since)
        yield turn
        if self.every is BudgetPeriod.WHOLE:
            return
        n, start = self._number(turn.start) + 1, turn.end
        while start <= until:
            n, end = n + 1, self._start(n + 1)
            yield Period(start, end)
            start = end

    def limit_of(self, turn: Period) -> int:
        """What may be spent in a turn before anything is carried into it; minor units."""
        return next((minor for day, minor in reversed(self.limits) if day <= turn.start), self.limits[0][1])

    def _number(self, day: date) -> int:
        if self.every is BudgetPeriod.WEEK:
            return (day - self.since).days // _WEEK
        months = (day.year - self.since.year) * 12 + day.month - self.since.month
        n = months if self.every is BudgetPeriod.MONTH else day.year - self.since.year
        return n if self._start(n) <= day else n - 1

    def _start(self, n: int) -> date:
        if self.every is BudgetPeriod.WEEK:
            return self.since + timedelta(days=_WEEK * n)
        return add_months(self.since, n if self.every is BudgetPeriod.MONTH else 12 * n, self.anchor)


def first_day(every: BudgetPeriod, anchor: int, on: date) -> date:
    """The first day of the turn that holds a day."""
    if every is BudgetPeriod.WEEK:
        return on - timedelta(days=(on.isoweekday() - anchor) % _WEEK)
    if every is BudgetPeriod.MONTH:
        this = add_months(on, 0, anchor)
        return this if this <= on else add_months(on, -1, anchor)
    return on


def checked(budget: Budget) -> Budget:
    """The budget. Raises: NoLimit, LastBeforeFirst."""
    if budget.limits[-1][1] <= 0:
        raise NoLimit(field="limit")
    if budget.until is not None and budget.until < budget.since:
        raise LastBeforeFirst(field="until")
    return budget


def amended(was: Budget, said: Budget, today: date) -> Budget:
    """What stands after a person put a budget right: turns gone by keep the limits they had.

    A new limit counts from the turn of today on. Where turns are of another length now, it counts for all.
    """
    if was.every is not said.every or said.every is BudgetPeriod.WHOLE:
        return said
    start = max(said.turn_of(today).start, said.since)
    before = tuple(step for step in was.limits if step[0] < start)
    limit = said.limits[-1][1]
    keeps = bool(before) and before[-1][1] == limit
    return replace(said, limits=before if keeps else (*before, (start, limit)))


def watched(categories: tuple[int, ...], known: Mapping[int, Account]) -> tuple[Account, ...]:
    """The categories whose spending counts, of those known: each one named and all under it, or all there are."""
    spending = [account for account in known.values() if account.kind is Kind.EXPENSE]
    if not categories:
        return tuple(spending)
    stems = tuple(f"{known[one].code}:" for one in categories if one in known)
    return tuple(one for one in spending if one.account_id in categories or one.code.startswith(stems))


def check_watched(categories: tuple[int, ...], known: Mapping[int, Account], before: tuple[int, ...] = ()) -> None:
    """Raises: NotSpending for what no money is spent on, CategoryPutAway for what is put away and newly watched."""
    for one in categories:
        account = known.get(one)
        if account is None or account.kind is not Kind.EXPENSE:
            raise NotSpending(field="category")
        if account.closed and one not in before:
            raise CategoryPutAway(field="category")
