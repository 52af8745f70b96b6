"""What spending and income can be gathered by besides their category: payee, project, person, day of the week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ledger.domain.reports.change import Gathered
from ledger.kernel.ids import id_text
from ledger.kernel.money import allot
from ledger.kernel.period import Period

SHOWN = 40
"""Groups shown one by one; the rest as one."""

SEVERAL = "several"
"""The key of what several paid together."""

WEEK = 7


class Facet(StrEnum):
    """What is gathered by; `for` is whom it was for, `paid` who paid it. An entry of several tags is in each group."""

    PAYEE = "payee"
    PROJECT = "project"
    TAG = "tag"
    FOR = "for"
    PAID = "paid"
    WEEKDAY = "weekday"


class Of(StrEnum):
    """The accounts a figure can be over when it is not over one."""

    SPENDING = "spending"
    INCOME = "income"
    AT_HAND = "at_hand"


class SharedLine(NamedTuple):
    """A line that several bear: its home minor units, and each member's share in its own currency."""

    entry_id: int
    home: int
    shares: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Grouped:
    """One group now and beside: home minor units, entries now. `beside` is None where nothing is compared."""

    key: str
    name: str
    amount: int
    beside: int | None
    times: int

    @property
    def change(self) -> int | None:
        """The sum less the one beside it."""
        return None if self.beside is None else self.amount - self.beside


def grouped(now: Iterable[Gathered], before: Iterable[Gathered] | None) -> tuple[Grouped, ...]:
    """Groups with what stands beside them, the largest first; what came to nothing both times is left out."""
    this = {one.key: one for one in now}
    last = None if before is None else {one.key: one for one in before}
    keys = [*this, *(key for key in last or () if key not in this)]
    made = [_grouped(key, this.get(key), last) for key in keys]
    return tuple(sorted((one for one in made if one.amount or one.beside),
                        key=lambda one: (-one.amount, -(one.beside or 0), one.name)))


def cut(groups: Sequence[Grouped], shown: int = SHOWN) -> tuple[tuple[Grouped, ...], Grouped | None]:
    """The first groups, and what the rest come to as one (None where all are shown)."""
    if len(groups) <= shown + 1:
        return tuple(groups), None
    rest = groups[shown:]
    beside = [one.beside for one in rest if one.beside is not None]
    return tuple(groups[:shown]), Grouped("", "", sum(one.amount for one in rest), sum(beside) if beside else None,
                                          sum(one.times for one in rest))


def borne(lines: Iterable[SharedLine]) -> list[Gathered]:
    """What each member bears of shared lines, key by member: a line's home value by its shares, to the last coin."""
    sums: dict[int, int] = {}
    seen: dict[int, set[int]] = {}
    for line in lines:
        parts = allot(line.home, [abs(minor) for _, minor in line.shares])
        for (member, _), part in zip(line.shares, parts, strict=True):
            sums[member] = sums.get(member, 0) + part
            seen.setdefault(member, set()).add(line.entry_id)
    return [Gathered(id_text(member), "", len(seen[member]), minor) for member, minor in sums.items()]


def joined(groups: Iterable[Gathered]) -> list[Gathered]:
    """Groups of one key made one."""
    found: dict[str, Gathered] = {}
    for one in groups:
        so_far = found.get(one.key)
        found[one.key] = one if so_far is None else Gathered(
            one.key, so_far.name or one.name, so_far.times + one.times, so_far.minor + one.minor)
    return list(found.values())


def by_weekday(net: Mapping[date, int], period: Period) -> tuple[tuple[int, int], ...]:
    """For each day of the week from Monday: home minor units on it, and how many such days the period has."""
    sums, counts = [0] * WEEK, [0] * WEEK
    for on, minor in net.items():
        sums[on.weekday()] += minor
    whole, left = divmod(period.days, WEEK)
    for n in range(WEEK):
        counts[(period.start.weekday() + n) % WEEK] = whole + (n < left)
    return tuple(zip(sums, counts, strict=True))


def _grouped(key: str, now: Gathered | None, last: Mapping[str, Gathered] | None) -> Grouped:
    before = None if last is None else last.get(key)
    named = now or before
    beside = None if last is None else before.minor if before else 0
    return Grouped(key, named.name if named else "", now.minor if now else 0, beside, now.times if now else 0)
