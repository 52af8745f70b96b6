"""Commodities as rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger.domain.currencies.commodity import Commodity
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.currencies import CommodityRow

_commodity = table(CommodityRow)


def load(session: Session, book_id: int) -> dict[str, Commodity]:
    """The commodities of a book by their code, those put away too."""
    rows = session.rows(sa.select(_commodity).where(_commodity.c.book_id == book_id).order_by(_commodity.c.code))
    return {row.code: Commodity(row.code, row.digits, row.name, row.closed, row.version) for row in rows}


def add(session: Session, book_id: int, one: Commodity, salt: bytes) -> None:
    """A new commodity."""
    session.run(sa.insert(_commodity), {
        "book_id": book_id, "code": one.code, "digits": one.digits, "name": one.name, "closed": one.closed,
        "salt": salt, "version": 1})


def salt_of(session: Session, book_id: int, code: str) -> bytes:
    """The salt of a commodity's digest."""
    return bytes(session.value(sa.select(_commodity.c.salt).where(*_this(book_id, code))))


def save(session: Session, book_id: int, one: Commodity, *, was: int) -> bool:
    """Write name and whether it is put away as the next version; False where the version moved meanwhile."""
    done = session.run(sa.update(_commodity).where(*_this(book_id, one.code), _commodity.c.version == was).values(
        name=one.name, closed=one.closed, version=was + 1))
    return done.rowcount == 1


def _this(book_id: int, code: str) -> tuple[Any, Any]:
    return _commodity.c.book_id == book_id, _commodity.c.code == code
