"""What is owed and still open: one debt for each person, account and currency, made of the entries behind it. Pure.

A line that says which entry it settles is taken from that one; any other is taken from the oldest still open. What was
paid beyond all that is owed stands open the other way. So what is open always sums to what the account holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money

OPEN_PURPOSES = frozenset({Purpose.RECEIVABLE, Purpose.CUSTOMER_TAB, Purpose.PAYABLE, Purpose.SUPPLIER})
"""Accounts that hold what is owed to the book or by it."""


class MoreThanOpen(Invalid):
    """A sum settled that is larger than what is open."""

    message = N_("No more than %(open)s is open.")


class Line(NamedTuple):
    """A line on an account of what is owed: `minor` units more (+) or less (−) in it.

    `thing_id` is its entry in the journal, `settles` the one it says it settles. `party` is a payee's number, 0 for
    nobody in particular.
    """

    thing_id: int
    entry_id: int
    on: date
    account_id: int
    party: int
    minor: int
    currency: str
    settles: int | None
    project: int | None


class Settled(NamedTuple):
    """A part of an item that was settled: by which entry, on which day, how many minor units, without a sign."""

    thing_id: int
    on: date
    minor: int


@dataclass(slots=True)
class Item:
    """One entry's part of a debt: what it came to and what of it is open, signed as in the account."""

    thing_id: int
    entry_id: int
    on: date
    minor: int
    left: int
    project: int | None
    settled: list[Settled] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Debt:
    """What one person owes (+) or is owed (−) on one account in one currency; the items still open, oldest first."""

    account_id: int
    party: int
    currency: str
    items: tuple[Item, ...]

    @property
    def open(self) -> Money:
        """What is open, signed."""
        return Money(sum(item.left for item in self.items), self.currency)

    @property
    def whole(self) -> Money:
        """The same without its sign."""
        return Money(abs(self.open.minor), self.currency)

    @property
    def since(self) -> date:
        """The day of the oldest item that is open."""
        return self.items[0].on

    def divided(self, amount: Money, things: Iterable[int] = ()) -> list[tuple[int, int]]:
        """A sum over the items, oldest first, or over those named: each as (its entry, minor units). What the debt
        began with otherwise, as paid too much, is settled with it. Raises: MoreThanOpen."""
        wanted = set(things)
        sign = 1 if self.open.minor > 0 else -1
        chosen = [one for one in self.items if one.left * sign > 0 and (not wanted or one.thing_id in wanted)]
        open_minor = min(sum(abs(one.left) for one in chosen), self.whole.minor)
        if amount.minor > open_minor:
            raise MoreThanOpen(open=f"{Money(open_minor, self.currency).decimal:f} {self.currency}", field="amount")
        found, rest = [], amount.minor
        for item in chosen:
            part = min(rest, abs(item.left))
            if part:
                found.append((item.thing_id, part))
            rest -= part
        return found


def debts(lines: Iterable[Line], known: Mapping[int, Account]) -> tuple[Debt, ...]:
    """Every debt that is open, or whose items do not come to nothing; lines come by day."""
    grouped: dict[tuple[int, int, str], list[Line]] = {}
    for line in lines:
        grouped.setdefault((line.account_id, line.party, line.currency), []).append(line)
    found = [Debt(*key, tuple(_items(group, 1 if known[key[0]].kind is Kind.ASSET else -1)))
             for key, group in grouped.items()]
    return tuple(one for one in found if one.items)


def _items(lines: list[Line], sign: int) -> list[Item]:
    """The items of one debt that are open. `sign` is the side on which the account usually stands."""
    own: dict[int, Item] = {}
    for line in lines:
        if line.settles is None and line.thing_id in own:
            own[line.thing_id].minor += line.minor
            own[line.thing_id].left += line.minor
        elif line.settles is None:
            own[line.thing_id] = Item(line.thing_id, line.entry_id, line.on, line.minor, line.minor, line.project)
    opens = {thing: item for thing, item in own.items() if item.minor * sign > 0}
    loose = [item for item in own.values() if item.minor * sign < 0]
    for line in lines:
        if line.settles is not None:
            loose += _taken(opens.get(line.settles), line, sign)
    ordered = sorted(opens.values(), key=_age)
    left_over = _oldest_first(ordered, sorted(loose, key=_age), sign)
    return sorted((one for one in (*ordered, *left_over) if one.left), key=_age)


def _taken(item: Item | None, line: Line, sign: int) -> list[Item]:
    """Take a line from the item it names; what the item cannot bear is loose."""
    bears = 0 if item is None else _bounded(line.minor, item.left, sign)
    if item is not None and bears:
        item.left += bears
        item.settled.append(Settled(line.thing_id, line.on, abs(bears)))
    rest = line.minor - bears
    return [Item(line.thing_id, line.entry_id, line.on, rest, rest, line.project)] if rest else []


def _bounded(minor: int, left: int, sign: int) -> int:
    """How much of a line an item bears: all that adds to it, and no more than is open of what is taken away."""
    return minor if minor * sign > 0 else -sign * min(abs(minor), left * sign)


def _oldest_first(items: list[Item], loose: list[Item], sign: int) -> list[Item]:
    """Take what is loose from the oldest items; what is left over stands open by itself."""
    for one in loose:
        for item in items:
            part = min(abs(one.left), item.left * sign)
            if one.left * sign < 0 < part:
                item.left -= sign * part
                one.left += sign * part
                item.settled.append(Settled(one.thing_id, one.on, part))
    return loose


def _age(item: Item) -> tuple[date, int]:
    return item.on, item.thing_id
