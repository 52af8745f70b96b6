"""Why a category came to more or less than before: reasons whose sums are the change, to the last minor unit.

A category's entries are gathered by whom the money went to (or what was noted, where nobody is named), now and
before. Who is new or gone is one reason. Who stands in both is up to two: how much more or less often, at what it
used to come to each time, and how much more or less each time. What is small is gathered in one reason at the end.
No words are made up: a reason is its numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST = 5
"""Reasons told one by one; the rest are told as one."""


class Why(StrEnum):
    """What kind of reason it is."""

    NEW = "new"
    GONE = "gone"
    OFTENER = "oftener"
    RARER = "rarer"
    DEARER = "dearer"
    CHEAPER = "cheaper"
    OTHERWISE = "otherwise"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What belongs together in a period: a key, a name to show, how many entries, and home minor units."""

    key: str
    name: str
    times: int
    minor: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a change: home minor units, and what it is said with.

    `times` and `before` are entries now and then; `each` how much more or less one came to, rounded; of the rest,
    `times` is how many reasons it gathers.
    """

    why: Why
    key: str
    name: str
    minor: int
    times: int = 0
    before: int = 0
    each: int = 0


def reasons(now: Iterable[Gathered], before: Iterable[Gathered], most: int = MOST) -> tuple[Reason, ...]:
    """The reasons of a change, the heaviest first. They sum to what `now` comes to less what `before` did."""
    this, last = {one.key: one for one in now}, {one.key: one for one in before}
    keys = [*this, *(key for key in last if key not in this)]
    found = [reason for key in keys for reason in _of(key, this, last) if reason.minor]
    found.sort(key=lambda one: (-abs(one.minor), one.name, one.why))
    return (*found[:most], *_rest(found[most:])) if len(found) > most + 1 else tuple(found)


def _of(key: str, this: Mapping[str, Gathered], last: Mapping[str, Gathered]) -> tuple[Reason, ...]:
    now, before = this.get(key), last.get(key)
    if now is None:
        assert before is not None
        return (Reason(Why.GONE, key, before.name, -before.minor, 0, before.times),)
    if before is None:
        return (Reason(Why.NEW, key, now.name, now.minor, now.times),)
    if now.times <= 0 or before.times <= 0 or (now.minor > 0) != (before.minor > 0):
        return (Reason(Why.OTHERWISE, key, now.name, now.minor - before.minor, now.times, before.times),)
    return _both(key, now, before)


def _both(key: str, now: Gathered, before: Gathered) -> tuple[Reason, ...]:
    """How much by how often, at the old price; the rest is by what each came to."""
    by_count = _rounded((now.times - before.times) * before.minor, before.times)
    by_price = now.minor - before.minor - by_count
    often = Why.OFTENER if now.times > before.times else Why.RARER
    price = Why.DEARER if (by_price > 0) == (now.minor > 0) else Why.CHEAPER
    return (
        Reason(often, key, now.name, by_count, now.times, before.times),
        Reason(price, key, now.name, by_price, now.times, before.times, _rounded(by_price, now.times)),
    )


def _rest(small: Sequence[Reason]) -> tuple[Reason, ...]:
    minor = sum(one.minor for one in small)
    return (Reason(Why.REST, "", "", minor, len(small)),) if minor else ()


def _rounded(numerator: int, divisor: int) -> int:
    """A quotient rounded to the nearest whole number, halves away from zero; the divisor is above zero."""
    whole, left = divmod(abs(numerator), divisor)
    nearest = whole + (left * 2 >= divisor)
    return nearest if numerator >= 0 else -nearest
