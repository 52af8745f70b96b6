"""Where an entry came from, and the refused part of a file as a file of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.domain.books.book import Seat
from ledger.kernel.errors import Missing
from ledger.kernel.limits import IMPORT_CHUNK
from ledger.plumbing.db import Session
from ledger.services.files import reckoning
from ledger.store.files import batches, originals, rows
from ledger.store.files.batches import Batch
from ledger.store.files.rows import Decision, ImportRow

_TOPS = {"alipay": "支付宝交易记录明细", "wechat": "微信支付账单明细列表"}
"""A line by which a spreadsheet's refused rows, written as text, are known for what they are."""

_RISKY = ("=", "+", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Origin:
    """The batch and the row an entry was made of; `fields` are the row's cells by their headings, as read."""

    batch: Batch
    row: ImportRow

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Each heading with its cell; cells beyond the headings have an empty name."""
        names = self.batch.headers + ("",) * (len(self.row.cells) - len(self.batch.headers))
        return tuple(zip(names, self.row.cells, strict=False))


def origin_of(session: Session, seat: Seat, entry_id: int) -> Origin | None:
    """What file an entry came from, None where it was typed."""
    found = rows.by_entry(session, seat.book_id, entry_id)
    return Origin(batches.get(session, seat.book_id, found[0]), found[1]) if found else None


def row_of(session: Session, seat: Seat, batch_id: int, n: int) -> Origin:
    """One row of a batch. Raises: Missing."""
    batch = batches.get(session, seat.book_id, batch_id)
    return Origin(batch, rows.get(session, seat.book_id, batch_id, n))


def refused_file(session: Session, seat: Seat, batch_id: int) -> bytes:
    """The refused rows as a bill of the same format, to be mended and imported: the bank's own bytes, where it is text.

    Rows whose money never moved are left out of it. Raises: Missing where there is none, or the file was erased.
    """
    batch = batches.get(session, seat.book_id, batch_id)
    first = rows.page(session, seat.book_id, batch_id, list(Decision), after=-1, limit=1)
    if not first:
        raise Missing()
    if first[0].starts is None:
        return _as_text(batch, _refused(session, seat, batch_id))
    content = originals.content_of(session, seat.book_id, batch.digest)
    if not content:
        raise Missing()
    pieces = [content[: first[0].starts]]
    pieces += [content[row.starts : row.ends] for row in _refused(session, seat, batch_id)]
    return b"".join(pieces)


def _refused(session: Session, seat: Seat, batch_id: int) -> Iterator[ImportRow]:
    after = -1
    while page := rows.page(
        session, seat.book_id, batch_id, reckoning.REFUSED, after=after, limit=IMPORT_CHUNK, left_out=False
    ):
        after = page[-1].n
        yield from page


def _as_text(batch: Batch, refused: Iterator[ImportRow]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([_TOPS[batch.format]])
    writer.writerow(batch.headers)
    for row in refused:
        writer.writerow([_harmless(cell) for cell in row.cells])
    return target.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell
