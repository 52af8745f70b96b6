"""What was put away and can be put back, as rows: planned items, budgets and goals by their numbers, checks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.accounts import CheckRow
from ledger.store.tables.planning import BudgetCategoryRow, BudgetRow, GoalRow, ScheduledRow

_scheduled, _budget, _goal, _check = (table(one) for one in (ScheduledRow, BudgetRow, GoalRow, CheckRow))
_category, _back = table(BudgetCategoryRow), table(CheckRow).alias("back")


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned item, budget or goal: what it is called, the accounts it is about, and whether it is put away."""

    name: str
    accounts: frozenset[int]
    closed: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A check: of which account, what it said and on which day; who took it back, when, by which deed (0: nobody)."""

    check_id: int
    account_id: int
    on: date
    said: Money
    by: int | None
    back_at: datetime | None
    back_seq: int


def plans(session: Session, book_id: int, kind: str, ids: Collection[int]) -> dict[int, Plan]:
    """Planned items (`scheduled`), budgets (`budget`) or goals (`goal`) by their numbers."""
    wanted = sorted(ids)
    if not wanted:
        return {}
    if kind == "budget":
        return _budgets(session, book_id, wanted)
    rows, number = (_scheduled, _scheduled.c.item_id) if kind == "scheduled" else (_goal, _goal.c.goal_id)
    found = session.rows(sa.select(number.label("number"), rows.c.name, rows.c.account_id, rows.c.closed).where(
        rows.c.book_id == book_id, number.in_(wanted)))
    return {row.number: Plan(row.name, frozenset({row.account_id}), row.closed) for row in found}


def checks(session: Session, book_id: int, ids: Collection[int]) -> dict[int, Said]:
    """Checks by their numbers, those that were taken back too."""
    return {one.check_id: one for one in _checks(session, _check.c.book_id == book_id, _check.c.check_id.in_(
        sorted(ids)))} if ids else {}


def checks_taken_back(session: Session, book_id: int, limit: int) -> list[Said]:
    """The checks that were taken back last and not said again since, the latest first."""
    again = _check.alias("again")
    alike = (again.c[name] == _check.c[name] for name in ("book_id", "account_id", "on_day", "currency", "minor"))
    said_again = sa.exists().where(*alike, again.c.takes_back.is_(None), again.c.seq > _back.c.seq)
    return _checks(session, _check.c.book_id == book_id, _back.c.at.is_not(None), ~said_again, limit=limit)


def _checks(session: Session, *conditions: sa.ColumnElement[bool], limit: int = 1_000) -> list[Said]:
    taking = sa.and_(_back.c.book_id == _check.c.book_id, _back.c.takes_back == _check.c.check_id)
    rows = session.rows(
        sa.select(_check.c.check_id, _check.c.account_id, _check.c.on_day, _check.c.minor, _check.c.currency,
                  _back.c.member_id.label("back_by"), _back.c.at.label("back_at"),
                  sa.func.coalesce(_back.c.seq, 0).label("back_seq"))
        .select_from(_check.outerjoin(_back, taking)).where(_check.c.takes_back.is_(None), *conditions)
        .order_by(_back.c.seq.desc(), _check.c.seq.desc()).limit(limit))
    return [Said(row.check_id, row.account_id, row.on_day, Money(row.minor, row.currency), row.back_by, row.back_at,
                 row.back_seq) for row in rows]


def _budgets(session: Session, book_id: int, wanted: list[int]) -> dict[int, Plan]:
    named: dict[int, set[int]] = {}
    for row in session.rows(sa.select(_category).where(
            _category.c.book_id == book_id, _category.c.budget_id.in_(wanted))):
        named.setdefault(row.budget_id, set()).add(row.account_id)
    rows = session.rows(sa.select(_budget.c.budget_id, _budget.c.name, _budget.c.closed).where(
        _budget.c.book_id == book_id, _budget.c.budget_id.in_(wanted)))
    return {row.budget_id: Plan(row.name, frozenset(named.get(row.budget_id, ())), row.closed) for row in rows}
