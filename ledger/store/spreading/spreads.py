"""Spreads: kept when they begin, written once more when they end early or go on after all."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger.domain.planning.turn import Turn
from ledger.domain.spreading.plan import PARTS_MAX, How
from ledger.domain.spreading.spread import Ended, Spread
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.planning import turns
from ledger.store.tables.spreading import SpreadRow

_spread = table(SpreadRow)


def add(session: Session, book_id: int, spread: Spread) -> None:
    """A new spread."""
    session.run(sa.insert(_spread), {
        "book_id": book_id, "item_id": spread.item_id, "thing_id": spread.thing_id, "was_entry": spread.was_entry,
        "amended_id": spread.amended_id, "how": spread.how.value, "first_day": spread.first, "cost": spread.cost,
        "residual": spread.residual, **_end(spread),
    })  # fmt: skip


def load(session: Session, book_id: int) -> list[Spread]:
    """Every spread of a book but those undone, the latest first."""
    rows = session.rows(sa.select(_spread).where(
        _spread.c.book_id == book_id, sa.func.coalesce(_spread.c.ended, "") != Ended.UNDONE.value,
    ).order_by(_spread.c.first_day.desc(), _spread.c.item_id.desc()))
    return [_read(row) for row in rows]


def get(session: Session, book_id: int, item_id: int) -> Spread | None:
    """One spread, or None."""
    row = session.first(sa.select(_spread).where(_spread.c.book_id == book_id, _spread.c.item_id == item_id))
    return None if row is None else _read(row)


def end(session: Session, book_id: int, spread: Spread, *, was: Ended | None) -> bool:
    """Write how a spread ended, or that it goes on; False where that is no longer as it was."""
    stood = _spread.c.ended.is_(None) if was is None else _spread.c.ended == was.value
    done = session.run(sa.update(_spread).where(
        _spread.c.book_id == book_id, _spread.c.item_id == spread.item_id, stood).values(**_end(spread)))
    return done.rowcount == 1


def came(session: Session, book_id: int, item_id: int) -> list[Turn]:
    """The turns of a spread's item, as many as it may have parts."""
    return turns.of_item(session, book_id, item_id, PARTS_MAX)


def _end(spread: Spread) -> dict[str, Any]:
    return {"ended": spread.ended.value if spread.ended else None, "ended_at": spread.ended_at,
            "end_thing": spread.end_thing}


def _read(row: sa.Row[Any]) -> Spread:
    return Spread(row.item_id, row.thing_id, row.was_entry, row.amended_id, How(row.how), row.first_day, row.cost,
                  row.residual, Ended(row.ended) if row.ended else None, row.ended_at, row.end_thing)
