"""The one evaluator of rules and guards: vectors of signals against lower and upper bounds.

One person is one column, a million are a million columns taken in chunks; nothing else differs. A comparison with
a signal that is not known is neither true nor false: a row that asks for one, reached before any row fitted, makes
the whole rule set unknown for that person, and nothing is offered. Whole numbers only, so nothing can differ by
rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from credit.domain.rules.rule_set import Condition, Op, RuleSet

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Ranks = NDArray[np.uint8]
Places = NDArray[np.intp]

CHUNK = 16_384
"""People judged at a time: rows × people of flags, and their signals, stay inside a processor's cache."""

ROWS_AT_ONCE = 255
"""Rows one table may hold: a row's rank is one byte."""

_WIDEST = 2**63 - 1

NONE = -1
"""Where no row fits, or nothing unknown was met."""


@dataclass(frozen=True)
class Vectors:
    """People's signals as columns: `values` and `known` are (names × people). A name that is not here is unknown.

    Values are whole numbers in each signal's unit; where `known` is false the value says nothing.
    """

    names: tuple[str, ...]
    values: Whole
    known: Flags

    @property
    def people(self) -> int:
        """How many columns there are."""
        return int(self.values.shape[1])

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each name stands."""
        return {name: at for at, name in enumerate(self.names)}

    @cached_property
    def wanting(self) -> frozenset[str]:
        """Names not known of everybody here."""
        wanting = np.flatnonzero(~self.known.all(axis=1))
        return frozenset(self.names[at] for at in wanting.tolist())

    def known_of(self, signal: str) -> Flags:
        """Of whom a signal is known."""
        at = self.places.get(signal)
        return np.zeros(self.people, dtype=np.bool_) if at is None else self.known[at]

    def is_wanting(self, signal: str) -> bool:
        """Whether a signal is unknown of somebody."""
        return signal in self.wanting or signal not in self.places

    def part(self, start: int, stop: int) -> Vectors:
        """Some people, without copying."""
        return Vectors(self.names, self.values[:, start:stop], self.known[:, start:stop])


@dataclass(frozen=True)
class _Group:
    """Rows that bound a signal on one side, and their bounds as a column: one signal for all, or one for each."""

    signals: tuple[str, ...]
    is_low: bool
    rows: Places | slice
    bounds: Whole


@dataclass(frozen=True)
class Table:
    """Rows made ready to be judged: how many, their bounds by signal, which rows ask for a signal, by signal.

    `own` are conditions about each row's own candidate offer, where those were set apart.
    """

    rows: int
    groups: tuple[_Group, ...]
    asked: Mapping[str, Places]
    own: Mapping[int, Table]


@dataclass(frozen=True)
class Judged:
    """For each person the first row that fits, or the row at which something unknown was met; −1 where none.

    At most one of the two is not −1.
    """

    row: Whole
    unknown_at: Whole


@dataclass(frozen=True, slots=True)
class Judgement:
    """The same for one person. `row` is None where none fits; `unknown` names what the row at fault asked for."""

    row: int | None
    unknown: tuple[str, ...] = ()


Candidates = Callable[[int, Places], Vectors]
"""The candidate offers' signals of a row for the people at these places, one column for each in that order."""

Candidate = Callable[[int], Mapping[str, int | None]]
"""The candidate offer's signals of a row for the one person judged."""


def vector(signals: Mapping[str, int | None]) -> Vectors:
    """One person's signals as one column; None is unknown. What 64 bits cannot hold counts as the most they can."""
    held = [0 if value is None else min(max(value, -_WIDEST), _WIDEST) for value in signals.values()]
    values = np.array(held, dtype=np.int64)
    known = np.array([value is not None for value in signals.values()], dtype=np.bool_)
    return Vectors(tuple(signals), values[:, None], known[:, None])


def prepare(rows: Sequence[Sequence[Condition]], own_offers: bool = False) -> Table:
    """A table of rows, each the conditions that must hold together (none: it fits everybody).

    With `own_offers`, conditions about the candidate offer are set apart and put to `match_many`'s `candidates`,
    since each row's offer is its own; without, they are read from the vectors like any other signal.
    """
    if len(rows) > ROWS_AT_ONCE:
        raise ValueError("more rows than one table holds")
    here = [[one for one in row if not (own_offers and one.of_offer)] for row in rows]
    apart = {at: [one for one in row if one.of_offer] for at, row in enumerate(rows)} if own_offers else {}
    asked: dict[str, list[int]] = {}
    for at, row in enumerate(here):
        for signal in dict.fromkeys(one.signal for one in row):
            asked.setdefault(signal, []).append(at)
    return Table(
        rows=len(rows), groups=tuple(_groups(here)),
        asked={signal: np.array(places, dtype=np.intp) for signal, places in asked.items()},
        own={at: prepare([conditions]) for at, conditions in apart.items() if conditions},
    )


def prepare_rules(rules: RuleSet) -> Table:
    """A lender's rule set made ready: its rows' conditions on offers are put to each row's own candidate."""
    return prepare([row.when for row in rules.rows], own_offers=True)


def match_one(table: Table, signals: Mapping[str, int | None], candidate: Candidate | None = None) -> Judgement:
    """What `match_many` finds for one person: None is unknown, and so is a signal that is not given."""
    offers: dict[int, Mapping[str, int | None]] = {}

    def offered(at: int, _: Places) -> Vectors:
        offers[at] = candidate(at) if candidate else {}
        return vector(offers[at])

    found = match_many(table, vector(signals), offered)
    row, at = int(found.row[0]), int(found.unknown_at[0])
    if at == NONE:
        return Judgement(None if row == NONE else row)
    unknown = [signal for signal, rows in table.asked.items() if at in rows and signals.get(signal) is None]
    if not unknown:
        unknown = [signal for signal in table.own[at].asked if offers[at].get(signal) is None]
    return Judgement(None, tuple(unknown))


def match_many(table: Table, people: Vectors, candidates: Candidates | None = None) -> Judged:
    """For each person the first row that fits, or the row at which an unknown signal was asked for."""
    row, unknown_at = (np.full(people.people, NONE, dtype=np.int64) for _ in range(2))
    for start, chunk in chunks(people):
        fits, blind = _fits(table, chunk), _blind(table, chunk)
        _put_offers(table, fits, blind, start, candidates)
        first = _first(fits)
        wins, at = first > blind, slice(start, start + chunk.people)
        row[at][wins] = table.rows - first[wins].astype(np.int64)
        blind[wins] = 0
        unknown_at[at][blind > 0] = table.rows - blind[blind > 0].astype(np.int64)
    return Judged(row, unknown_at)


def match_each(table: Table, people: Vectors) -> tuple[Flags, Flags]:
    """For every row and person whether it holds, and whether it cannot be told: two of (rows × people).

    Nothing is cut into chunks here: what is held is rows × people.
    """
    holds = _fits(table, people)
    unknown = np.zeros_like(holds)
    for signal, rows in table.asked.items():
        if people.is_wanting(signal):
            unknown[rows] |= ~people.known_of(signal)
    return holds & ~unknown, unknown


def chunks(people: Vectors) -> Iterator[tuple[int, Vectors]]:
    """The people in parts small enough to be held at once, each with the place of its first."""
    for start in range(0, people.people, CHUNK):
        yield start, people.part(start, min(start + CHUNK, people.people))


def _bounds(rows: Sequence[Sequence[Condition]]) -> dict[tuple[str, bool], dict[int, int]]:
    """The tightest bound of each row on each side of each signal, by signal and side (low or not)."""
    found: dict[tuple[str, bool], dict[int, int]] = {}
    for at, row in enumerate(rows):
        for one in row:
            if one.op is not Op.AT_MOST:
                lows = found.setdefault((one.signal, True), {})
                lows[at] = max(lows.get(at, one.bound), one.bound)
            if one.op is not Op.AT_LEAST:
                highs = found.setdefault((one.signal, False), {})
                highs[at] = min(highs.get(at, one.bound), one.bound)
    return found


def _groups(rows: Sequence[Sequence[Condition]]) -> Iterator[_Group]:
    """Signals that several rows bound on a side, one by one; those of a single row together, no row twice."""
    alone: dict[bool, list[dict[int, tuple[str, int]]]] = {True: [], False: []}
    for (signal, is_low), bounds in _bounds(rows).items():
        if len(bounds) > 1:
            yield _Group((signal,), is_low, _together(list(bounds)), _column(bounds.values()))
            continue
        row, bound = next(iter(bounds.items()))
        layer = next((one for one in alone[is_low] if row not in one), None)
        if layer is None:
            alone[is_low].append(layer := {})
        layer[row] = signal, bound
    for is_low, layers in alone.items():
        for layer in layers:
            places = sorted(layer)
            signals = tuple(layer[row][0] for row in places)
            yield _Group(signals, is_low, _together(places), _column(layer[row][1] for row in places))


def _column(bounds: Iterable[int]) -> Whole:
    return np.array(list(bounds), dtype=np.int64)[:, None]


def _together(rows: list[int]) -> Places | slice:
    """The places of rows, ascending; as a slice where they are neighbours, which spares a copy."""
    neighbours = rows[-1] - rows[0] + 1 == len(rows)
    return slice(rows[0], rows[-1] + 1) if neighbours else np.array(rows, dtype=np.intp)


def _fits(table: Table, people: Vectors) -> Flags:
    """Rows × people: whether every comparison holds, unknown values taken as they stand."""
    fits = np.ones((table.rows, people.people), dtype=np.bool_)
    for group in table.groups if people.names else ():
        places = [people.places.get(signal, 0) for signal in group.signals]
        values = people.values[places]
        fits[group.rows] &= values >= group.bounds if group.is_low else values <= group.bounds
    return fits


def _blind(table: Table, people: Vectors) -> Ranks:
    """For each person the rank of the first row that asks for something unknown, 0 where none does."""
    ranks = np.zeros(people.people, dtype=np.uint8)
    for signal, rows in table.asked.items():
        if people.is_wanting(signal):
            rank = np.uint8(table.rows - rows[0])
            np.maximum(ranks, np.where(people.known_of(signal), np.uint8(0), rank), out=ranks)
    return ranks


def _put_offers(table: Table, fits: Flags, blind: Ranks, start: int, candidates: Candidates | None) -> None:
    """Hold rows' conditions on their own offer against the candidates of those whom no earlier row settled."""
    settled = np.zeros(fits.shape[1], dtype=np.bool_)
    for at in range(table.rows if table.own else 0):
        rank = np.uint8(table.rows - at)
        people = np.flatnonzero(fits[at] & ~settled & (blind < rank)) if at in table.own else settled[:0]
        if candidates is None:
            blind[people] = rank
        elif people.size:
            holds, unknown = match_each(table.own[at], candidates(at, people + start))
            fits[at, people] = holds[0]
            blind[people[unknown[0]]] = rank
        settled |= fits[at]


def _first(fits: Flags) -> Ranks:
    """For each person the rank of the first row that fits: as many as the rows for the first of them, 0 for none."""
    ranks = np.arange(len(fits), 0, -1, dtype=np.uint8)[:, None]
    first: Ranks = np.max(fits.view(np.uint8) * ranks, axis=0, initial=0)
    return first
