"""What one of something used to cost: the last prices of the same thing, or from the same payee, in the same unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.search import folded
from ledger.domain.papers.measure import Measured, measured
from ledger.plumbing.db import Session
from ledger.store.books.entries import Kept
from ledger.store.papers import prices

SHOWN = 5
"""Prices that are shown."""

_BACK = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Price:
    """What one of it cost on a day, and the entry that says so."""

    thing_id: int
    on: date
    measured: Measured


def before(session: Session, seat: Seat, kept: Kept, known: Mapping[int, Account]) -> list[Price]:
    """The last prices up to an entry's day of what it measured in its category; none where it measured nothing."""
    line = next((p for p in kept.entry.postings if p.quantity and known[p.account_id].is_category), None)
    if line is None:
        return []
    found = prices.measured(
        session, seat.book_id, line.account_id, line.unit or "", kept.entry.on - _BACK, kept.entry.on,
        seat.member.member_id,
    )  # fmt: skip
    note = folded(kept.entry.words.note)
    same = [one for one in found if one.thing_id != kept.thing_id and one.currency == line.currency
            and _is_same(one, kept.payee_id, note)]  # fmt: skip
    return [Price(one.thing_id, one.on, measured(one.quantity, one.unit, one.minor, one.currency))
            for one in same[:SHOWN]]  # fmt: skip


def _is_same(one: prices.Bought, payee_id: int | None, note: str) -> bool:
    """Whether it is the same thing by its note or, where the entry has none, was had from the same payee."""
    return folded(one.note) == note if note else one.payee_id == payee_id
