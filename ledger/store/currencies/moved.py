"""What stood in other currencies than home, entry by entry, as gain and loss reckon with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from ledger.domain.currencies.gains import Held, Leg, Moved
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, PostingRow, StandingRow

_entry, _posting, _standing = table(EntryRow), table(PostingRow), table(StandingRow)

_JOINED = _posting.join(_standing, sa.and_(
    _standing.c.book_id == _posting.c.book_id, _standing.c.on_day == _posting.c.on_day,
    _standing.c.entry_id == _posting.c.entry_id,
)).join(_entry, sa.and_(_entry.c.book_id == _posting.c.book_id, _entry.c.entry_id == _posting.c.entry_id))


def moves(
    session: Session, book_id: int, viewer: int, home: str, places: Collection[int], exchange: int | None, until: date
) -> list[Moved]:
    """Every posted entry a member may see that stands up to a day and moves another currency than home in one of the
    `places`, in the order of days and of recording; with what `exchange`, the account, gained in it."""
    asked = [*places, *([exchange] if exchange else [])]
    rows = session.rows(
        sa.select(_posting.c.entry_id, _posting.c.on_day, _posting.c.account_id, _posting.c.currency, _posting.c.minor,
                  _posting.c.home_minor)
        .select_from(_JOINED)
        .where(
            _posting.c.book_id == book_id, _posting.c.account_id.in_(asked), _posting.c.on_day <= until,
            _standing.c.status == "posted",
            sa.or_(_standing.c.visibility == "book", _standing.c.recorder == viewer),
            sa.or_(_posting.c.currency != home, _posting.c.account_id == exchange),
        )
        .order_by(_posting.c.on_day, _entry.c.seq, _posting.c.entry_id, _posting.c.n)
    )
    return [_moved(entry_id, list(lines), exchange) for entry_id, lines in groupby(rows, key=lambda row: row.entry_id)]


def _moved(entry_id: int, lines: list[Any], exchange: int | None) -> Moved:
    legs = tuple(Leg(Held(row.account_id, row.currency), row.minor, row.home_minor)
                 for row in lines if row.account_id != exchange)
    between = [row.home_minor for row in lines if row.account_id == exchange]
    gained = 0 if None in between else -sum(between)
    return Moved(entry_id, lines[0].on_day, legs, gained if legs else 0, _exchanged_in(legs))


def _exchanged_in(legs: Sequence[Leg]) -> Held | None:
    """Where the gain of an exchange is told: where the other currency arrived, else where it left."""
    found = sorted(legs, key=lambda leg: leg.minor < 0)
    return found[0].held if found else None
