"""Goals as rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger.domain.planning.goal import Goal
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.planning import GoalRow

_goal = table(GoalRow)


def load(session: Session, book_id: int) -> list[Goal]:
    """The goals of a book that are kept, those whose day comes first before the others."""
    rows = session.rows(sa.select(_goal).where(_goal.c.book_id == book_id, _goal.c.closed.is_(False))
                        .order_by(_goal.c.by_day, _goal.c.goal_id))
    return [_read(row) for row in rows]


def get(session: Session, book_id: int, goal_id: int) -> Goal | None:
    """One goal, removed or not; None where there is none."""
    row = session.first(sa.select(_goal).where(_goal.c.book_id == book_id, _goal.c.goal_id == goal_id))
    return None if row is None else _read(row)


def add(session: Session, book_id: int, goal: Goal, salt: bytes) -> None:
    """A new goal."""
    session.run(sa.insert(_goal), {"book_id": book_id, "goal_id": goal.goal_id, "salt": salt, "version": 1,
                                   **_values(goal)})


def salt_of(session: Session, book_id: int, goal_id: int) -> bytes:
    """The salt of a goal's digest."""
    return bytes(session.value(sa.select(_goal.c.salt).where(
        _goal.c.book_id == book_id, _goal.c.goal_id == goal_id)))


def save(session: Session, book_id: int, goal: Goal, *, was: int) -> bool:
    """Write a goal as its next version; False where the version moved meanwhile."""
    done = session.run(sa.update(_goal).where(
        _goal.c.book_id == book_id, _goal.c.goal_id == goal.goal_id, _goal.c.version == was,
    ).values(**_values(goal), version=was + 1))
    return done.rowcount == 1


def _values(goal: Goal) -> dict[str, Any]:
    return {"name": goal.name, "account_id": goal.account_id, "minor": goal.target.minor,
            "currency": goal.target.currency, "since": goal.since, "by_day": goal.by, "closed": goal.closed}


def _read(row: Any) -> Goal:
    return Goal(row.goal_id, row.name, row.account_id, Money(row.minor, row.currency), row.since, row.by_day,
                row.closed, row.version)
