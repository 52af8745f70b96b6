"""A second, plain reading of rules and guards: one person at a time, one comparison at a time, no arrays.

It shares nothing with the evaluator but the shapes it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from credit.domain.rules.guards import Must
from credit.domain.rules.rule_set import Condition

Signals = Mapping[str, int | None]


def holds(one: Condition, value: int) -> bool:
    """One comparison, as it is read aloud."""
    if one.op == "at_least":
        return value >= one.bound
    if one.op == "at_most":
        return value <= one.bound
    return value == one.bound


def first_row(
    rows: Sequence[Sequence[Condition]], signals: Signals, offer_of: Callable[[int], Signals] | None = None
) -> tuple[int | None, set[str]]:
    """The first row that fits, and what was unknown where that ended the reading."""
    for at, row in enumerate(rows):
        seen = dict(signals)
        plain = [one for one in row if not (offer_of and one.of_offer)]
        if unknown := {one.signal for one in plain if seen.get(one.signal) is None}:
            return None, unknown
        if not all(holds(one, seen[one.signal]) for one in plain):  # type: ignore[arg-type]
            continue
        own = [one for one in row if one not in plain]
        offered = offer_of(at) if offer_of and own else {}
        if unknown := {one.signal for one in own if offered.get(one.signal) is None}:
            return None, unknown
        if all(holds(one, offered[one.signal]) for one in own):  # type: ignore[arg-type]
            return at, set()
    return None, set()


def stops(musts: Sequence[Must], signals: Signals) -> set[Must]:
    """Every condition of the guards that does not hold."""
    found = set()
    for must in musts:
        value = signals.get(must.condition.signal)
        if (value is None and not must.if_known) or (value is not None and not holds(must.condition, value)):
            found.add(must)
    return found
