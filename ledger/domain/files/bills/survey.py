"""What must be known of all rows of a bill before one of them is judged, gathered in one pass and kept small.

How often a row stands in the file, which closed payments were given back, and which payments refunds name. A row is
known here by 64 bits of its marks, so that a million rows take some megabytes.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ledger.domain.files.bills.dialect import Format
from ledger.domain.files.bills.row import BillRow
from ledger.domain.files.bills.statuses import standing_of
from ledger.domain.files.digests import plain_bytes

IDENTITY = 1
"""Format of a row's identity; a change here makes every recorded row new again."""

ID_END = re.compile(r"[_*]")
"""What ends the payment's number within the number of its refund."""


class Closed(NamedTuple):
    """A payment that was closed: its place from 0, its money, its marks, and how many equal rows stand before it."""

    place: int
    minor: int
    marks: bytes
    before: int


class Returned(NamedTuple):
    """Money that came back: its place, the payment it names, and how much."""

    place: int
    payment: str
    minor: int


@dataclass(frozen=True, slots=True)
class Survey:
    """A whole bill at a glance.

    `marks` are 64 bits of each row's marks and `repeated` those that several rows have; `closed` and `returned`
    are Alipay's; `named` are the payments its refunds name, `present` those of them that stand in the bill;
    `payees` are all that are named.
    """

    marks: array[int]
    repeated: frozenset[int]
    closed: Mapping[str, tuple[Closed, ...]]
    returned: tuple[Returned, ...]
    named: frozenset[str]
    present: frozenset[str]
    payees: frozenset[str]

    def counts(self) -> Iterator[int]:
        """For each row, how many before it have the same marks."""
        seen: Counter[int] = Counter()
        for mark in self.marks:
            if mark in self.repeated:
                yield seen[mark]
                seen[mark] += 1
            else:
                yield 0

    def given_back(self, recorded: Collection[int]) -> dict[int, bool]:
        """Places of closed payments whose money came back, and of their refunds: True whole, False in part.

        A payment whose place is `recorded` is left to stand, and so is its refund.
        """
        standing = {
            payment: [one for one in some if one.place not in recorded] for payment, some in self.closed.items()
        }
        closed = {payment: some[-1] for payment, some in standing.items() if some}
        refunds: dict[int, list[Returned]] = {}
        for one in self.returned:
            if one.payment in closed:
                refunds.setdefault(closed[one.payment].place, []).append(one)
        minors = {one.place: one.minor for one in closed.values()}
        answer: dict[int, bool] = {}
        for place, found in refunds.items():
            answer[place] = sum(one.minor for one in found) == minors[place]
            if answer[place]:
                answer.update((one.place, True) for one in found)
        return answer


def marks_of(wallet: Format, row: BillRow) -> bytes:
    """What stays the same whenever the wallet exports this row; without an order number, its words too."""
    when = row.on.isoformat() if row.on else ""
    marks = (IDENTITY, wallet, row.bank_id, when, row.time, row.direction, row.minor)
    words = () if row.bank_id else (row.kind, row.counterparty, row.item, row.method)
    return plain_bytes((*marks, *words))


def survey(wallet: Format, rows: Iterable[BillRow]) -> Survey:
    """Look through a bill once."""
    marks, payments = array("q"), array("q")
    closed: list[tuple[str, int, int, bytes]] = []
    returned: list[Returned] = []
    payees: set[str] = set()
    for place, row in enumerate(rows):
        said = marks_of(wallet, row)
        marks.append(hash(said))
        payments.append(hash(row.bank_id) if row.bank_id and row.direction == "out" else 0)
        payees.add(row.counterparty)
        if wallet != "alipay" or not row.bank_id or not row.minor:
            continue
        standing = standing_of(wallet, row.status)
        if row.direction == "out" and standing == "closed":
            closed.append((row.bank_id, place, row.minor, said))
        if row.direction != "out" and standing == "returned" and row.trouble is None:
            returned.append(Returned(place, ID_END.split(row.bank_id)[0], row.minor))
    repeated = _repeated(marks)
    named = frozenset(one.payment for one in returned)
    numbers = {hash(payment): payment for payment in named}
    present = frozenset(numbers[number] for number in payments if number in numbers)
    found = Survey(marks, repeated, {}, tuple(returned), named, present, frozenset(payees))
    return _with_closed(found, closed)


def _repeated(marks: array[int]) -> frozenset[int]:
    return frozenset(one for one, other in pairwise(sorted(marks)) if one == other)


def _with_closed(found: Survey, closed: list[tuple[str, int, int, bytes]]) -> Survey:
    wanted = {place for _payment, place, _minor, _said in closed}
    before = {place: count for place, count in enumerate(found.counts()) if place in wanted} if wanted else {}
    by_payment: dict[str, tuple[Closed, ...]] = {}
    for payment, place, minor, said in closed:
        by_payment[payment] = (*by_payment.get(payment, ()), Closed(place, minor, said, before[place]))
    return Survey(
        found.marks, found.repeated, by_payment, found.returned, found.named, found.present, found.payees
    )
