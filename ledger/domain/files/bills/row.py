"""One row of a bill, as it stood in the file and as it was understood."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from ledger.domain.files.bills.dialect import Direction
from ledger.domain.files.digests import plain_bytes
from ledger.kernel.errors import HouseError

CURRENCY = "CNY"
"""Bills of these wallets are in yuan."""


@dataclass(frozen=True, slots=True)
class BillRow:
    """A row with its provenance.

    `line` is 1-based (a spreadsheet's row number); `span` the half-open byte range in the file, None for a
    spreadsheet; `headers` and `cells` are as read. `on`, `minor` (fen, with the sign it was written with) and
    `fee` (fen, part of the amount) are None or 0 where they could not be read; then `trouble` says why, and
    `column` where. `time` is `HH:MM:SS`, empty where the bill gives none.
    """

    line: int
    span: tuple[int, int] | None
    headers: tuple[str, ...]
    cells: tuple[str, ...]
    on: date | None
    time: str
    direction: Direction
    minor: int | None
    fee: int
    kind: str
    counterparty: str
    item: str
    method: str
    status: str
    bank_id: str
    merchant_id: str
    remark: str
    trouble: HouseError | None
    column: str

    @property
    def currency(self) -> str:
        """The code of the row's currency."""
        return CURRENCY

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The row as read: each heading with its cell; cells beyond the heading have an empty name."""
        names = self.headers + ("",) * (len(self.cells) - len(self.headers))
        return tuple(zip(names, self.cells, strict=True))

    @property
    def digest(self) -> bytes:
        """SHA-256 (32 bytes) of the canonical bytes of `fields`."""
        return hashlib.sha256(plain_bytes(self.fields)).digest()
