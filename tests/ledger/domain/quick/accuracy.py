"""How often the first tile is the right one: a book replayed entry by entry, knowing what came before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.books.entry import Verb
from ledger.domain.quick.habit import Habit
from ledger.domain.quick.suggest import Moment, rank_categories

REMEMBERED = 400
"""Entries the store hands out."""


@dataclass(frozen=True)
class Accuracy:
    """Entries replayed, and in how many the right category came first, or among the first nine."""

    entries: int
    first: int
    nine: int

    @property
    def first_percent(self) -> int:
        return 100 * self.first // max(1, self.entries)

    @property
    def nine_percent(self) -> int:
        return 100 * self.nine // max(1, self.entries)


def replay(
    entries: Sequence[Habit], tiles: Mapping[Verb, Sequence[int]], days: int = 30, *, since: date | None = None
) -> Accuracy:
    """Rank for every entry of the last `days`, its hour and amount known, by the entries recorded before it.

    `entries` in the order they were recorded; `tiles` are the categories of each verb in the pack's order.
    Entries of other verbs, and those whose hour is unknown, are habits but are not asked about.
    """
    since = since or entries[-1].on - timedelta(days=days)
    places = [_place(entries[max(0, at - REMEMBERED):at], habit, tiles[habit.verb])
              for at, habit in enumerate(entries) if habit.on > since and _is_asked(habit, tiles)]
    return Accuracy(len(places), sum(place == 0 for place in places), sum(place < 9 for place in places))


def _is_asked(habit: Habit, tiles: Mapping[Verb, Sequence[int]]) -> bool:
    return habit.hour is not None and habit.category in tiles.get(habit.verb, ())


def _place(known: Sequence[Habit], habit: Habit, tiles: Sequence[int]) -> int:
    moment = Moment(habit.on, habit.hour or 0, habit.minor, verb=habit.verb)
    return rank_categories(known, moment, tiles).index(habit.category)
