"""Liquid money of the next days, as a thousand seeded paths: S09–S11 of credit.md (c).

A path is what is known to come, and weeks of the usual drawn from the last half year (a block bootstrap of seven
days). Everything is whole minor units from end to end: bands are whole paths' amounts by rank, so nothing is ever
rounded, and `_whole` is the one way out of the arrays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from credit.domain.signals.days import Days, behind
from credit.domain.signals.expected import TRAIN_DAYS, WEEK, Expected, expected
from credit.domain.signals.planned import Planned
from credit.domain.signals.registry import NEVER_DAYS, WHOLE_BPS
from credit.domain.signals.signal import Signal, Why, known, unknown
from ledger.kernel.canonical import digest

PATHS = 1_000
"""Paths of a forecast."""

HORIZON = 90
"""Days that signals look ahead."""

_RANKS = (PATHS // 10 - 1, PATHS // 2 - 1, PATHS * 9 // 10 - 1)
_DEPTH_PERCENT = 80

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

    `depth` is what may be missing (minor units): four in five of the paths that run short miss less.
    """

    bands: tuple[Band, ...]
    short: tuple[int, ...]
    depth: int

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


def forecast(days: Days, plan: Planned, horizon: int, also: Mapping[date, int] | None = None) -> Forecast | Why:
    """Liquid money of the next `horizon` days, or what is missing to say.

    `also` adds flows by day (minor units, − goes): the same weeks are drawn, so that with and without compare path
    by path. The same book, revision and day always give the same.
    """
    found = expected(days, plan, horizon)
    if isinstance(found, Why):
        return found
    ahead = list(found.ahead)
    for day, minor in (also or {}).items():
        if days.on < day <= days.on + timedelta(days=horizon):
            ahead[(day - days.on).days - 1] += minor
    paths = _paths(found, ahead, _seed(days))
    ranked = np.partition(paths, _RANKS, axis=0)
    bands = zip(*(_whole(ranked[rank]) for rank in _RANKS), strict=True)
    least = np.minimum.accumulate(paths, axis=1)
    short = _whole((least < 0).sum(axis=0) * (WHOLE_BPS // PATHS))
    return Forecast(
        tuple(Band(days.on + timedelta(days=n), *band) for n, band in enumerate(bands, start=1)),
        tuple(short), _depth(least[:, -1]),
    )


def shortfall_signals(days: Days, found: Forecast | Why) -> dict[str, Signal]:
    """S09–S11 of a forecast of 90 days, by name."""
    names = ("shortfall_prob_30", "shortfall_prob_60", "shortfall_prob_90", "shortfall_date", "shortfall_depth")
    if isinstance(found, Why):
        return dict.fromkeys(names, unknown(found))
    after = found.short_after
    values = (*(found.chance_within(days) for days in (30, 60, 90)), after or NEVER_DAYS, found.depth)
    since = days.on - timedelta(days=TRAIN_DAYS)
    entries = behind(move.entry for move in days.moved if move.day > since)
    return {name: known(value, entries) for name, value in zip(names, values, strict=True)}


def _seed(days: Days) -> int:
    figures = days.figures
    return int.from_bytes(digest(b"forecast", [figures.book, figures.revision, figures.on])[:8])


def _paths(found: Expected, ahead: list[int], seed: int) -> _Array:
    """Balances of every path at the end of every day ahead. The stream of PCG64 never changes between versions."""
    weeks = np.array(found.weeks, dtype=np.int64)
    count = -(-len(ahead) // WEEK)
    drawn = np.random.PCG64(seed).random_raw(PATHS * count) % np.uint64(len(weeks))
    usual = weeks[drawn.astype(np.int64)].reshape(PATHS, count * WEEK)[:, : len(ahead)]
    balances: _Array = np.cumsum(usual + np.array(ahead, dtype=np.int64), axis=1)
    return balances + found.now


def _depth(least: _Array) -> int:
    missing = np.sort(-least[least < 0])
    if not len(missing):
        return 0
    return _whole(missing)[-(-_DEPTH_PERCENT * len(missing) // 100) - 1]


def _whole(array: npt.NDArray[np.integer[npt.NBitBase]] | _Array) -> list[int]:
    """Whole numbers out of an array: the one way out."""
    return [int(value) for value in array.tolist()]
