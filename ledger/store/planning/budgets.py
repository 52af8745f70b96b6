"""Budgets as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.planning.budget import Budget, Rollover
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.planning import BudgetCategoryRow, BudgetRow

_budget, _category = table(BudgetRow), table(BudgetCategoryRow)


def load(session: Session, book_id: int, *, closed: bool = False) -> list[Budget]:
    """The budgets of a book that are kept, or those that were removed, in the order they were made."""
    rows = session.rows(sa.select(_budget).where(_budget.c.book_id == book_id, _budget.c.closed.is_(closed))
                        .order_by(_budget.c.budget_id))
    return _with_categories(session, book_id, rows)


def get(session: Session, book_id: int, budget_id: int) -> Budget | None:
    """One budget, removed or not; None where there is none."""
    rows = session.rows(sa.select(_budget).where(_budget.c.book_id == book_id, _budget.c.budget_id == budget_id))
    return next(iter(_with_categories(session, book_id, rows)), None)


def add(session: Session, book_id: int, budget: Budget, salt: bytes) -> None:
    """A new budget."""
    session.run(sa.insert(_budget), {"book_id": book_id, "budget_id": budget.budget_id, "salt": salt, "version": 1,
                                     **_values(budget)})
    _add_categories(session, book_id, budget)


def salt_of(session: Session, book_id: int, budget_id: int) -> bytes:
    """The salt of a budget's digest."""
    return bytes(session.value(sa.select(_budget.c.salt).where(
        _budget.c.book_id == book_id, _budget.c.budget_id == budget_id)))


def save(session: Session, book_id: int, budget: Budget, *, was: int) -> bool:
    """Write a budget as its next version; False where the version moved meanwhile."""
    done = session.run(sa.update(_budget).where(
        _budget.c.book_id == book_id, _budget.c.budget_id == budget.budget_id, _budget.c.version == was,
    ).values(**_values(budget), version=was + 1))
    if done.rowcount != 1:
        return False
    session.run(sa.delete(_category).where(
        _category.c.book_id == book_id, _category.c.budget_id == budget.budget_id))
    _add_categories(session, book_id, budget)
    return True


def _add_categories(session: Session, book_id: int, budget: Budget) -> None:
    if budget.categories:
        session.run(sa.insert(_category), [
            {"book_id": book_id, "budget_id": budget.budget_id, "account_id": one} for one in budget.categories])


def _with_categories(session: Session, book_id: int, rows: Sequence[Any]) -> list[Budget]:
    if not rows:
        return []
    found: dict[int, list[int]] = {row.budget_id: [] for row in rows}
    named = session.rows(sa.select(_category.c.budget_id, _category.c.account_id).where(
        _category.c.book_id == book_id, _category.c.budget_id.in_(list(found))).order_by(_category.c.account_id))
    for one in named:
        found[one.budget_id].append(one.account_id)
    return [_read(row, tuple(found[row.budget_id])) for row in rows]


def _values(budget: Budget) -> dict[str, Any]:
    return {
        "name": budget.name, "member_id": budget.member, "currency": budget.currency, "every": budget.every.value,
        "limits": [[day.isoformat(), minor] for day, minor in budget.limits], "since": budget.since,
        "anchor": budget.anchor, "until_day": budget.until, "rollover": budget.rollover.value,
        "closed": budget.closed, "project_id": budget.project, "tag_id": budget.tag,
    }


def _read(row: Any, categories: tuple[int, ...]) -> Budget:
    limits = tuple((date.fromisoformat(day), minor) for day, minor in row.limits)
    return Budget(
        row.budget_id, row.name, categories, row.member_id, limits, row.currency, BudgetPeriod(row.every), row.since,
        row.anchor, row.until_day, Rollover(row.rollover), row.closed, row.version, row.project_id, row.tag_id)
