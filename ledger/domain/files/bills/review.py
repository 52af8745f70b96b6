"""A bill held against what is already recorded: what would be created, what is there, what is refused.

A row is known again by the wallet, its order number, its time, its direction, its amount, and how many rows
before it in the file share all these: an order number alone is not enough, since a payment and its refund may
share one; a status is not part of it, since it changes while the row stays the same payment. Rows are gone through
in pieces, so that a bill of any length takes the same room.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ledger.domain.files.bills.judge import judge
from ledger.domain.files.bills.reading import Reading
from ledger.domain.files.bills.row import BillRow
from ledger.domain.files.bills.survey import marks_of
from ledger.domain.files.sums import Tally, reckon
from ledger.domain.files.verdict import Draft, Duplicate, Problem, Verdict

PIECE = 2_000
"""Rows that are asked about at once."""

Among = Callable[[Sequence[bytes]], Collection[bytes]]
"""Those of some identities that are recorded already."""

_Known = tuple[int, BillRow, bytes]
"""A row with its place from 0 and its identity."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row, the identity (32 bytes) to keep once it is recorded, and its verdict."""

    row: BillRow
    identity: bytes
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Review:
    """Every row's outcome in file order, found anew each time they are gone through.

    `given_back` are the places of closed payments and what gave them back, True where whole; `payments` the drafts
    of payments that refunds of this bill name, by the bank's own id.
    """

    reading: Reading
    among: Among
    given_back: Mapping[int, bool]
    payments: Mapping[str, Draft] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Outcome]:
        rows = _known(self.reading)
        while piece := list(islice(rows, PIECE)):
            yield from self._judged(piece)

    def _judged(self, piece: Sequence[_Known]) -> Iterator[Outcome]:
        recorded = self.among([identity for _place, _row, identity in piece])
        for place, row, identity in piece:
            verdict = Duplicate(row.line) if identity in recorded else self._verdict(place, row)
            yield Outcome(row, identity, verdict)

    def _verdict(self, place: int, row: BillRow) -> Draft | Problem:
        return judge(self.reading.format, row, self.given_back.get(place))

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """What would be created."""
        return tuple(outcome.verdict for outcome in self if isinstance(outcome.verdict, Draft))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is refused, each with its line and reason."""
        return tuple(outcome.verdict for outcome in self if isinstance(outcome.verdict, Problem))

    @property
    def tallies(self) -> Mapping[str, Tally]:
        """Rows and money of `in`, `created`, `duplicates` and `refused`; the last three make the first."""
        kinds = {"in": object, "created": Draft, "duplicates": Duplicate, "refused": Problem}
        return {
            name: reckon(outcome.row for outcome in self if isinstance(outcome.verdict, kind))
            for name, kind in kinds.items()
        }


def review(reading: Reading, among: Among = frozenset[bytes]().intersection) -> Review:
    """What importing this bill would do; `among` says which identities are already recorded."""
    survey = reading.survey
    closed = {_identity(one.marks, one.before): one.place for some in survey.closed.values() for one in some}
    recorded = among(list(closed)) if closed else ()
    found = Review(reading, among, survey.given_back({closed[key] for key in recorded}))
    return Review(reading, among, found.given_back, _payments(found)) if survey.present else found


def identities(reading: Reading) -> Iterator[bytes]:
    """The identity of each row: 32 bytes, different for every row of one file."""
    return (identity for _place, _row, identity in _known(reading))


def _payments(found: Review) -> dict[str, Draft]:
    """The expenses that refunds of the bill name and that are still to be recorded."""
    present = found.reading.survey.present
    rows = (one for one in _known(found.reading) if one[1].bank_id in present)
    drafts: dict[str, Draft] = {}
    while piece := list(islice(rows, PIECE)):
        for outcome in found._judged(piece):
            if isinstance(outcome.verdict, Draft) and outcome.verdict.what == "expense":
                drafts[outcome.verdict.bank_id] = outcome.verdict
    return drafts


def _known(reading: Reading) -> Iterator[_Known]:
    counts = reading.survey.counts()
    for place, (row, before) in enumerate(zip(reading.rows, counts, strict=True)):
        yield place, row, _identity(marks_of(reading.format, row), before)


def _identity(marks: bytes, before: int) -> bytes:
    return hashlib.sha256(b"%b%d" % (marks, before)).digest()
