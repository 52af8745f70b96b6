"""A bill held against what is already recorded: what would be created, what is there, what is refused.

A row is known again by the wallet, its order number, its time, its direction, its amount, and how many rows
before it in the file share all these: an order number alone is not enough, since a payment and its refund may
share one; a status is not part of it, since it changes while the row stays the same payment.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ledger.domain.files.bills.judge import judge
from ledger.domain.files.bills.row import BillRow, Reading
from ledger.domain.files.digests import plain_bytes
from ledger.domain.files.sums import Tally, reckon
from ledger.domain.files.verdict import Draft, Duplicate, Problem, Verdict

IDENTITY = 1
"""Format of a row's identity; a change here makes every recorded row new again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row, the identity (32 bytes) to keep once it is recorded, and its verdict."""

    row: BillRow
    identity: bytes
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Review:
    """Every row's outcome in file order."""

    outcomes: tuple[Outcome, ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """What would be created."""
        return tuple(outcome.verdict for outcome in self.outcomes if isinstance(outcome.verdict, Draft))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is refused, each with its line and reason."""
        return tuple(outcome.verdict for outcome in self.outcomes if isinstance(outcome.verdict, Problem))

    @property
    def tallies(self) -> Mapping[str, Tally]:
        """Rows and money of `in`, `created`, `duplicates` and `refused`; the last three make the first."""
        kinds = {"in": object, "created": Draft, "duplicates": Duplicate, "refused": Problem}
        return {
            name: reckon(outcome.row for outcome in self.outcomes if isinstance(outcome.verdict, kind))
            for name, kind in kinds.items()
        }


def review(reading: Reading, seen: Collection[bytes] = frozenset()) -> Review:
    """What importing this bill would do; `seen` are the identities already recorded, best as a set."""
    keys = identities(reading)
    recorded = frozenset(place for place, key in enumerate(keys) if key in seen)
    verdicts = judge(reading.format, reading.rows, recorded)
    return Review(
        tuple(
            Outcome(row, keys[place], Duplicate(row.line) if place in recorded else verdicts[place])
            for place, row in enumerate(reading.rows)
        )
    )


def duplicates(reading: Reading, seen: Collection[bytes]) -> frozenset[int]:
    """The places, from 0, of the rows that are already recorded."""
    return frozenset(place for place, key in enumerate(identities(reading)) if key in seen)


def identities(reading: Reading) -> tuple[bytes, ...]:
    """The identity of each row: 32 bytes, different for every row of one file."""
    counts: Counter[bytes] = Counter()
    keys = []
    for row in reading.rows:
        base = plain_bytes((IDENTITY, reading.format, *_marks(row)))
        keys.append(hashlib.sha256(b"%b%d" % (base, counts[base])).digest())
        counts[base] += 1
    return tuple(keys)


def _marks(row: BillRow) -> tuple[str | int | None, ...]:
    """What stays the same whenever the wallet exports this row; without an order number, its words too."""
    when = row.on.isoformat() if row.on else ""
    marks = (row.bank_id, when, row.time, row.direction, row.minor)
    return marks if row.bank_id else (*marks, row.kind, row.counterparty, row.item, row.method)
