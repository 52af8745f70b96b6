"""Rows as boxes: for each signal the least and the most that fit, and what such boxes share or leave over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from credit.domain.rules.rule_set import Condition, reach

Box = Mapping[str, tuple[int, int]]
"""Least and most by signal; a signal that is not there may be anything it can be."""


@dataclass(frozen=True, slots=True)
class Span:
    """Values of a signal from `low` to `high`, both of them in it."""

    signal: str
    low: int
    high: int


def box(conditions: Iterable[Condition]) -> Box:
    """The box of a row's conditions. It may be empty: see `empty_sides`."""
    found: dict[str, tuple[int, int]] = {}
    for one in conditions:
        low, high = found.get(one.signal, reach(one.signal))
        found[one.signal] = max(low, one.low), min(high, one.high)
    return found


def empty_sides(of: Box) -> tuple[str, ...]:
    """Signals for which nothing fits: then the row fits nobody."""
    return tuple(signal for signal, (low, high) in of.items() if low > high)


def shared(one: Box, other: Box) -> Box | None:
    """What fits both, None where nothing does."""
    both = {signal: _meet(side(one, signal), side(other, signal)) for signal in (*one, *other)}
    return None if empty_sides(both) else both


def is_within(inner: Box, outer: Box) -> bool:
    """Whether whatever fits `inner` fits `outer`."""
    return all(
        side(outer, signal)[0] <= side(inner, signal)[0] and side(inner, signal)[1] <= side(outer, signal)[1]
        for signal in outer)


def is_covered(of: Box, by: Iterable[Box], cuts_most: int) -> bool:
    """Whether whatever fits a box fits one of others: it is cut up until nothing is left.

    Says no, too, where that would take more than `cuts_most` cuts.
    """
    left, cuts = [of], 0
    for cutter in by:
        cuts += len(left)
        if cuts > cuts_most:
            return False
        left = [piece for each in left for piece in _without(each, cutter)]
        if not left:
            return True
    return False


def uncovered(signal: str, boxes: Iterable[Box]) -> tuple[Span, ...]:
    """Values of a signal that no box takes, ascending."""
    least, most = reach(signal)
    gaps, start = [], least
    for low, high in sorted(side(one, signal) for one in boxes):
        if low > start:
            gaps.append(Span(signal, start, low - 1))
        start = max(start, high + 1)
    if start <= most:
        gaps.append(Span(signal, start, most))
    return tuple(gaps)


def side(of: Box, signal: str) -> tuple[int, int]:
    """The least and the most of a signal in a box."""
    return of.get(signal) or reach(signal)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return max(one[0], other[0]), min(one[1], other[1])


def _without(one: Box, cutter: Box) -> Iterator[Box]:
    """The parts of a box that lie outside another, none of them overlapping."""
    if shared(one, cutter) is None:
        yield one
        return
    rest = dict(one)
    for signal in cutter:
        (low, high), (cut_low, cut_high) = side(rest, signal), side(cutter, signal)
        if low < cut_low:
            yield {**rest, signal: (low, cut_low - 1)}
        if cut_high < high:
            yield {**rest, signal: (cut_high + 1, high)}
        rest[signal] = max(low, cut_low), min(high, cut_high)
