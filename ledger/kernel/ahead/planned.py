"""Planned items: which turns are still to come, and which movements of the past were theirs.

A planned item that was recorded by hand or came with a bank's file is still planned on its old day, and told as
expected tomorrow. A movement like it tells that it came. The same movements are taken out of what a forecast calls
the usual, so that nothing known is counted twice.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.kernel.ahead.days import Days, day_of
from ledger.kernel.ahead.series import EXPECTED_STILL, MONTHLY, QUARTERLY, WEEKLY, YEARLY, Series, series_of
from ledger.kernel.figures import Coming, Move

_SLACK = {WEEKLY: timedelta(days=2), **dict.fromkeys((MONTHLY, QUARTERLY, YEARLY), timedelta(days=5))}
"""How early or late a turn may have come."""

_OFTEN = frozenset({WEEKLY, MONTHLY})

_LOOSE, _NEAR = 2, 20
"""An amount may be off by one part in so many of the planned one: half of it, a twentieth."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned and still to come, and the movements (by place in `Days.moved`) that past turns were.

    `again` are the turns of what comes every week or month.
    """

    coming: tuple[Coming, ...]
    explained: frozenset[int]
    again: frozenset[Coming]


@dataclass(frozen=True, slots=True)
class _Turn:
    """What the movement of a turn looks like: between two days, for a purpose, its amount off by a part at most."""

    first: date
    last: date
    purpose: str
    effect: int
    off_by: int = _LOOSE


def planned(days: Days, since: date) -> Planned:
    """Planned items of a book; past turns are looked for from a day on."""
    liquid = {place.number for place in days.figures.places if place.is_liquid}
    explained: set[int] = set()
    coming: list[Coming] = []
    again: set[Coming] = set()
    for series in series_of(days.figures.coming, days.on):
        effect, purpose = effect_of(series.turns[0], liquid), series.turns[0].purpose
        wanted = list(series.wanted(since))
        came = bool(effect) and _match(days.moved, _next_turn(days.on, series, wanted, effect), explained)
        coming += series.told[1:] if came else series.told
        again.update(series.told if series.repeats in _OFTEN else ())
        for day in wanted[1:] if effect else ():
            slack = _SLACK[series.repeats]
            _match(days.moved, _Turn(day - slack, day + slack, purpose, effect), explained)
    told = tuple(sorted(coming, key=lambda turn: (turn.day, turn.account, turn.minor)))
    return Planned(told, frozenset(explained), frozenset(again))


def effect_of(turn: Coming, liquid: set[int]) -> int:
    """What a turn does to liquid money, minor units: nothing where it moves between two liquid places."""
    return (turn.minor if turn.account in liquid else 0) - (turn.minor if turn.into in liquid else 0)


def _next_turn(on: date, series: Series, wanted: Sequence[date], effect: int) -> _Turn:
    """What the next turn looks like if it came already: late and not ticked off, or a few days early."""
    purpose = series.turns[0].purpose
    if wanted:
        return _Turn(wanted[0] - _SLACK[series.repeats], on, purpose, effect, _LOOSE if wanted[0] <= on else _NEAR)
    is_late = series.turns[0].day == on + timedelta(days=1)
    since = on - timedelta(days=EXPECTED_STILL) if is_late else on + timedelta(days=1)
    return _Turn(since, on, purpose, effect, _NEAR)


def _match(moved: Sequence[Move], turn: _Turn, explained: set[int]) -> bool:
    """Mark the movement nearest in amount that a turn may have been; whether there was one."""
    within = range(bisect_left(moved, turn.first, key=day_of), bisect_right(moved, turn.last, key=day_of))
    nearest = min(
        (
            (abs(moved[at].minor - turn.effect), at) for at in within
            if at not in explained and moved[at].against == turn.purpose
            and turn.off_by * abs(moved[at].minor - turn.effect) <= abs(turn.effect)
        ),
        default=None,
    )
    if nearest is None:
        return False
    explained.add(nearest[1])
    return True
