"""What falls due: scheduled items and card payments, by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from ledger.domain.books.account import Account
from ledger.domain.planning.rule import Rule
from ledger.domain.planning.rule_text import rule_text
from ledger.domain.planning.turn import Mode
from ledger.kernel.money import Money
from ledger.kernel.period import add_months


class Repeats(StrEnum):
    """How often a scheduled item comes again; RULE is whatever its rule says."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Money known to come (`income`) or go (`expense`, `transfer`) on `next_day` and, repeating, after it.

    `anchor` is the day of month a monthly item wants, so that the 31st comes back after February. It ends after
    `ends_on`, after `times` turns in all, or once `total_minor` was paid in all, whichever is first; the last turn
    pays what is left of the total. `came` turns are behind it, `promised` minor units of them recorded or waiting;
    on the days `taken` it came already, out of its order. `planner` is the member it acts for. `parts` are what each
    of its `times` turns comes to, where they differ: a sum that is spread, which moves no money.
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
    rule: Rule | None = None
    times: int | None = None
    total_minor: int | None = None
    planner: int | None = None
    came: int = 0
    promised: int = 0
    taken: frozenset[date] = frozenset()
    parts: tuple[int, ...] = ()

    @property
    def acts(self) -> bool:
        """Whether something happens by itself when its turn comes."""
        return self.mode != Mode.REMIND and not self.closed and self.next_day is not None

    @property
    def next_amount(self) -> Money:
        """What its next turn comes to: the amount, or what is left of the total where that is less."""
        if self.parts:
            return Money(self.parts[min(self.came, len(self.parts) - 1)], self.amount.currency)
        if self.total_minor is None:
            return self.amount
        return Money(min(self.amount.minor, max(self.total_minor - self.promised, 0)), self.amount.currency)

    def content(self) -> dict[str, Any]:
        """What is digested when the item is written."""
        said: dict[str, Any] = {
            "item": self.item_id, "name": self.name, "verb": self.verb, "account": self.account_id,
            "category": self.category_id, "minor": self.amount.minor, "currency": self.amount.currency,
            "next_day": self.next_day, "repeats": self.repeats.value, "anchor": self.anchor,
            "ends_on": self.ends_on, "mode": self.mode, "closed": self.closed,
            "rule": rule_text(self.rule) if self.rule else None, "times": self.times, "total": self.total_minor,
            "planner": self.planner, "parts": list(self.parts) or None,
        }
        return {name: value for name, value in said.items() if value is not None}

    def days(self, since: date, until: date) -> Iterable[date]:
        """The days it falls on from `since` up to, but not including, `until`."""
        return (day for day, _ in self.turns(since, until))

    def turns(self, since: date, until: date) -> Iterator[tuple[date, Money]]:
        """The same days, each with what it comes to: the amount, or what is left of the total."""
        left = None if self.times is None else self.times - self.came
        owed = None if self.total_minor is None else self.total_minor - self.promised
        for day in self._run(since if left is None and owed is None else date.min):
            usual = self.parts[-left] if self.parts and left else self.amount.minor
            minor = usual if owed is None else min(usual, owed)
            is_over = day >= until or (self.ends_on is not None and day > self.ends_on)
            if is_over or left == 0 or (owed is not None and minor <= 0):
                return
            if day in self.taken:
                continue
            left, owed = left if left is None else left - 1, owed if owed is None else owed - minor
            if day >= since:
                yield day, Money(minor, self.amount.currency)

    def _run(self, since: date) -> Iterator[date]:
        """Its days from the next on, with no end in sight; by a rule, those before `since` are passed over."""
        day, turn = self.next_day, 0
        if self.rule is not None and day is not None:
            yield day
            yield from self.rule.after(day, since)
            return
        while day is not None:
            yield day
            turn += 1
            day = self._turn(turn)

    def _turn(self, turn: int) -> date | None:
        if self.next_day is None or self.repeats in (Repeats.ONCE, Repeats.RULE):
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
    """Every turn of every open item that moves money, from `since` up to, but not including, `until`."""
    return [
        Due(day, item.name, amount if item.verb == "income" else -amount, item.verb, item.account_id)
        for item in items if not item.closed and not item.parts for day, amount in item.turns(since, until)
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
