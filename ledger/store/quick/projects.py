"""Projects as rows: what entries are gathered under."""

from __future__ import annotations

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.tables.books import ProjectRow

_project = table(ProjectRow)
_ALL = Prepared(sa.select(_project.c.project_id, _project.c.name, _project.c.closed).where(
    _project.c.book_id == sa.bindparam("book")).order_by(_project.c.project_id.desc()))


def names(session: Session, book_id: int, *, open_only: bool = False) -> dict[int, str]:
    """The projects of a book by id, the newest first."""
    rows = session.rows(_ALL, {"book": book_id})
    return {row.project_id: row.name for row in rows if not (open_only and row.closed)}


def add(session: Session, book_id: int, project_id: int, name: str, salt: bytes) -> None:
    """Write a new project."""
    session.run(sa.insert(_project), {"book_id": book_id, "project_id": project_id, "name": name, "closed": False,
                                      "salt": salt, "version": 1})
