"""What is likely to be recorded now: categories in order, the usual account, whole entries that repeat.

For each category two questions are multiplied. Is it time again: how often did it come back after as many
days as have passed now? And does it look like this: were its entries made at such an hour, on such a day, of
such an amount, to this payee? All in whole numbers, so that every machine gives the same order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ledger.domain.books.entry import Verb
from ledger.domain.quick.habit import Habit, decayed
from ledger.domain.quick.typed import fold

UNIT = 1000
"""One, in thousandths."""

REPEATS_MAX = 4
"""Whole entries offered at once: as many as fit one row."""

_BY_HOUR = (1000, 800, 420, 200, 100, 60, 45, 40, 35, 30, 30, 30, 30)
"""How alike two hours are, by the hours between them on the clock's face."""

_HOUR_UNKNOWN = 150
_BY_AMOUNT = ((100, 9000), (105, 2600), (115, 1700), (135, 1000), (180, 350), (260, 70), (400, 10))
"""How alike two amounts are, by the larger as a percentage of the smaller."""

_AMOUNT_FAR = 2
_SAME_PART, _OTHER_PART, _SAME_WEEKDAY = 1000, 450, 1250
_SAME_PAYEE, _OTHER_PAYEE = 20_000, 150
_OTHERS_ENTRY = 400
_KIN = {Verb.EXPENSE: (Verb.EXPENSE, Verb.REFUND), Verb.REFUND: (Verb.REFUND, Verb.EXPENSE),
        Verb.INCOME: (Verb.INCOME, Verb.TAKINGS), Verb.TAKINGS: (Verb.TAKINGS, Verb.INCOME),
        Verb.TRANSFER: (Verb.TRANSFER,)}


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is being recorded, and what is known of it: minor units, and a payee, where typed."""

    today: date
    hour: int
    amount_minor: int | None = None
    payee: str = ""
    verb: Verb = Verb.EXPENSE


@dataclass(frozen=True, slots=True)
class Repeat:
    """A whole entry that is likely to be made again, as made before. `minor` units of `currency`."""

    category: int
    account: int
    payee: str
    note: str
    minor: int
    currency: str


def rank_categories(habits: Sequence[Habit], moment: Moment, tiles: Sequence[int]) -> list[int]:
    """The tiles, likeliest first; without habits, and among equals, in the order given."""
    by_category: dict[int, list[Habit]] = {}
    for habit in _kin(habits, moment):
        if habit.category is not None:
            by_category.setdefault(habit.category, []).append(habit)
    scores = {one: _score(entries, moment) for one, entries in by_category.items()}
    return sorted(tiles, key=lambda tile: -scores.get(tile, 0))


def usual_account(habits: Sequence[Habit], category: int | None) -> int | None:
    """The account a category is mostly paid from; for a category never used, the account most used."""
    own = [habit for habit in habits if habit.category == category]
    return by_use(own or habits)[0] if habits else None


def by_use(habits: Sequence[Habit]) -> list[int]:
    """Accounts by how much they were used lately, the most used first."""
    latest = max((habit.on for habit in habits), default=date.min)
    weights: dict[int, int] = {}
    for habit in habits:
        weight = decayed((latest - habit.on).days) * (UNIT if habit.is_own else _OTHERS_ENTRY)
        weights[habit.account] = weights.get(habit.account, 0) + weight + 1
    return sorted(weights, key=lambda account: (-weights[account], account))


def repeats(habits: Sequence[Habit], moment: Moment) -> list[Repeat]:
    """Whole entries that came at least twice and are likely now, likeliest first, at most REPEATS_MAX.

    An entry without a note and a payee has no name of its own and is left to its category's tile.
    """
    alike: dict[Repeat, list[Habit]] = {}
    for habit in _kin(habits, moment):
        if habit.category is not None and habit.verb is moment.verb and (habit.note or habit.payee):
            key = Repeat(habit.category, habit.account, habit.payee, habit.note, habit.minor, habit.currency)
            alike.setdefault(key, []).append(habit)
    scores = {one: _score(entries, moment) for one, entries in alike.items() if len(entries) > 1}
    likely = sorted((one for one, score in scores.items() if score), key=lambda one: -scores[one])
    return likely[:REPEATS_MAX]


def _kin(habits: Sequence[Habit], moment: Moment) -> list[Habit]:
    verbs = _KIN.get(moment.verb, (moment.verb,))
    return [habit for habit in habits if habit.verb in verbs and habit.on <= moment.today]


def _score(entries: Sequence[Habit], moment: Moment) -> int:
    return _is_time(entries, moment) * _looks_like(entries, moment)

def _is_time(entries: Sequence[Habit], moment: Moment) -> int:
    """How likely such an entry comes today and has not come yet, in thousandths.

    Only entries made around this hour count where there are any, so that breakfast does not stand for lunch. Of
    the times it stayed away as long as now, how many ended now? With few such times the plain rate decides.
    """
    near = [one for one in entries if one.hour is not None and _apart(one.hour, moment.hour) <= 2]
    near = near or list(entries)
    days = sorted({one.on for one in near})
    if days[-1] == moment.today:
        return _once_more([one.on for one in near], moment.today)
    gaps = [_gap(before, after) for before, after in pairwise(days)]
    age = _gap(days[-1], moment.today)
    rate = UNIT * len(days) // ((moment.today - days[0]).days + 1)
    ended = UNIT * sum(gap == age for gap in gaps)
    return (ended + rate) // (sum(gap >= age for gap in gaps) + 1)


def _once_more(days: Sequence[date], today: date) -> int:
    """How likely an entry made today is made today again, in thousandths: from days with as many, and more."""
    counts = Counter(days)
    already = counts.pop(today)
    as_many = sum(count >= already for count in counts.values())
    more = sum(count > already for count in counts.values())
    return (UNIT * more + UNIT // 20) // (as_many + 1)


def _gap(before: date, after: date) -> int:
    """Days between two days; the same day of another month counts as whole months of thirty days."""
    days = (after - before).days
    return (days + 15) // 30 * 30 if before.day == after.day and days > 27 else days


def _looks_like(entries: Sequence[Habit], moment: Moment) -> int:
    """How alike past entries were to this moment, on the mean; recent and own ones count most."""
    total, weight = 0, UNIT
    for habit in entries:
        share = UNIT if habit.is_own else _OTHERS_ENTRY
        counts = decayed((moment.today - habit.on).days) * share // UNIT
        weight += counts
        total += counts * _by_hour(habit, moment) * _by_day(habit, moment) * _by_amount(habit, moment)
    return total // (weight * UNIT)


def _by_hour(habit: Habit, moment: Moment) -> int:
    return _HOUR_UNKNOWN if habit.hour is None else _BY_HOUR[_apart(habit.hour, moment.hour)]


def _apart(hour: int, other: int) -> int:
    return min((hour - other) % 24, (other - hour) % 24)


def _by_day(habit: Habit, moment: Moment) -> int:
    if habit.on.weekday() == moment.today.weekday():
        return _SAME_WEEKDAY
    is_same = (habit.on.weekday() >= 5) == (moment.today.weekday() >= 5)
    return _SAME_PART if is_same else _OTHER_PART


def _by_amount(habit: Habit, moment: Moment) -> int:
    """How alike amount and payee are, as far as the moment knows them."""
    alike = UNIT
    if moment.amount_minor:
        low, high = sorted((habit.minor, moment.amount_minor))
        alike = next((w for percent, w in _BY_AMOUNT if 100 * high <= percent * low), _AMOUNT_FAR)
    if moment.payee:
        is_same = fold(habit.payee) == fold(moment.payee)
        alike = alike * (_SAME_PAYEE if is_same else _OTHER_PAYEE) // UNIT
    return alike
