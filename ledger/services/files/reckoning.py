"""What an import comes to: rows and money in, created, known already and refused. The last three make the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ledger.domain.books.book import Seat
from ledger.domain.files.sums import Flow, Tally
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import HouseError
from ledger.kernel.limits import IMPORT_CHUNK
from ledger.plumbing.db import Session
from ledger.services.files.refusing import refusal_of
from ledger.store.files import rows
from ledger.store.files.batches import Batch
from ledger.store.files.rows import Decision, Share

REFUSED = (Decision.REFUSE.value, Decision.SKIP.value)
KNOWN = (Decision.DUPLICATE.value, Decision.SAME.value)
_PARTS = {
    Decision.CREATE: "created",
    Decision.DUPLICATE: "duplicates",
    Decision.SAME: "duplicates",
    Decision.REFUSE: "refused",
    Decision.SKIP: "refused",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused row: its line (from 1), the column at fault where one is, and why."""

    line: int
    column: str
    error: HouseError


def reckon(batch: Batch) -> dict[str, Tally]:
    """Rows and money of `in`, `created`, `duplicates` and `refused`.

    The refused are `left_out`, where no money moved, and `faulty`.
    """
    found = {name: Tally() for name in ("in", "created", "duplicates", "refused", "left_out", "faulty")}
    for share in (Share(**counted) for counted in batch.counts):
        part, tally = _PARTS[Decision(share.decision)], _tally(share)
        finer = ("left_out" if share.left_out else "faulty",) if part == "refused" else ()
        for name in ("in", part, *finer):
            found[name] += tally
    return found


def refusals(session: Session, seat: Seat, batch_id: int) -> Iterator[Refusal]:
    """Every refused row of a batch in the order of the file, those left out included."""
    after = -1
    while page := rows.page(session, seat.book_id, batch_id, REFUSED, after=after, limit=IMPORT_CHUNK):
        after = page[-1].n
        for row in page:
            if error := refusal_of(row):
                yield Refusal(row.line, row.at_column, error)


def ways(flow: Flow) -> dict[str, int]:
    """A flow's minor units by the names the interface gives them."""
    return {"debit": flow.debit, "credit": flow.credit, "neutral": flow.neutral}


def as_texts(tally: Tally) -> dict[str, dict[str, str]]:
    """A tally's money per currency as exact decimal text."""
    return {
        currency: {way: _text(minor, currency) for way, minor in ways(flow).items()}
        for currency, flow in sorted(tally.flows.items())
    }


def _text(minor: int, currency: str) -> str:
    # A sum of a whole file may pass what one posting may hold, so it is no Money.
    return f"{Decimal(minor).scaleb(-digits_of(currency)):f}"


def _tally(share: Share) -> Tally:
    if not share.read:
        return Tally(share.rows)
    out, into, neither = (share.minor if share.direction == way else 0 for way in ("out", "in", "neutral"))
    return Tally(share.rows, {share.currency: Flow(out, into, neither)})
