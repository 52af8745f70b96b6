"""INSERT … ON CONFLICT, spelled the same on both engines."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ledger.plumbing.db import Session


def insert(session: Session, into: sa.Table) -> Any:
    """An insert of the engine at hand, with its `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return insert_for(session.is_sqlite, into)


def insert_for(is_sqlite: bool, into: sa.Table) -> Any:
    """The same, for a statement that is built once and used many times."""
    return sqlite.insert(into) if is_sqlite else postgresql.insert(into)
