"""Saved reports as rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger.domain.reports.saved import SavedReport
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.tables.reports import SavedReportRow

_saved = table(SavedReportRow)
_ALL = Prepared(sa.select(_saved).where(
    _saved.c.book_id == sa.bindparam("book"), _saved.c.closed.is_(False)).order_by(
    _saved.c.position, _saved.c.report_id))


def load(session: Session, book_id: int) -> list[SavedReport]:
    """The reports of a book that are kept, in their order."""
    return [_read(row) for row in session.rows(_ALL, {"book": book_id})]


def get(session: Session, book_id: int, report_id: int) -> SavedReport | None:
    """One report, removed or not; None where there is none."""
    row = session.first(sa.select(_saved).where(_saved.c.book_id == book_id, _saved.c.report_id == report_id))
    return None if row is None else _read(row)


def add(session: Session, book_id: int, one: SavedReport, salt: bytes) -> None:
    """A new report."""
    session.run(sa.insert(_saved), {"book_id": book_id, "report_id": one.report_id, "member_id": one.member_id,
                                    "statement": one.statement, "salt": salt, "version": 1, **_values(one)})


def salt_of(session: Session, book_id: int, report_id: int) -> bytes:
    """The salt of a report's digest."""
    return bytes(session.value(sa.select(_saved.c.salt).where(
        _saved.c.book_id == book_id, _saved.c.report_id == report_id)))


def save(session: Session, book_id: int, one: SavedReport, *, was: int) -> bool:
    """Write a report as its next version; False where the version moved meanwhile."""
    done = session.run(sa.update(_saved).where(
        _saved.c.book_id == book_id, _saved.c.report_id == one.report_id, _saved.c.version == was,
    ).values(**_values(one), version=was + 1))
    return done.rowcount == 1


def _values(one: SavedReport) -> dict[str, Any]:
    return {"is_shared": one.is_shared, "is_pinned": one.is_pinned, "name": one.name, "said": one.said,
            "position": one.position, "closed": one.closed}


def _read(row: Any) -> SavedReport:
    return SavedReport(row.report_id, row.member_id, row.name, row.statement, row.said, row.is_shared, row.is_pinned,
                       row.position, row.closed, row.version)
