"""Liquid money of the next days, as a thousand seeded paths: S09–S11 of credit.md (c).

A path is what is known to come; each habit on its day or about it, as large as one of its last turns; and weeks of the
usual drawn from the last year (a block bootstrap of seven days), those of the same part of the month more often. Then
the paths are drawn towards their middle for the days that are near and apart for those that are far, by what real
accounts taught. Everything is whole minor units from end to end: bands are whole paths' amounts by rank, and `_whole`
is the one way out of the arrays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from ledger.kernel.ahead.days import Days, days_of
from ledger.kernel.ahead.drift import WHOLE
from ledger.kernel.ahead.expected import TRAIN_DAYS, WEEK, Expected, Lack, expected
from ledger.kernel.ahead.habits import SLACK, Habit
from ledger.kernel.ahead.planned import Planned, planned
from ledger.kernel.canonical import digest
from ledger.kernel.figures import Figures

PATHS = 1_000
"""Paths of a forecast."""

HORIZON = 90
"""Days that are looked ahead."""

_RANKS = (PATHS // 10 - 1, PATHS // 2 - 1, PATHS * 9 // 10 - 1)
_DEPTH_PERCENT = 80

_NEAR, _FAR, _FAR_DAYS = 700, 1_200, 60
"""How wide the paths lie, in thousandths of how they were drawn: at first, and from so many days ahead on."""

_ALIKE = (1020, 1000, 943, 855, 746, 627, 507, 395, 298, 218, 155, 109, 76, 54, 40, 31)
"""How often a week is drawn that began so many days of the month apart: a bell of five days, and a little for all."""

_Array = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Band:
    """Liquid money at the end of a day, minor units: one path in ten holds less than p10, half of them p50."""

    day: date
    p10: int
    p50: int
    p90: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Bands of every day ahead; `short` is the chance (bps) that money ran short by the end of each.

    `depth` is what may be missing (minor units): four in five of the paths that run short miss less. `below` is the
    chance (bps) that a day ends below nothing, day by day.
    """

    bands: tuple[Band, ...]
    short: tuple[int, ...]
    depth: int
    below: tuple[int, ...] = ()

    @property
    def lowest(self) -> Band:
        """The day on which the middle path holds least, the first of several."""
        return min(self.bands, key=lambda band: (band.p50, band.day))

    def chance_within(self, days: int) -> int:
        """Chance (bps) that money runs short within so many days."""
        return self.short[min(days, len(self.short)) - 1]

    @property
    def short_after(self) -> int | None:
        """Days until one path in ten is short; None where none is."""
        return next((ahead for ahead, band in enumerate(self.bands, start=1) if band.p10 < 0), None)


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths of a book from a day, drawn once and told as often as one asks "and if …?"."""

    on: date
    expected: Expected
    balances: _Array

    def told(self, also: Mapping[date, int] | None = None) -> Forecast:
        """The forecast; `also` adds flows by day (minor units, − goes), so that with and without compare path by path.

        Days that are not ahead are passed over.
        """
        horizon = self.balances.shape[1]
        each = [0] * horizon
        for day, minor in (also or {}).items():
            if 0 < (day - self.on).days <= horizon:
                each[(day - self.on).days - 1] += minor
        paths = self.balances + np.array(list(accumulate(each)), dtype=np.int64)
        ranked = np.partition(paths, _RANKS, axis=0)
        bands = zip(*(_whole(ranked[rank]) for rank in _RANKS), strict=True)
        least = np.minimum.accumulate(paths, axis=1)
        short, below = (_whole((one < 0).sum(axis=0) * (WHOLE // PATHS)) for one in (least, paths))
        return Forecast(
            tuple(Band(self.on + timedelta(days=n), *band) for n, band in enumerate(bands, start=1)),
            tuple(short), _depth(least[:, -1]), tuple(below),
        )


def ahead(figures: Figures, horizon: int = HORIZON, also: Mapping[date, int] | None = None) -> Forecast | Lack:
    """Liquid money of a book's next days, with other flows by day besides where `also` names some; or what lacks."""
    days = days_of(figures)
    return forecast(days, planned(days, days.on - timedelta(days=TRAIN_DAYS)), horizon, also)


def forecast(days: Days, plan: Planned, horizon: int, also: Mapping[date, int] | None = None) -> Forecast | Lack:
    """Liquid money of the next `horizon` days, or what is missing to say.

    The same book, revision and day always give the same.
    """
    found = drawn(days, plan, horizon)
    return found if isinstance(found, Lack) else found.told(also)


def drawn(days: Days, plan: Planned, horizon: int) -> Paths | Lack:
    """The paths of the next `horizon` days, or what is missing to draw them."""
    found = expected(days, plan, horizon)
    if isinstance(found, Lack):
        return found
    # The stream of PCG64 never changes between versions.
    dice = np.random.PCG64(_seed(days))
    each = _usual(found, days.on, horizon, dice) + _habits(found.habits, days.on, horizon, dice)
    for one in found.known:
        each[:, (one.day - days.on).days - 1] += one.minor
    return Paths(days.on, found, _stretched(np.cumsum(each, axis=1)) + found.now)


def _seed(days: Days) -> int:
    figures = days.figures
    return int.from_bytes(digest(b"forecast", [figures.book, figures.revision, figures.on])[:8])


def _usual(found: Expected, on: date, horizon: int, dice: np.random.PCG64) -> _Array:
    """What each path takes of the usual, day by day."""
    weeks = np.array(found.weeks, dtype=np.int64)
    count = -(-horizon // WEEK)
    raw = dice.random_raw(PATHS * count).reshape(count, PATHS)
    chosen = np.empty((PATHS, count), dtype=np.int64)
    for week in range(count):
        begins = (on + timedelta(days=1 + WEEK * week)).day
        upto = np.array(list(accumulate(_ALIKE[_apart(begins, start)] for start in found.starts)), dtype=np.uint64)
        chosen[:, week] = np.searchsorted(upto, raw[week] % upto[-1], side="right")
    return weeks[chosen].reshape(PATHS, count * WEEK)[:, :horizon]


def _apart(one: int, other: int) -> int:
    """Days between two days of the month, over the month's end where that is nearer."""
    return min(abs(one - other), 30 - min(abs(one - other), 30))


def _habits(habits: tuple[Habit, ...], on: date, horizon: int, dice: np.random.PCG64) -> _Array:
    """What habits bring and take on each path, day by day; what should have come already comes tomorrow."""
    each = np.zeros((PATHS, horizon + 1), dtype=np.int64)
    paths = np.arange(PATHS)
    for habit in habits:
        late, minor = (np.array(column, dtype=np.int64) for column in zip(*habit.turns, strict=True))
        for day in habit.days(on + timedelta(days=horizon) + SLACK):
            turn = (dice.random_raw(PATHS) % np.uint64(len(habit.turns))).astype(np.int64)
            each[paths, np.clip((day - on).days - 1 + late[turn], 0, horizon)] += minor[turn]
    return each[:, :horizon]


def _stretched(paths: _Array) -> _Array:
    """Paths laid nearer to their middle, or farther from it, as their day is near or far."""
    middle = np.partition(paths, _RANKS[1], axis=0)[_RANKS[1]]
    reach = np.minimum(np.arange(1, paths.shape[1] + 1), _FAR_DAYS)
    wide = _NEAR + (_FAR - _NEAR) * reach // _FAR_DAYS
    stretched: _Array = middle + (paths - middle) * wide // 1_000
    return stretched


def _depth(least: _Array) -> int:
    missing = np.sort(-least[least < 0])
    if not len(missing):
        return 0
    return _whole(missing)[-(-_DEPTH_PERCENT * len(missing) // 100) - 1]


def _whole(array: npt.NDArray[np.integer[npt.NBitBase]] | _Array) -> list[int]:
    """Whole numbers out of an array: the one way out."""
    return [int(value) for value in array.tolist()]
