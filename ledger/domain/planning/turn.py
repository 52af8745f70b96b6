"""A turn: one coming of a scheduled item, on its day, and what became of it. A day of an item has one turn at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ledger.kernel.money import Money


class Mode(StrEnum):
    """What happens when a turn comes: nothing but a reminder, a draft that waits for a word, or an entry."""

    REMIND = "remind"
    DRAFT = "draft"
    POST = "post"


class TurnState(StrEnum):
    """What became of a turn: it waits for a word, was recorded as an entry, or was left out."""

    WAITING = "waiting"
    RECORDED = "recorded"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of an item. `thing_id` is its entry in the journal, `problem` why it waits instead of being one
    (code, message, facts), and `by_itself` tells that nobody pressed anything."""

    item_id: int
    on: date
    state: TurnState
    amount: Money
    at: datetime
    thing_id: int | None = None
    problem: Mapping[str, Any] | None = None
    by_itself: bool = False

    def content(self) -> dict[str, Any]:
        """What is digested when somebody's word on it is logged."""
        return {"item": self.item_id, "on": self.on, "minor": self.amount.minor, "currency": self.amount.currency}
