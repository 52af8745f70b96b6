"""What comes up, day by day, and what of it makes the lowest point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.kernel.ahead.expected import Known
from ledger.kernel.ahead.habits import Habit

HABIT = "habit"
"""The source of what nobody planned, and came month after month; the others are `Source`."""

CAUSES = 3
"""What is named of what makes the lowest point."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Money expected on a day: minor units that come (+) or go (−), and where that is known from.

    `number` is the planned item's, or the account's of a card or loan; `entries` are those behind a habit, the newest
    first, and `months` how many lie between its turns.
    """

    day: date
    minor: int
    source: str
    number: int | None = None
    entries: tuple[int, ...] = ()
    months: int = 0


def things_of(known: Iterable[Known], habits: Iterable[Habit], on: date, until: date) -> tuple[Thing, ...]:
    """Everything known or habit after a day, up to and including another, in order of day, the larger first.

    What moves between own money is left out. A habit that should have come already is expected tomorrow.
    """
    found = [Thing(one.day, one.minor, one.source.value, one.number) for one in known if one.minor]
    for habit in habits:
        found += [
            Thing(max(day, on + timedelta(days=1)), habit.minor, HABIT, None, habit.entries, habit.months)
            for day in habit.days(until)
        ]
    return tuple(sorted(found, key=lambda one: (one.day, -abs(one.minor), one.source, one.number or 0, one.entries)))


@dataclass(frozen=True, slots=True)
class Cause:
    """What goes until the lowest day because of one planned item, debt or habit: its turns, and minor units in all."""

    first: Thing
    turns: int
    minor: int


def causes_of(things: Sequence[Thing], lowest: date) -> tuple[Cause, ...]:
    """What weighs most of all that goes until the lowest day, the heaviest first."""
    alike: dict[tuple[object, ...], list[Thing]] = {}
    for one in things:
        if one.minor < 0 and one.day <= lowest:
            same = (one.source, one.number, one.entries) if one.number or one.entries else (one,)
            alike.setdefault(same, []).append(one)
    found = [Cause(turns[0], len(turns), sum(one.minor for one in turns)) for turns in alike.values()]
    return tuple(sorted(found, key=lambda cause: (cause.minor, cause.first.day))[:CAUSES])


def balances_after(things: Sequence[Thing], now: int) -> tuple[int, ...]:
    """The balance after each thing if nothing else came, minor units."""
    found = []
    for one in things:
        now += one.minor
        found.append(now)
    return tuple(found)
