"""Sums are kept, not searched: how one entry changes the sums of its day and of its month.

In and out stand apart. A reversal takes away from the side and the day it reverses, so that a mistake put right
leaves no trace in any sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ledger.domain.books.flow import Movement

DAY, MONTH = "d", "m"


@dataclass(frozen=True, slots=True, order=True)
class SumKey:
    """Which sum: grain and first day, account, currency, flow, and whether it is posted, pending or private."""

    grain: str
    starts: date
    account_id: int
    currency: str
    flow: str
    mark: str


@dataclass(slots=True)
class Tally:
    """What a sum holds: minor units in and out, home minor units in and out, movements, those without a home value."""

    in_minor: int = 0
    out_minor: int = 0
    in_home: int = 0
    out_home: int = 0
    moves: int = 0
    unvalued: int = 0

    def add(self, movement: Movement, sign: int) -> None:
        """Count a movement on its side; `sign` −1 takes a reversed original away from its own side."""
        minor, home = movement.minor * sign, (movement.home_minor or 0) * sign
        if minor > 0:
            self.in_minor += sign * minor
            self.in_home += sign * home
        else:
            self.out_minor -= sign * minor
            self.out_home -= sign * home
        self.moves += sign
        self.unvalued += sign * (movement.home_minor is None)

    def less(self, other: Tally) -> Tally:
        """What is left of each measure when another tally's is taken away."""
        return Tally(
            self.in_minor - other.in_minor, self.out_minor - other.out_minor, self.in_home - other.in_home,
            self.out_home - other.out_home, self.moves - other.moves, self.unvalued - other.unvalued,
        )

    def __bool__(self) -> bool:
        return any((self.in_minor, self.out_minor, self.in_home, self.out_home, self.moves, self.unvalued))


def tallies(
    moved: Iterable[tuple[date, str, bool, tuple[Movement, ...]]],
) -> dict[SumKey, Tally]:
    """The change to every sum: each item is a day, a mark, whether it is a reversal, and its movements."""
    found: dict[SumKey, Tally] = {}
    for on, mark, is_reversal, movements in moved:
        sign = -1 if is_reversal else 1
        for movement in movements:
            for grain, starts in ((DAY, on), (MONTH, on.replace(day=1))):
                key = SumKey(grain, starts, movement.account_id, movement.currency, movement.flow.value, mark)
                found.setdefault(key, Tally()).add(movement, sign)
    return found


def difference(right: Mapping[SumKey, Tally], wrong: Mapping[SumKey, Tally]) -> dict[SumKey, Tally]:
    """What to add to sums that were kept as `wrong`, so that they are as `right`."""
    nothing = Tally()
    found = {key: right.get(key, nothing).less(wrong.get(key, nothing)) for key in {**wrong, **right}}
    return {key: tally for key, tally in found.items() if tally}


def mark_of(status: str, visibility: str) -> str:
    """The mark an entry's sums are kept under: pending, private or posted."""
    if status == "pending":
        return "pending"
    return "private" if visibility != "book" else "posted"
