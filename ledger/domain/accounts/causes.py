"""Why an account could hold something else than the books say: one known mistake at a time, never a guess more.

Every cause explains the whole difference by itself. Which of them it was, only a person can tell.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ledger.domain.books.account import LIQUID_PURPOSES, Account, Purpose
from ledger.domain.planning.due import Scheduled

NEAR_DAYS = 3
"""How far apart two records of one thing may be dated."""

_NINES = 9
_PAID_FROM = LIQUID_PURPOSES | {Purpose.CARD}


class Why(StrEnum):
    """The mistakes that are looked for, the likeliest first."""

    TWICE = "twice"
    TURNED = "turned"
    SWAPPED = "swapped"
    DUE = "due"
    WAITING = "waiting"
    ELSEWHERE = "elsewhere"


class Moved(NamedTuple):
    """What an entry moved on one account in one currency, in minor units.

    `alike` tells records of one thing from others: two that are equal there were written for the same. `could_turn`
    is no of what nobody writes down the wrong way round: a day's takings.
    """

    thing_id: int
    version: int
    on: date
    minor: int
    account_id: int
    alike: Hashable = None
    is_waiting: bool = False
    could_turn: bool = True


@dataclass(frozen=True, slots=True)
class Cause:
    """What could explain a difference.

    `subject` is the thing to put right, or the planned item where it is `DUE`; `version` the one it has. `right` is
    what it should have moved on the checked account. `other` is the record it repeats (`TWICE`) or the account it
    stands in (`ELSEWHERE`).
    """

    why: Why
    subject: int
    version: int
    on: date
    right: int
    other: int | None = None

    @property
    def key(self) -> str:
        """What names this cause on a form: it holds no longer than its subject's version."""
        return f"{self.why.value}-{self.subject}-{self.version}"


def causes(
    gap: int, account: Account, currency: str, day: date, *,
    moves: Sequence[Moved], elsewhere: Iterable[Moved] = (), planned: Iterable[Scheduled] = (),
) -> tuple[Cause, ...]:  # fmt: skip
    """What could explain that an account holds `gap` minor units more (+) or less (−) than the books at a day's end.

    `moves` are those of the account, waiting ones too; `elsewhere` those of accounts it is mistaken for. The
    likeliest kind comes first, within a kind what lies nearest to the day.
    """
    if not gap:
        return ()
    posted = [one for one in moves if not one.is_waiting]
    found = [
        *_twice(gap, posted),
        *_turned(gap, posted),
        *_swapped(gap, posted),
        *_due(gap, account, currency, day, planned),
        *(_cause(Why.WAITING, one, one.minor) for one in moves if one.is_waiting and one.minor == gap),
        *(_cause(Why.ELSEWHERE, one, gap, one.account_id) for one in elsewhere
          if one.minor == gap and one.account_id != account.account_id and not one.is_waiting),
    ]
    order = {why: n for n, why in enumerate(Why)}
    return tuple(sorted(found, key=lambda one: (order[one.why], abs((day - one.on).days), -one.subject)))


def is_mistaken_for(account: Account, other: Account) -> bool:
    """Whether somebody may write down one place for another: both of a kind, or both what one pays from."""
    if not other.is_place or other.account_id == account.account_id:
        return False
    return other.kind is account.kind or {account.purpose, other.purpose} <= _PAID_FROM


def is_swap(was: int, right: int) -> bool:
    """Whether two amounts differ by two neighbouring digits that changed places; zeros in front count."""
    if was * right <= 0 or was == right or (was - right) % _NINES:
        return False
    width = max(len(str(abs(was))), len(str(abs(right))))
    one, two = str(abs(was)).rjust(width, "0"), str(abs(right)).rjust(width, "0")
    differ = [at for at in range(width) if one[at] != two[at]]
    if len(differ) != 2 or differ[1] - differ[0] != 1:
        return False
    first, second = differ
    return (one[first], one[second]) == (two[second], two[first])


def _cause(why: Why, one: Moved, right: int, other: int | None = None) -> Cause:
    return Cause(why, one.thing_id, one.version, one.on, right, other)


def _twice(gap: int, posted: Sequence[Moved]) -> list[Cause]:
    """Later records of what stands there already: those written alike before those that only cost the same."""
    same = sorted((one for one in posted if one.minor == -gap), key=lambda one: (one.on, one.thing_id))
    by_alike: dict[Hashable, list[Moved]] = {}
    for one in same:
        by_alike.setdefault(one.alike, []).append(one)
    found: dict[int, Cause] = {}
    for line in (*by_alike.values(), same):
        for before, after in pairwise(line):
            earlier, later = sorted((before, after), key=lambda one: one.thing_id)
            if (after.on - before.on).days <= NEAR_DAYS and later.thing_id not in found:
                found[later.thing_id] = _cause(Why.TWICE, later, 0, earlier.thing_id)
    return list(found.values())


def _turned(gap: int, posted: Sequence[Moved]) -> list[Cause]:
    return [_cause(Why.TURNED, one, -one.minor) for one in posted
            if one.could_turn and -2 * one.minor == gap]


def _swapped(gap: int, posted: Sequence[Moved]) -> list[Cause]:
    if gap % _NINES:
        return []
    return [_cause(Why.SWAPPED, one, one.minor + gap) for one in posted if is_swap(one.minor, one.minor + gap)]


def _due(gap: int, account: Account, currency: str, day: date, planned: Iterable[Scheduled]) -> list[Cause]:
    return [
        Cause(Why.DUE, item.item_id, item.version, item.next_day, gap) for item in planned
        if not item.closed and item.category_id is not None and item.next_day is not None and item.next_day <= day
        and item.amount.currency == currency and _moves(item, account.account_id) == gap
    ]


def _moves(item: Scheduled, account_id: int) -> int:
    """What a planned item moves on an account when it comes."""
    if item.account_id == account_id:
        return item.amount.minor if item.verb == "income" else -item.amount.minor
    return item.amount.minor if item.verb == "transfer" and item.category_id == account_id else 0
