"""What falls due: scheduled items and card payments, by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from ledger.domain.books.account import Account
from ledger.kernel.money import Money
from ledger.kernel.period import add_months


class Repeats(StrEnum):
    """How often a scheduled item comes again."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Money known to come (`income`) or go (`expense`, `transfer`) on `next_day` and, repeating, after it.

    `anchor` is the day of month a monthly item wants, so that the 31st comes back after February.
    """

    item_id: int
    name: str
    verb: str
    account_id: int
    category_id: int | None
    amount: Money
    next_day: date | None
    repeats: Repeats
    anchor: int
    ends_on: date | None = None
    mode: str = "remind"
    closed: bool = False
    version: int = 1

    def content(self) -> dict[str, Any]:
        """What is digested when the item is written."""
        said: dict[str, Any] = {
            "item": self.item_id, "name": self.name, "verb": self.verb, "account": self.account_id,
            "category": self.category_id, "minor": self.amount.minor, "currency": self.amount.currency,
            "next_day": self.next_day, "repeats": self.repeats.value, "anchor": self.anchor,
            "ends_on": self.ends_on, "mode": self.mode, "closed": self.closed,
        }
        return {name: value for name, value in said.items() if value is not None}

    def days(self, since: date, until: date) -> Iterable[date]:
        """The days it falls on from `since` up to, but not including, `until`."""
        day, turn = self.next_day, 0
        while day is not None and day < until and (self.ends_on is None or day <= self.ends_on):
            if day >= since:
                yield day
            turn += 1
            day = self._turn(turn)

    def _turn(self, turn: int) -> date | None:
        if self.next_day is None or self.repeats is Repeats.ONCE:
            return None
        if self.repeats is Repeats.WEEKLY:
            return self.next_day + timedelta(weeks=turn)
        months = turn if self.repeats is Repeats.MONTHLY else 12 * turn
        return add_months(self.next_day, months, self.anchor)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing falling due: the day, what it is called, and how much comes (+) or goes (−)."""

    on: date
    name: str
    amount: Money
    kind: str
    account_id: int


def scheduled_dues(items: Iterable[Scheduled], since: date, until: date) -> list[Due]:
    """Every turn of every open item from `since` up to, but not including, `until`."""
    return [
        Due(day, item.name, item.amount if item.verb == "income" else -item.amount, item.verb, item.account_id)
        for item in items if not item.closed for day in item.days(since, until)
    ]


def card_dues(cards: Sequence[tuple[Account, int]], since: date, until: date) -> list[Due]:
    """What is owed on cards with a known due day, each given with the minor units owed on it now."""
    found = []
    for card, owed in cards:
        if card.card is None or card.card.due_day is None or owed <= 0:
            continue
        day = next_due(card.card.due_day, since)
        if day < until:
            found.append(Due(day, "", Money(-owed, card.currency or "CNY"), "card", card.account_id))
    return found


def next_due(day_of_month: int, since: date) -> date:
    """The first such day of a month on or after `since`."""
    this = since.replace(day=day_of_month)
    return this if this >= since else add_months(this, 1)
