"""What becomes of a row: a draft to be recorded, a duplicate of what is recorded, or a problem."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ledger.kernel.errors import HouseError
from ledger.kernel.money import Money

What = Literal["expense", "income", "transfer", "refund"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that can be recorded.

    `source` and `target` name, in the bill's words, the place money left and the place it reached; empty
    where the bill names none: always the target of an expense and the source of an income or refund, and for
    a transfer the side that a person must be asked for. `fee` (minor units) is part of `amount`, paid at the
    source. `refers` is the bank's id of the payment a refund gives back, where the bill says it.
    """

    line: int
    what: What
    on: date
    amount: Money
    fee: int
    source: str
    target: str
    payee: str
    note: str
    kind: str
    bank_id: str
    refers: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that is already recorded."""

    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that is refused: its line (1-based), the column at fault where one is, and the reason."""

    line: int
    column: str
    error: HouseError

    @property
    def code(self) -> str:
        """The stable name of the reason."""
        return self.error.code


Verdict = Draft | Duplicate | Problem


def problem(line: int, error: HouseError, column: str = "") -> Problem:
    """The problem an error is at a line of a file; the error's facts then carry both."""
    placed = type(error)(**{**error.facts, "line": line, "column": column or error.facts.get("column", "")})
    return Problem(line, column, placed)
