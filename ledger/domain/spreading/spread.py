"""A sum that is being spread: its parts as they are to come and as they came, and what is left of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from ledger.domain.planning.due import Scheduled
from ledger.domain.planning.turn import Turn, TurnState
from ledger.domain.spreading.plan import How, days_of
from ledger.kernel.money import Money


class Ended(StrEnum):
    """How a spread ended before its last part: the rest at once, money that came back, or undone altogether."""

    REST = "rest"
    BACK = "back"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Spread:
    """What is kept of a spread beside its planned item, whose number it has.

    `thing_id` is what was paid or received, changed into `amended_id` from `was_entry`; `cost` what is spread with
    what stays of it, `residual`, in minor units. `end_thing` is the entry that ended it early.
    """

    item_id: int
    thing_id: int
    was_entry: int
    amended_id: int
    how: How
    first: date
    cost: int
    residual: int
    ended: Ended | None = None
    ended_at: datetime | None = None
    end_thing: int | None = None


class Part(NamedTuple):
    """One part: its number from 1, its day, minor units, what is left after it as planned, and what became of it."""

    n: int
    on: date
    minor: int
    left: int
    turn: Turn | None
    stands: bool


@dataclass(frozen=True, slots=True)
class Spreading:
    """A spread with its planned item, and the parts that came."""

    spread: Spread
    item: Scheduled
    parts: tuple[Part, ...]

    @property
    def currency(self) -> str:
        """What it is in."""
        return self.item.amount.currency

    @property
    def cost(self) -> Money:
        """What was paid or received for it."""
        return Money(self.spread.cost, self.currency)

    @property
    def gone(self) -> Money:
        """What stands on its category by now."""
        return Money(sum(one.minor for one in self.parts if one.stands), self.currency)

    @property
    def left(self) -> Money:
        """What is still to be borne, or what a thing is worth by the books; nothing once it ended early."""
        return Money(0 if self.spread.ended else self.spread.cost - self.gone.minor, self.currency)

    @property
    def is_running(self) -> bool:
        """Whether something of it is still to come, or left."""
        return self.spread.ended is None and (not self.item.closed or self.left.minor > 0)


def parts_of(spread: Spread, item: Scheduled, came: Mapping[date, Turn], standing: set[int]) -> tuple[Part, ...]:
    """The parts of a spread, given its turns by day and which of their entries stand."""
    left, found = spread.cost, []
    for n, (on, minor) in enumerate(zip(days_of(spread.first, item.anchor, len(item.parts)), item.parts, strict=True)):
        turn, left = came.get(on), left - minor
        stands = turn is not None and turn.state is TurnState.RECORDED and turn.thing_id in standing
        found.append(Part(n + 1, on, minor, left, turn, stands))
    return tuple(found)
