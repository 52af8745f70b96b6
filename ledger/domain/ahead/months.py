"""The months ahead as a calendar shows them: whole weeks from Monday, each day with what comes and goes on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.ahead.coming import Thing
from ledger.kernel.period import add_months, month_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a calendar: minor units that come (+) or go (−) in all, and how many things do.

    `is_told` says whether it lies ahead, within the days told.
    """

    day: date
    minor: int
    count: int
    is_told: bool


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """One month: its first day, its weeks in which a day lies ahead (None where a day is another month's), and what
    comes and goes in it."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]
    comes: int
    goes: int


def months_of(things: Sequence[Thing], on: date, until: date) -> tuple[MonthAhead, ...]:
    """The months from tomorrow's to the last day's."""
    first, found = (on + timedelta(days=1)).replace(day=1), []
    while first <= until:
        found.append(_month(things, first, on, until))
        first = add_months(first, 1)
    return tuple(found)


def _month(things: Sequence[Thing], first: date, on: date, until: date) -> MonthAhead:
    period = month_of(first)
    here: dict[date, list[int]] = {}
    for one in things:
        if one.day in period:
            here.setdefault(one.day, []).append(one.minor)
    cells: list[Cell | None] = [None] * first.weekday()
    for day in period.each_day():
        minors = here.get(day, [])
        cells.append(Cell(day, sum(minors), len(minors), on < day <= until))
    cells += [None] * (-len(cells) % 7)
    every = [minor for minors in here.values() for minor in minors]
    weeks = (tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))
    ahead = tuple(week for week in weeks if any(cell and cell.is_told for cell in week))
    return MonthAhead(first, ahead, sum(one for one in every if one > 0), sum(one for one in every if one < 0))
