"""The rows of a batch: staged with a verdict, decided in review, marked with the entry they made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ledger.domain.files.refusals import NothingMoved
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.files import ImportRowRow

_row = table(ImportRowRow)
_SHOWN = [column for column in _row.c if column.name not in ("book_id", "batch_id")]
_NEEDED = [column for column in _SHOWN if column.name != "cells"]
LEFT_OUT = NothingMoved().code


class Decision(StrEnum):
    """What becomes of a row: recorded, known already, the same as an entry of the book, refused, or left out."""

    CREATE = "create"
    DUPLICATE = "duplicate"
    SAME = "same"
    REFUSE = "refuse"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row with its provenance; the columns of its table, without whose they are. `minor` are minor units."""

    n: int
    line: int
    starts: int | None
    ends: int | None
    cells: Sequence[str]
    digest: bytes
    identity: bytes
    bank_id: str
    on_day: date | None
    direction: str
    minor: int | None
    currency: str
    fee: int
    what: str
    source: str
    target: str
    payee: str
    note: str
    kind: str
    refers: str
    decision: str
    problem: str | None = None
    at_column: str = ""
    reason: str | None = None
    facts: Mapping[str, Any] | None = None
    category_id: int | None = None
    is_guess: bool = False
    source_id: int | None = None
    target_id: int | None = None
    twin_id: int | None = None
    entry_id: int | None = None


_NAMES = tuple(field.name for field in fields(ImportRow))


@dataclass(frozen=True, slots=True)
class Share:
    """Rows of one batch that went one way: how many, how many with an amount, and its sum in minor units."""

    decision: str
    left_out: bool
    direction: str
    currency: str
    rows: int
    read: int
    minor: int


@dataclass(frozen=True, slots=True)
class Guess:
    """Rows of one payee whose category nobody was sure of. Sum in minor units."""

    what: str
    payee: str
    currency: str
    category_id: int
    rows: int
    minor: int


def stage(session: Session, book_id: int, batch_id: int, rows: Sequence[ImportRow]) -> None:
    """Add rows to a batch."""
    if rows:
        owner = {"book_id": book_id, "batch_id": batch_id}
        session.run(sa.insert(_row), [owner | {name: getattr(row, name) for name in _NAMES} for row in rows])


def clear(session: Session, book_id: int, batch_id: int) -> None:
    """Take every row of a batch away, to stage it anew."""
    session.run(sa.delete(_row).where(*_of(book_id, batch_id)))


def get(session: Session, book_id: int, batch_id: int, n: int) -> ImportRow:
    """One row. Raises: Missing."""
    row = session.first(sa.select(*_SHOWN).where(*_of(book_id, batch_id), _row.c.n == n))
    if row is None:
        raise Missing()
    return _read(row)


def by_entry(session: Session, book_id: int, entry_id: int) -> tuple[int, ImportRow] | None:
    """The row an entry was made of, with its batch."""
    row = session.first(
        sa.select(_row.c.batch_id, *_SHOWN).where(_row.c.book_id == book_id, _row.c.entry_id == entry_id)
    )
    if row is None:
        return None
    found = dict(row._mapping)
    return found.pop("batch_id"), ImportRow(**found)


def page(
    session: Session, book_id: int, batch_id: int, decisions: Sequence[str], *, after: int, limit: int,
    left_out: bool | None = None,
) -> list[ImportRow]:  # fmt: skip
    """Rows after one of them, in the order of the file; `left_out` asks for those whose money never moved."""
    chosen = [*_of(book_id, batch_id), _row.c.decision.in_(decisions), _row.c.n > after]
    if left_out is not None:
        moved = sa.func.coalesce(_row.c.problem, "") != LEFT_OUT
        chosen.append(~moved if left_out else moved)
    rows = session.rows(sa.select(*_SHOWN).where(*chosen).order_by(_row.c.n).limit(limit))
    return [_read(row) for row in rows]


def to_post(session: Session, book_id: int, batch_id: int, after: int, limit: int) -> list[ImportRow]:
    """The rows to be recorded after one of them, without their cells: what posting needs of each."""
    chosen = (*_of(book_id, batch_id), _row.c.decision == Decision.CREATE.value, _row.c.n > after)
    rows = session.rows(sa.select(*_NEEDED).where(*chosen).order_by(_row.c.n).limit(limit))
    return [ImportRow(cells=(), **row._mapping) for row in rows]


def with_twins(session: Session, book_id: int, batch_id: int, limit: int) -> list[ImportRow]:
    """Rows that may be something recorded by hand."""
    chosen = (*_of(book_id, batch_id), _row.c.twin_id.is_not(None))
    return [_read(row) for row in session.rows(sa.select(*_SHOWN).where(*chosen).order_by(_row.c.n).limit(limit))]


def half_said(session: Session, book_id: int, batch_id: int, limit: int) -> list[ImportRow]:
    """Transfers of which the bill names one side only."""
    unsaid = sa.or_(_row.c.source == "", _row.c.target == "")
    chosen = (
        *_of(book_id, batch_id),
        _row.c.decision == Decision.CREATE.value,
        _row.c.what == "transfer",
        unsaid,
    )
    return [_read(row) for row in session.rows(sa.select(*_SHOWN).where(*chosen).order_by(_row.c.n).limit(limit))]


def guesses(session: Session, book_id: int, batch_id: int, limit: int) -> list[Guess]:
    """Payees whose category is only a guess, the most frequent first."""
    keys = (_row.c.what, _row.c.payee, _row.c.currency, _row.c.category_id)
    count = sa.func.count().label("rows")
    total = sa.cast(sa.func.sum(_row.c.minor), sa.BigInteger).label("minor")
    rows = session.rows(
        sa.select(*keys, count, total)
        .where(*_of(book_id, batch_id), _row.c.decision == Decision.CREATE.value, _row.c.is_guess)
        .group_by(*keys)
        .order_by(count.desc(), _row.c.payee, _row.c.what)
        .limit(limit)
    )
    return [Guess(**row._mapping) for row in rows]


def categorise(session: Session, book_id: int, batch_id: int, what: str, payee: str, category_id: int) -> int:
    """Give every guessed row of a payee a category. How many there were."""
    done = session.run(
        sa.update(_row)
        .where(*_of(book_id, batch_id), _row.c.what == what, _row.c.payee == payee, _row.c.is_guess)
        .values(category_id=category_id, is_guess=False)
    )
    return done.rowcount


def places(session: Session, book_id: int, batch_id: int) -> list[tuple[str, str, int]]:
    """The places rows name, with what the rows are and how many: (name, what, rows); unnamed ones left out."""
    wanted = _row.c.decision.in_((Decision.CREATE.value, Decision.SAME.value))
    found: list[tuple[str, str, int]] = []
    for side in (_row.c.source, _row.c.target):
        rows = session.rows(
            sa.select(side, _row.c.what, sa.func.count())
            .where(*_of(book_id, batch_id), side != "", wanted)
            .group_by(side, _row.c.what)
        )
        found.extend((name, what, count) for name, what, count in map(tuple, rows))
    return found


def tallies(session: Session, book_id: int, batch_id: int) -> list[Share]:
    """Every row of a batch, counted and summed by what becomes of it and which way it went."""
    left_out = sa.func.coalesce(_row.c.problem, "") == LEFT_OUT
    keys = (_row.c.decision, left_out.label("left_out"), _row.c.direction, _row.c.currency)
    measures = (
        sa.func.count().label("rows"),
        sa.func.count(_row.c.minor).label("read"),
        sa.cast(sa.func.coalesce(sa.func.sum(_row.c.minor), 0), sa.BigInteger).label("minor"),
    )
    rows = session.rows(sa.select(*keys, *measures).where(*_of(book_id, batch_id)).group_by(*keys))
    return [Share(**{**row._mapping, "left_out": bool(row.left_out)}) for row in rows]


def keep_twins(session: Session, book_id: int, batch_id: int) -> None:
    """Record the rows that look like entries of the book beside them: two things alike may well be two."""
    same = _row.c.decision == Decision.SAME.value
    session.run(sa.update(_row).where(*_of(book_id, batch_id), same).values(decision=Decision.CREATE.value))


def decide(session: Session, book_id: int, batch_id: int, n: int, **values: Any) -> None:
    """Write what was decided of one row."""
    session.run(sa.update(_row).where(*_of(book_id, batch_id), _row.c.n == n).values(**values))


def mark(session: Session, book_id: int, batch_id: int, marks: Sequence[Mapping[str, Any]]) -> None:
    """Write the same columns of many rows: each mark holds `n` and new values by column."""
    if not marks:
        return
    names = [name for name in marks[0] if name != "n"]
    statement = (
        sa.update(_row)
        .where(*_of(book_id, batch_id), _row.c.n == sa.bindparam("the_n"))
        .values({name: sa.bindparam(f"new_{name}") for name in names})
    )
    session.run(statement, [{"the_n": one["n"], **{f"new_{name}": one[name] for name in names}} for one in marks])


def categories_of_payments(session: Session, book_id: int, bank_ids: Sequence[str]) -> dict[str, int]:
    """The category each payment was recorded under, by the bank's own id."""
    rows = session.rows(
        sa.select(_row.c.bank_id, _row.c.category_id).where(
            _row.c.book_id == book_id, _row.c.bank_id.in_(bank_ids), _row.c.what == "expense",
            _row.c.entry_id.is_not(None), _row.c.category_id.is_not(None),
        )
    )  # fmt: skip
    return {row.bank_id: row.category_id for row in rows}


def _of(book_id: int, batch_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return _row.c.book_id == book_id, _row.c.batch_id == batch_id


def _read(row: sa.Row[Any]) -> ImportRow:
    return ImportRow(**row._mapping)
