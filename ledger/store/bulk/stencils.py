"""Templates as rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger.domain.bulk.stencil import Stencil
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.tables.bulk import StencilRow

_stencil = table(StencilRow)
_ALL = Prepared(sa.select(_stencil).where(
    _stencil.c.book_id == sa.bindparam("book"), _stencil.c.closed.is_(False)).order_by(
    _stencil.c.position, _stencil.c.stencil_id))


def load(session: Session, book_id: int) -> list[Stencil]:
    """The templates of a book that are kept, in their order."""
    return [_read(row) for row in session.rows(_ALL, {"book": book_id})]


def get(session: Session, book_id: int, stencil_id: int) -> Stencil | None:
    """One template, removed or not; None where there is none."""
    row = session.first(sa.select(_stencil).where(
        _stencil.c.book_id == book_id, _stencil.c.stencil_id == stencil_id))
    return None if row is None else _read(row)


def add(session: Session, book_id: int, one: Stencil, salt: bytes) -> None:
    """A new template."""
    session.run(sa.insert(_stencil), {"book_id": book_id, "stencil_id": one.stencil_id, "member_id": one.member_id,
                                      "salt": salt, "version": 1, **_values(one)})


def salt_of(session: Session, book_id: int, stencil_id: int) -> bytes:
    """The salt of a template's digest."""
    return bytes(session.value(sa.select(_stencil.c.salt).where(
        _stencil.c.book_id == book_id, _stencil.c.stencil_id == stencil_id)))


def save(session: Session, book_id: int, one: Stencil, *, was: int) -> bool:
    """Write a template as its next version; False where the version moved meanwhile."""
    done = session.run(sa.update(_stencil).where(
        _stencil.c.book_id == book_id, _stencil.c.stencil_id == one.stencil_id, _stencil.c.version == was,
    ).values(**_values(one), version=was + 1))
    return done.rowcount == 1


def _values(one: Stencil) -> dict[str, Any]:
    return {"is_shared": one.is_shared, "name": one.name, "said": one.said, "position": one.position,
            "closed": one.closed}


def _read(row: Any) -> Stencil:
    return Stencil(row.stencil_id, row.member_id, row.name, row.said, row.is_shared, row.position, row.closed,
                   row.version)
