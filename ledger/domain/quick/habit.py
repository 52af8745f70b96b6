"""What was recorded before, reduced to what the next recording can be told from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from ledger.domain.books.account import Account, Purpose
from ledger.domain.books.entry import Verb
from ledger.domain.quick.lexicon import PayeeHabit
from ledger.domain.quick.typed import fold

STEADY = 2, 3
"""What is usual with a payee is no guess if at least two in three of its entries say so."""

HALF_LIFE = 30
"""Days after which an entry counts half."""

Move = tuple[int, int, str]
"""What an entry did to one account: its id, minor units into (+) or out of (−) it, and their currency."""

_OTHERS = Purpose.PAYABLE
"""Where what somebody else paid is owed: nobody's usual account to pay with."""

_REMEMBERED = frozenset({Verb.EXPENSE, Verb.INCOME, Verb.REFUND, Verb.TRANSFER, Verb.TAKINGS})


class Past(NamedTuple):
    """An entry as the store remembers it. `recorded_at` is None where it came from a file."""

    on: date
    verb: Verb
    recorded_at: datetime | None
    is_own: bool
    payee: str
    note: str
    moves: tuple[Move, ...]
    entry_id: int = 0


@dataclass(frozen=True, slots=True)
class Habit:
    """One past entry. `minor` is its whole amount in minor units; `hour` (0–23) where the recorder was.

    `hour` is None where it tells nothing: recorded on another day than it happened, or imported. A transfer
    has no category. `is_own` tells the asking member's entries from other members'.
    """

    on: date
    hour: int | None
    verb: Verb
    category: int | None
    account: int
    minor: int
    currency: str
    payee: str = ""
    note: str = ""
    is_own: bool = True


def habits_of(past: Iterable[Past], accounts: Mapping[int, Account], zone: tzinfo) -> list[Habit]:
    """The habits in past entries, in their order; entries that only an accountant would make are left out."""
    found = (habit_of(one, accounts, zone) for one in past)
    return [one for one in found if one is not None]


def habit_of(past: Past, accounts: Mapping[int, Account], zone: tzinfo) -> Habit | None:
    """The habit in one past entry; None where only an accountant would make it."""
    if past.verb not in _REMEMBERED:
        return None
    known = [(accounts[move[0]], move) for move in past.moves if move[0] in accounts]
    categories = [move for account, move in known if account.is_category]
    is_move = past.verb is Verb.TRANSFER
    places = [move for account, move in known if account.is_place and (is_move or account.purpose is not _OTHERS)]
    if not places or not (categories or is_move):
        return None
    categories = [] if is_move else categories
    category = max(categories, key=_size)[0] if categories else None
    account, minor, currency = max(places, key=_weight) if categories else min(places, key=lambda move: move[1])
    return Habit(past.on, _hour(past, zone), past.verb, category, account, abs(minor), currency,
                 past.payee, past.note, past.is_own)


def decayed(days: int, unit: int = 1000) -> int:
    """How much something `days` ago still counts: `unit` today, half as much every HALF_LIFE days.

    Straight between halvings, so that whole numbers do: an exponential to within 6 %.
    """
    halvings, rest = divmod(max(days, 0), HALF_LIFE)
    return (unit >> halvings) * (2 * HALF_LIFE - rest) // (2 * HALF_LIFE) if halvings < 16 else 0


def payee_habits(habits: Sequence[Habit], today: date) -> dict[str, PayeeHabit]:
    """What is usual with every payee, by the name as it was last written."""
    by_payee: dict[str, list[Habit]] = {}
    for habit in sorted(habits, key=lambda one: one.on, reverse=True):
        if habit.payee and habit.verb is not Verb.TRANSFER:
            by_payee.setdefault(fold(habit.payee), []).append(habit)
    return {entries[0].payee: _usual(entries, today) for entries in by_payee.values()}


def most(votes: Iterable[tuple[int, int]]) -> tuple[int | None, bool]:
    """The id with the most weight among (id, weight) pairs, and whether it is steady; ties to the first."""
    weights: dict[int, int] = {}
    for one, weight in votes:
        weights[one] = weights.get(one, 0) + weight
    if not weights:
        return None, False
    best = max(weights, key=lambda one: weights[one])
    part, whole = STEADY
    return best, weights[best] * whole >= sum(weights.values()) * part


def _usual(entries: Sequence[Habit], today: date) -> PayeeHabit:
    weights = [decayed((today - one.on).days) + 1 for one in entries]
    category, is_steady = most((one.category, w) for one, w in zip(entries, weights, strict=True)
                               if one.category is not None)
    account, is_kept = most((one.account, w) for one, w in zip(entries, weights, strict=True))
    verb = next((one.verb for one in entries if one.category == category), Verb.EXPENSE)
    unsure = [name for name, sure in (("category", is_steady), ("account", is_kept)) if not sure]
    return PayeeHabit(Verb.INCOME if verb is Verb.TAKINGS else verb, category, account, frozenset(unsure))


def _size(move: Move) -> int:
    return abs(move[1])


def _weight(move: Move) -> tuple[int, bool]:
    """The largest sum at a place; of two as large the one that went out."""
    return abs(move[1]), move[1] < 0


def _hour(past: Past, zone: tzinfo) -> int | None:
    if past.recorded_at is None:
        return None
    local = past.recorded_at.astimezone(zone)
    return local.hour if local.date() == past.on else None
