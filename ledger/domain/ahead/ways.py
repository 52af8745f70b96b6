"""Ways out of a low point that cost nothing, each told by the same forecast on the same draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ledger.domain.ahead.coming import Thing
from ledger.kernel.ahead.expected import Source
from ledger.kernel.ahead.forecast import Band, Forecast, Paths
from ledger.kernel.figures import Place

WAYS = 3
"""Ways that are told."""

_TIGHT_DAYS = 7
_ELSEWHERE = frozenset({"deposit", "savings_goal"})


class Kind(StrEnum):
    """What is done."""

    LATER = "later"
    """A planned payment comes after the next income."""
    FROM = "from"
    """Money comes from another account that has it."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way: what is done, of which planned item or account, by how much (minor units), on which day.

    `was` is the day a payment is planned on; `lowest` is the lowest point if it is done.
    """

    kind: Kind
    number: int
    minor: int
    day: date
    was: date
    lowest: Band


@dataclass(frozen=True, slots=True)
class Afford:
    """What spending `minor` on a day leaves: the lowest point from that day on, without it and with it.

    `chance` is how likely money runs short with it (bps), `chance_before` without.
    """

    minor: int
    day: date
    without: Band
    lowest: Band
    chance_before: int
    chance: int

    @property
    def answer(self) -> str:
        """`yes` where nine paths in ten hold; `tight` where half of them do; else `no`."""
        return "no" if self.lowest.p50 < 0 else "yes" if self.lowest.p10 >= 0 else "tight"


def is_tight(found: Forecast, spent: int) -> bool:
    """Whether the lowest point may leave less than a week of what goes out in the days told (`spent`)."""
    return found.lowest.p10 * len(found.bands) < spent * _TIGHT_DAYS


def ways_out(paths: Paths, things: Sequence[Thing], places: Iterable[Place]) -> tuple[Way, ...]:
    """The ways that raise the lowest point, those that raise it most first."""
    before = paths.told().lowest
    found = []
    for way, effect in (*_later(things, before), *_from(places, paths.on, before)):
        after = paths.told(effect).lowest
        if after.p50 > before.p50:
            found.append(Way(*way, after))
    return tuple(sorted(found, key=lambda way: (-way.lowest.p50, way.kind, way.day, way.number))[:WAYS])


def afford(paths: Paths, minor: int, day: date) -> Afford:
    """What spending so much on a day ahead would leave."""
    day = max(day, paths.on + timedelta(days=1))
    before, after = paths.told(), paths.told({day: -minor})
    return Afford(minor, day, _lowest(before, day), _lowest(after, day), before.short[-1], after.short[-1])


def _lowest(found: Forecast, since: date) -> Band:
    return min((band for band in found.bands if band.day >= since), key=lambda band: (band.p50, band.day))


_Done = tuple[Kind, int, int, date, date]


def _later(things: Sequence[Thing], lowest: Band) -> Iterator[tuple[_Done, Mapping[date, int]]]:
    """Each planned payment, the last one until the lowest day, the day after the next income."""
    income = next((one.day for one in things if one.minor > 0 and one.day >= lowest.day), None)
    if income is None:
        return
    after, told = income + timedelta(days=1), set[int]()
    for one in reversed(things):
        planned = one.source == Source.PLANNED and one.number is not None and one.number not in told
        if planned and one.minor < 0 and one.day <= lowest.day and one.number is not None:
            told.add(one.number)
            yield (Kind.LATER, one.number, -one.minor, after, one.day), {one.day: -one.minor, after: one.minor}


def _from(places: Iterable[Place], on: date, lowest: Band) -> Iterator[tuple[_Done, Mapping[date, int]]]:
    """What may be missing on the lowest day, out of each account that has it set aside."""
    wanted, tomorrow = -min(lowest.p10, 0), on + timedelta(days=1)
    for place in places:
        if place.kind == "asset" and place.purpose in _ELSEWHERE and 0 < wanted <= place.balance_on(on):
            yield (Kind.FROM, place.number, wanted, tomorrow, tomorrow), {tomorrow: wanted}
