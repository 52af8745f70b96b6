"""Scheduled items as rows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.rule_text import read_rule, rule_text
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.planning import turns
from ledger.store.planning.turns import Behind
from ledger.store.tables.planning import ScheduledRow

_item = table(ScheduledRow)


def load(session: Session, book_id: int) -> list[Scheduled]:
    """The open items of a book, those that come first before the others."""
    rows = session.rows(sa.select(_item).where(_item.c.book_id == book_id, _item.c.closed.is_(False))
                        .order_by(_item.c.next_day, _item.c.item_id))
    behind = turns.behind(session, book_id)
    return [_read(row, behind) for row in rows]


def some(session: Session, book_id: int, item_ids: Collection[int]) -> dict[int, Scheduled]:
    """Items by their numbers, closed ones too; a number no item has is left out."""
    rows = session.rows(sa.select(_item).where(_item.c.book_id == book_id, _item.c.item_id.in_(item_ids)))
    behind = turns.behind(session, book_id)
    return {row.item_id: _read(row, behind) for row in rows}


def add(session: Session, book_id: int, item: Scheduled, salt: bytes) -> None:
    """A new item."""
    session.run(sa.insert(_item), {"book_id": book_id, "item_id": item.item_id, "salt": salt, "version": 1,
                                   **_values(item)})


def salt_of(session: Session, book_id: int, item_id: int) -> bytes | None:
    """The salt of an item's digest, or None where there is no such item."""
    found: bytes | None = session.value(sa.select(_item.c.salt).where(
        _item.c.book_id == book_id, _item.c.item_id == item_id))
    return found


def save(session: Session, book_id: int, item: Scheduled, *, was: int) -> bool:
    """Write an item as its next version; False where the version moved meanwhile."""
    done = session.run(sa.update(_item).where(
        _item.c.book_id == book_id, _item.c.item_id == item.item_id, _item.c.version == was,
    ).values(**_values(item), version=was + 1))
    return done.rowcount == 1


def _values(item: Scheduled) -> dict[str, Any]:
    rule = {"rrule": rule_text(item.rule)} if item.rule else {}
    parts = {"parts": list(item.parts)} if item.parts else {}
    return {
        "name": item.name, "verb": item.verb, "account_id": item.account_id, "category_id": item.category_id,
        "minor": item.amount.minor, "currency": item.amount.currency, "next_day": item.next_day,
        "repeats": item.repeats.value, "rule": {"anchor": item.anchor, **rule, **parts}, "ends_on": item.ends_on,
        "mode": item.mode, "closed": item.closed, "times": item.times, "total_minor": item.total_minor,
        "planner": item.planner,
    }


def _read(row: sa.Row[Any], behind: Behind) -> Scheduled:
    found = row._mapping
    rule, came = found["rule"].get("rrule"), behind.of(found["item_id"])
    return Scheduled(
        found["item_id"], found["name"], found["verb"], found["account_id"], found["category_id"],
        Money(found["minor"], found["currency"]), found["next_day"], Repeats(found["repeats"]),
        found["rule"].get("anchor", 1), found["ends_on"], found["mode"], found["closed"], found["version"],
        read_rule(rule).rule if rule else None, found["times"], found["total_minor"], found["planner"],
        came.turns, came.minor, came.taken, tuple(found["rule"].get("parts", ())))
