"""A whole bill, read: what it is, its rows as often as they are asked for, and what all of them say together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ledger.domain.files.bills.dialect import Format, Variant
from ledger.domain.files.bills.row import BillRow
from ledger.domain.files.bills.survey import Survey
from ledger.domain.files.records import Record


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a bill, read anew each time they are gone through: only one is held at a time.

    `records` goes through what is under the heading, `read` reads one of them; `count` is how many rows there are.
    """

    records: Callable[[], Iterator[Record]]
    read: Callable[[Record], BillRow]
    count: int = 0

    def __iter__(self) -> Iterator[BillRow]:
        return map(self.read, self.records())

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True, slots=True)
class Reading:
    """A bill: whose, in which export and encoding, where its heading stood, every row under it, and their survey."""

    format: Format
    variant: Variant
    encoding: str
    heading_line: int
    headers: tuple[str, ...]
    rows: Rows
    survey: Survey
