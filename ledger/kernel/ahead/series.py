"""Planned items told apart: the turns of one item are a series, by the week, month, quarter, year, or once.

Figures do not say how an item repeats, and figures made elsewhere do not number it, so turns alike in account, purpose
and amount are told apart by their distances.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from ledger.kernel.figures import Coming
from ledger.kernel.period import add_months

WEEKLY, MONTHLY, QUARTERLY, YEARLY, ONCE = "weekly", "monthly", "quarterly", "yearly", "once"

EXPECTED_STILL = 7
"""Days that a late item is still expected for, always tomorrow."""

_WEEK = 7
_FEWEST_WEEKS = 3
_MONTHS = {MONTHLY: 1, QUARTERLY: 3, YEARLY: 12}
_MONTH_ENDS = 28


@dataclass(frozen=True, slots=True)
class Series:
    """The turns of one item still told, oldest first, and how it repeats.

    `late` is a turn that should have come in the last days, told as expected tomorrow.
    """

    turns: tuple[Coming, ...]
    repeats: str
    late: Coming | None = None

    @property
    def told(self) -> tuple[Coming, ...]:
        """Every turn, the late one first."""
        return (self.late, *self.turns) if self.late else self.turns

    def wanted(self, first: date) -> Iterator[date]:
        """The days its turns were wanted on, the next one's first, then back to a day. Nothing where it comes once."""
        if self.repeats == ONCE:
            return
        for back in count(1 if self.late else 0):
            day = self.before(back)
            if day < first:
                return
            yield day

    def before(self, turns: int) -> date:
        """The day it was wanted so many turns before the first regular one."""
        first = self.turns[0].day
        if self.repeats == WEEKLY:
            return first - timedelta(days=_WEEK * turns)
        return add_months(first, -_MONTHS[self.repeats] * turns, max(turn.day.day for turn in self.turns))


def series_of(coming: Sequence[Coming], on: date) -> list[Series]:
    """All planned items as series; `on` is the day they are told on."""
    alike: dict[tuple[int, str, int | None, int, int | None], list[Coming]] = {}
    for turn in coming:
        alike.setdefault((turn.account, turn.purpose, turn.into, turn.minor, turn.item), []).append(turn)
    return [series for turns in alike.values() for series in _told_apart(turns, on)]


def _told_apart(turns: list[Coming], on: date) -> list[Series]:
    left = sorted(turns, key=lambda turn: turn.day)
    found: list[Series] = []
    while left:
        found.append(_chain(left))
    return _with_late(found[::-1], on + timedelta(days=1))


def _chain(left: list[Coming]) -> Series:
    """Take the series of the last turn out of those left."""
    chain = [left.pop()]
    repeats = _repeats_of(chain[0].day, [turn.day for turn in left])
    while (at := _previous(left, chain[-1].day, repeats)) is not None:
        chain.append(left.pop(at))
    return Series(tuple(chain[::-1]), repeats if len(chain) > 1 else ONCE)


def _repeats_of(last: date, days: Sequence[date]) -> str:
    weeks = {last - timedelta(days=_WEEK * n) for n in range(1, _FEWEST_WEEKS)}
    if weeks <= set(days):
        return WEEKLY
    for repeats in _MONTHS:
        if any(_follows(day, last, repeats) for day in days):
            return repeats
    return ONCE


def _previous(left: Sequence[Coming], day: date, repeats: str) -> int | None:
    return next((at for at in range(len(left) - 1, -1, -1) if _follows(left[at].day, day, repeats)), None)


def _follows(before: date, after: date, repeats: str) -> bool:
    if repeats == WEEKLY:
        return after - before == timedelta(days=_WEEK)
    months = _MONTHS.get(repeats)
    if months is None or (after.year - before.year) * 12 + after.month - before.month != months:
        return False
    return before.day == after.day or min(before.day, after.day) >= _MONTH_ENDS


def _with_late(found: list[Series], tomorrow: date) -> list[Series]:
    """Give a lone turn told as expected tomorrow to the series whose turn is late."""
    lone = next((one for one in found if one.repeats == ONCE and one.turns[0].day == tomorrow), None)
    since = tomorrow - timedelta(days=EXPECTED_STILL + 1)
    owner = next((one for one in found if one.repeats != ONCE and since <= one.before(1) < tomorrow), None)
    if lone is None or owner is None:
        return found
    late = Series(owner.turns, owner.repeats, lone.turns[0])
    return [late if one is owner else one for one in found if one is not lone]
