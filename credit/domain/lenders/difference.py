"""What changed between two versions of a rule set, row by row and cell by cell.

Rows that are the same on both sides are matched first; between them, rows stand against each other in their order,
and what is left over is new or gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from ledger.kernel.canonical import canonical

Row = Mapping[str, Any]
Bounds = tuple[tuple[str, int], ...]
"""What a row asks of one signal: (op, bound), in a fixed order."""

OFFER = ("product", "max", "rate_percent", "instalments")
"""What a row offers, in the order it is told."""


class Kind(StrEnum):
    """What happened to a row."""

    CELL = "cell"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `before` and `after` count rows from 1, None where there is no such row.

    For a cell, `column` is a signal's name or one of OFFER, `was` and `now` what stood and stands there: Bounds for
    a signal, else the plain value; None for nothing.
    """

    kind: Kind
    before: int | None
    after: int | None
    column: str = ""
    was: Any = None
    now: Any = None


def changes(before: Sequence[Row], after: Sequence[Row]) -> tuple[Change, ...]:
    """Every change from one list of rows to another, in the order of the rows."""
    left, right = [canonical(dict(row)) for row in before], [canonical(dict(row)) for row in after]
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            found.extend(_between(before, after, range(a, b), range(c, d)))
    return tuple(found)


def asked(row: Row) -> dict[str, Bounds]:
    """What a row asks, by signal."""
    found: dict[str, list[tuple[str, int]]] = {}
    for one in row.get("when", ()):
        found.setdefault(one["signal"], []).append((one["op"], one["bound"]))
    return {signal: tuple(sorted(bounds)) for signal, bounds in found.items()}


def is_material(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> bool:
    """Whether a body changes what is offered or to whom: rows, the need, or a product. The first one does."""
    return before is None or canonical(dict(before)) != canonical(dict(after))


def _between(before: Sequence[Row], after: Sequence[Row], old: range, new: range) -> Iterator[Change]:
    for was, now in zip(old, new, strict=False):
        yield from _cells(before[was], after[now], was + 1, now + 1)
    for gone in old[len(new):]:
        yield Change(Kind.GONE, gone + 1, None)
    for fresh in new[len(old):]:
        yield Change(Kind.NEW, None, fresh + 1)


def _cells(was: Row, now: Row, before: int, after: int) -> Iterator[Change]:
    left, right = asked(was), asked(now)
    for signal in {**left, **right}:
        if left.get(signal) != right.get(signal):
            yield Change(Kind.CELL, before, after, signal, left.get(signal), right.get(signal))
    for name in OFFER:
        here, there = was.get("offer", {}).get(name), now.get("offer", {}).get(name)
        if here != there:
            yield Change(Kind.CELL, before, after, name, here, there)
