"""Checks as rows: said, taken back, and the deeds that put the books right for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ledger.domain.accounts.check import Check
from ledger.kernel.ids import new_id
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.accounts import CheckFixRow, CheckRow

_check, _fix = table(CheckRow), table(CheckFixRow)
_back = _check.alias("back")
_STANDS = (
    _check.c.takes_back.is_(None),
    ~sa.exists().where(_back.c.book_id == _check.c.book_id, _back.c.takes_back == _check.c.check_id),
)


@dataclass(frozen=True, slots=True)
class Fix:
    """A deed done to an entry because of a check, by its sequence."""

    seq: int
    thing_id: int


def add(session: Session, book_id: int, check: Check, salt: bytes) -> None:
    """A new check, with the salt of its digest."""
    session.run(sa.insert(_check), _values(book_id, check, salt))


def take_back(session: Session, book_id: int, taking: Check, salt: bytes, takes_back: int) -> None:
    """Say that a check was said by mistake: `taking` is it once more, by who takes it back and when."""
    session.run(sa.insert(_check), {
        **_values(book_id, taking, salt), "check_id": new_id(), "takes_back": takes_back})


def get(session: Session, book_id: int, check_id: int) -> Check | None:
    """A check that stands, or None."""
    row = session.first(sa.select(_check).where(_check.c.book_id == book_id, _check.c.check_id == check_id, *_STANDS))
    return None if row is None else _read(row)


def of_account(session: Session, book_id: int, account_id: int, limit: int, after: int | None = None) -> list[Check]:
    """The checks of an account that stand, the latest day first and of a day the last said; `after` one of them."""
    statement = sa.select(_check).where(_check.c.book_id == book_id, _check.c.account_id == account_id, *_STANDS)
    last = get(session, book_id, after) if after is not None else None
    if last is not None:
        statement = statement.where(
            sa.or_(_check.c.on_day < last.on, sa.and_(_check.c.on_day == last.on, _check.c.seq < last.seq)))
    rows = session.rows(statement.order_by(_check.c.on_day.desc(), _check.c.seq.desc()).limit(limit))
    return [_read(row) for row in rows]


def latest(session: Session, book_id: int) -> dict[int, Check]:
    """The last check of every account that has one, in whatever currency."""
    later = _check.alias("later")
    undone = _check.alias("undone")
    surpassed = sa.exists().where(
        later.c.book_id == _check.c.book_id, later.c.account_id == _check.c.account_id, later.c.takes_back.is_(None),
        sa.or_(later.c.on_day > _check.c.on_day, sa.and_(later.c.on_day == _check.c.on_day,
                                                         later.c.seq > _check.c.seq)),
        ~sa.exists().where(undone.c.book_id == later.c.book_id, undone.c.takes_back == later.c.check_id),
    )
    rows = session.rows(sa.select(_check).where(_check.c.book_id == book_id, *_STANDS, ~surpassed))
    return {row.account_id: _read(row) for row in rows}


def salts(session: Session, book_id: int, check_ids: Iterable[int]) -> dict[int, bytes]:
    """The salts of checks' digests, of those taken back too."""
    rows = session.rows(sa.select(_check.c.check_id, _check.c.salt).where(
        _check.c.book_id == book_id, _check.c.check_id.in_(list(check_ids))))
    return {row.check_id: row.salt for row in rows}


def every(session: Session, book_id: int) -> dict[int, tuple[Check, bytes]]:
    """Every check that was ever said, with its salt: for verifying."""
    rows = session.rows(sa.select(_check).where(_check.c.book_id == book_id, _check.c.takes_back.is_(None)))
    return {row.check_id: (_read(row), row.salt) for row in rows}


def add_fix(session: Session, book_id: int, check_id: int, fix: Fix) -> None:
    """Keep that a deed was done because of a check."""
    session.run(sa.insert(_fix), {
        "book_id": book_id, "check_id": check_id, "seq": fix.seq, "thing_id": fix.thing_id})


def fixes(session: Session, book_id: int, check_id: int) -> list[Fix]:
    """The deeds done because of a check, in their order."""
    rows = session.rows(sa.select(_fix.c.seq, _fix.c.thing_id).where(
        _fix.c.book_id == book_id, _fix.c.check_id == check_id).order_by(_fix.c.seq))
    return [Fix(row.seq, row.thing_id) for row in rows]


def _values(book_id: int, check: Check, salt: bytes) -> dict[str, Any]:
    return {
        "book_id": book_id, "check_id": check.check_id, "seq": check.seq, "account_id": check.account_id,
        "on_day": check.on, "minor": check.said.minor, "currency": check.said.currency,
        "member_id": check.member_id, "at": check.at, "takes_back": None, "salt": salt,
    }


def _read(row: Any) -> Check:
    return Check(row.check_id, row.account_id, row.on_day, Money(row.minor, row.currency), row.member_id, row.at,
                 row.seq)
