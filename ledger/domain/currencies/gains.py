"""Gain and loss on what is held in other currencies and commodities, by weighted average cost.

Each account has a pool for each currency: how much it holds, and what that cost in home minor units. What goes in adds
its home value to the cost; what goes out takes the same share of the cost with it, and the difference to its home value
is realised. Between own places of one currency the cost goes along and nothing is realised. Debts are pools below zero
and are treated alike. What is held is worth its price of the day; the difference to its cost is not realised yet.

Whole numbers throughout: shares are divided by largest remainder, so that at all times, to the last minor unit,
cost = put in + realised, and therefore realised + not realised = worth − put in. Sources: the weighted average cost
formula of IAS 2 paragraph 27, and IAS 21 paragraphs 23 and 28 for the difference between the rate of recording and the
rate of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ledger.kernel.money import allot


class Held(NamedTuple):
    """What is held where: an account and a currency that is not the home one."""

    account_id: int
    currency: str


class Leg(NamedTuple):
    """Minor units of a currency into (+) or out of (−) a place, worth `home` minor units; None while nobody knows."""

    held: Held
    minor: int
    home: int | None


class Moved(NamedTuple):
    """One entry: its day, its legs in other currencies on places, and what exchanging gained in it (−: lost)."""

    entry_id: int
    on: date
    legs: tuple[Leg, ...]
    exchanged: int = 0
    exchanged_in: Held | None = None


@dataclass(slots=True)
class Pool:
    """What one place holds of one currency, its cost, what was put in less taken out, what was realised so far."""

    minor: int = 0
    cost: int = 0
    put_in: int = 0
    realised: int = 0

    def released(self, minor: int) -> int:
        """The share of the cost that goes with an amount out of what is held, at most all of it."""
        return allot(self.cost, [minor, abs(self.minor) - minor])[0] if self.minor else 0

    def take(self, minor: int, worth: int) -> int:
        """Let an amount in (+) or out (−) for what it is worth, of the same sign; what is realised by it."""
        closing = min(abs(minor), abs(self.minor)) if (minor > 0) != (self.minor > 0) and self.minor else 0
        if not closing:
            self.minor, self.cost, self.put_in = self.minor + minor, self.cost + worth, self.put_in + worth
            return 0
        closed = allot(worth, [closing, abs(minor) - closing])[0]
        realised = -(closed + self.released(closing))
        self.minor += minor
        self.cost += worth + realised
        self.put_in += worth
        self.realised += realised
        return realised


@dataclass(slots=True)
class Line:
    """One place and currency over some days, home minor units.

    `worth_before` and `worth` are at the price of the day before the first and of the last, `cost_before` and `cost`
    what it cost then. `entries` are those that realised or exchanged; `waiting` counts movements without a home
    value, which are in nothing here; `is_unpriced` says that no price is known and cost stands for worth.
    """

    held: Held
    minor: int = 0
    worth_before: int = 0
    cost_before: int = 0
    worth: int = 0
    cost: int = 0
    put_in: int = 0
    realised: int = 0
    exchanged: int = 0
    waiting: int = 0
    is_unpriced: bool = False
    entries: list[int] = field(default_factory=list)

    @property
    def unrealised(self) -> int:
        """What the prices of the days changed: what is gained but not realised, less what was so before."""
        return (self.worth - self.cost) - (self.worth_before - self.cost_before)

    @property
    def gain(self) -> int:
        """Everything gained (−: lost) over the days."""
        return self.exchanged + self.realised + self.unrealised

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell of it."""
        return bool(self.minor or self.worth_before or self.put_in or self.gain or self.waiting)


@dataclass(slots=True)
class Course:
    """The pools as entries go by, and what each of them did."""

    pools: dict[Held, Pool] = field(default_factory=dict)
    waiting: dict[Held, int] = field(default_factory=dict)

    def pass_by(self, moved: Moved) -> dict[Held, int]:
        """Let an entry go by; what it realised, by what is held."""
        realised: dict[Held, int] = {}
        by_currency: dict[str, list[Leg]] = {}
        for leg in moved.legs:
            if leg.home is None:
                self.waiting[leg.held] = self.waiting.get(leg.held, 0) + 1
            elif leg.minor:
                by_currency.setdefault(leg.held.currency, []).append(leg)
        for legs in by_currency.values():
            self._one_currency(legs, realised)
        return realised

    def _one_currency(self, legs: Sequence[Leg], realised: dict[Held, int]) -> None:
        """Out first, then in: what goes over between places takes its cost along."""
        out, into = ([leg for leg in legs if (leg.minor > 0) is is_in] for is_in in (False, True))
        over = min(sum(-leg.minor for leg in out), sum(leg.minor for leg in into))
        carried = 0
        for leg, part in zip(out, allot(over, [-leg.minor for leg in out]) if out else (), strict=True):
            carried += self._leave(leg, part, realised)
        parts = allot(over, [leg.minor for leg in into]) if into else ()
        costs = allot(carried, parts) if over else [0] * len(parts)
        for leg, part, cost in zip(into, parts, costs, strict=True):
            home = allot(leg.home or 0, [part, leg.minor - part])[1]
            self._take(leg.held, leg.minor, home + cost, realised)

    def _leave(self, leg: Leg, part: int, realised: dict[Held, int]) -> int:
        """Let money out of a place; what of its cost goes along with the part that goes to another place."""
        pool = self.pools.setdefault(leg.held, Pool())
        over_home, home = allot(leg.home or 0, [part, -leg.minor - part])
        held = min(part, max(pool.minor, 0))
        beyond = allot(over_home, [held, part - held])[1]
        released = pool.released(held)
        for minor, worth in ((held, -released), (part - held, beyond)):
            if minor:
                self._take(leg.held, -minor, worth, realised)
        if part + leg.minor:
            self._take(leg.held, part + leg.minor, home, realised)
        return released - beyond

    def _take(self, held: Held, minor: int, worth: int, realised: dict[Held, int]) -> None:
        gained = self.pools.setdefault(held, Pool()).take(minor, worth)
        if gained:
            realised[held] = realised.get(held, 0) + gained



def lines(
    moves: Iterable[Moved], since: date, worth_before: Mapping[Held, int | None], worth: Mapping[Held, int | None],
) -> list[Line]:
    """Every place and currency over the days from `since` on; `moves` are in order from the first day of all.

    `worth_before` and `worth` value what `Course` holds the day before and at the end: see `holdings`.
    """
    course, found = Course(), dict[Held, Line]()
    began: dict[Held, Pool] = {}
    is_within = False
    for moved in moves:
        if not is_within and moved.on >= since:
            is_within, began = True, _copied(course)
        realised = course.pass_by(moved)
        if is_within:
            _tell(found, moved, realised)
    began = began if is_within else _copied(course)
    for held, pool in course.pools.items():
        line, before = found.setdefault(held, Line(held)), began.get(held, Pool())
        line.minor, line.cost, line.cost_before = pool.minor, pool.cost, before.cost
        line.put_in = pool.put_in - before.put_in
        line.worth_before = _or(worth_before.get(held), before.cost)
        line.worth = _or(worth.get(held), pool.cost)
        line.is_unpriced = worth.get(held) is None and pool.minor != 0
    for held, count in course.waiting.items():
        found.setdefault(held, Line(held)).waiting = count
    return [line for _held, line in sorted(found.items()) if line.says_something]


def holdings(moves: Iterable[Moved], until: date) -> dict[Held, int]:
    """How much of each is held at the end of a day, of what has a home value."""
    found: dict[Held, int] = {}
    for moved in moves:
        for leg in moved.legs if moved.on <= until else ():
            if leg.home is not None:
                found[leg.held] = found.get(leg.held, 0) + leg.minor
    return found


def _tell(found: dict[Held, Line], moved: Moved, realised: Mapping[Held, int]) -> None:
    if moved.exchanged and moved.exchanged_in is not None:
        line = found.setdefault(moved.exchanged_in, Line(moved.exchanged_in))
        line.exchanged += moved.exchanged
        line.entries.append(moved.entry_id)
    for held, gained in realised.items():
        line = found.setdefault(held, Line(held))
        line.realised += gained
        if moved.entry_id not in line.entries[-1:]:
            line.entries.append(moved.entry_id)


def _copied(course: Course) -> dict[Held, Pool]:
    return {held: Pool(one.minor, one.cost, one.put_in, one.realised) for held, one in course.pools.items()}


def _or(worth: int | None, cost: int) -> int:
    return cost if worth is None else worth
