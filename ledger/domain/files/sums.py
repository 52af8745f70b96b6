"""Money of a file, reckoned as out, in, and neither. An import closes when its parts make its whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol


class Reckonable(Protocol):
    """What a row must say to be reckoned; `minor` is None where the amount cannot be read."""

    @property
    def currency(self) -> str:
        """Code of the amount's currency."""

    @property
    def direction(self) -> Literal["out", "in", "neutral"]:
        """Where the row says the money went."""

    @property
    def minor(self) -> int | None:
        """Minor units, with the sign they were written with."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Minor units of one currency: out, in, and neither."""

    debit: int = 0
    credit: int = 0
    neutral: int = 0

    def __add__(self, other: Flow) -> Flow:
        return Flow(self.debit + other.debit, self.credit + other.credit, self.neutral + other.neutral)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows, and their money per currency."""

    rows: int = 0
    flows: Mapping[str, Flow] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        codes = self.flows.keys() | other.flows.keys()
        flows = {code: self.flows.get(code, Flow()) + other.flows.get(code, Flow()) for code in codes}
        return Tally(self.rows + other.rows, flows)


def reckon(rows: Iterable[Reckonable]) -> Tally:
    """The number of rows and the sums of their money, every row whatever its status."""
    count = 0
    sums: dict[str, dict[str, int]] = {}
    for row in rows:
        count += 1
        if row.minor is not None:
            ways = sums.setdefault(row.currency, {"out": 0, "in": 0, "neutral": 0})
            ways[row.direction] += row.minor
    return Tally(count, {code: Flow(ways["out"], ways["in"], ways["neutral"]) for code, ways in sums.items()})
