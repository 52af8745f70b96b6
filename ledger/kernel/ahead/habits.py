"""Habits: what came month after month, or quarter after quarter, without being planned.

Nothing but movements tells a habit: one like it in meaning and amount, about the same day of the month before, and
again of the month before that. A salary with a larger one in June is one habit; what differed is kept, and drawn from.
What comes about as large every few days, like a lunch, is no habit but the usual.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.kernel.ahead.middle import median
from ledger.kernel.figures import Move
from ledger.kernel.period import add_months

SLACK = timedelta(days=3)
"""How early or late a turn may have come."""

_EVERY = (1, 3)
_LEAST, _SURE = 3, 2
_RECENT = 4
_OFTEN = 2
_MONTH_ENDS = 28
_LARGE_PART = 1_000
_MOST = 14


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that came every so many `months` on about the day `anchor` of the month.

    `turns` are what the last ones came to, the newest first: days before (−) or after the day, and minor units. `due`
    is the day the last one was for; `entries` are all of them, the newest first.
    """

    months: int
    anchor: int
    due: date
    turns: tuple[tuple[int, int], ...]
    entries: tuple[int, ...]

    @property
    def minor(self) -> int:
        """What it usually comes to: the middle one."""
        return int(median([minor for _, minor in self.turns]))

    def days(self, until: date) -> Iterator[date]:
        """The days it is wanted on after the last one, up to and including a day."""
        turn = 1
        while (day := add_months(self.due, turn * self.months, self.anchor)) <= until:
            yield day
            turn += 1


def habits_of(moved: Sequence[Move], on: date, days: int) -> list[Habit]:
    """The habits in movements in order of day, that reach `days` back, and have not ended by `on`."""
    least = 30 * sum(abs(move.minor) for move in moved) // days // _LARGE_PART
    alike: dict[tuple[str, str, bool], list[Move]] = {}
    for move in moved:
        if abs(move.minor) > least:
            alike.setdefault((move.flow, move.against, move.minor > 0), []).append(move)
    found: list[Habit] = []
    for moves in alike.values():
        taken: set[int] = set()
        sizes = sorted(abs(move.minor) for move in moves)
        for months in _EVERY:
            rare = [move for move in moves if 30 * months * _like(sizes, abs(move.minor)) <= _OFTEN * days]
            found += _told(rare, on, months, taken)
    return sorted(found, key=lambda one: one.entries)


def _like(sizes: Sequence[int], size: int) -> int:
    """How many are as large to a tenth, of sizes in order."""
    return bisect_right(sizes, size + size // 10) - bisect_left(sizes, size - size // 10)


def _told(moves: Sequence[Move], on: date, months: int, taken: set[int]) -> Iterator[Habit]:
    """Habits of one spacing in movements alike, the one that came last first; their entries are `taken`."""
    since = add_months(on, -months) - SLACK
    for newest in reversed(moves):
        if newest.day < since:
            return
        chain = [newest] if newest.entry not in taken else []
        while chain and len(chain) < _MOST and (before := _before(moves, chain, months, taken)):
            chain.append(before)
        if _is_habit(chain, months):
            taken.update(move.entry for move in chain)
            yield _habit(chain, months)


def _before(moves: Sequence[Move], chain: Sequence[Move], months: int, taken: set[int]) -> Move | None:
    """The movement that was the turn before: near in amount, or on the very day and not far off."""
    newer = chain[-1]
    wanted = add_months(newer.day, -months, _anchor([move.day.day for move in chain]))
    near: list[tuple[int, int, Move]] = []
    for move in moves[bisect_left(moves, wanted - SLACK, key=_day) : bisect_right(moves, wanted + SLACK, key=_day)]:
        off, size = abs(move.minor - newer.minor), abs(newer.minor)
        if move.entry not in taken and (10 * off <= size or (move.day == wanted and 5 * off <= 3 * size)):
            near.append((20 * off + size * abs((move.day - wanted).days), -move.entry, move))
    return min(near)[2] if near else None


def _anchor(days: Sequence[int]) -> int:
    """The day of the month meant by days of the month, the newest first; the 31st comes back after February."""
    return max(days) if days[0] >= _MONTH_ENDS else days[0]


def _is_habit(chain: Sequence[Move], months: int) -> bool:
    if len(chain) >= _LEAST:
        return True
    return len(chain) == _SURE and months == 1 and chain[0].minor == chain[1].minor


def _habit(chain: Sequence[Move], months: int) -> Habit:
    recent = chain[:_RECENT]
    days = [move.day.day for move in recent]
    anchor = max(days) if max(days) >= _MONTH_ENDS else sorted(days[:3])[len(days[:3]) // 2]
    wanted = [_nearest(move.day, anchor) for move in recent]
    is_settled = recent[0].minor == recent[1].minor
    turns = tuple(((move.day - day).days, recent[0].minor if is_settled else move.minor)
                  for move, day in zip(recent, wanted, strict=True))
    return Habit(months, anchor, wanted[0], turns, tuple(move.entry for move in chain))


def _nearest(day: date, anchor: int) -> date:
    """The day of a month, in this one or beside it, that a day is nearest to."""
    return min((add_months(day, months, anchor) for months in (-1, 0, 1)), key=lambda one: abs((one - day).days))


def _day(move: Move) -> date:
    return move.day
