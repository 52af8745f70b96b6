"""Batches as rows: one import of one file, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.files import BatchRow

_batch = table(BatchRow)


class State(StrEnum):
    """Where a batch stands. Reading, posting and undoing go on after a stop; the others wait for a person."""

    READING = "reading"
    REVIEW = "review"
    POSTING = "posting"
    POSTED = "posted"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Batch:
    """One import of one file.

    `digest` is the file's; `member` brought it. `reached` is the last row posted, `posted` and `reversed` count
    entries. `counts` is what `rows.tallies` last answered, as JSON; `mapping` says which account each place named
    in the file is, None where one is to be opened. `problem` is why it failed: code, message, facts.
    """

    batch_id: int
    digest: bytes
    name: str
    state: State
    member: int
    actor_kind: str
    made_at: datetime
    format: str = ""
    variant: str = ""
    encoding: str = ""
    headers: tuple[str, ...] = ()
    reached: int = -1
    posted: int = 0
    reversed: int = 0
    counts: Sequence[Mapping[str, Any]] = ()
    mapping: Mapping[str, int | None] = field(default_factory=dict)
    problem: Mapping[str, Any] | None = None


def add(session: Session, book_id: int, batch: Batch) -> None:
    """A new batch."""
    session.run(sa.insert(_batch), {
        "book_id": book_id, "batch_id": batch.batch_id, "digest": batch.digest, "name": batch.name,
        "format": batch.format, "variant": batch.variant, "encoding": batch.encoding,
        "headers": list(batch.headers), "state": batch.state.value, "member": batch.member,
        "actor_kind": batch.actor_kind, "made_at": batch.made_at, "reached": batch.reached, "posted": batch.posted,
        "reversed": batch.reversed, "counts": list(batch.counts), "mapping": dict(batch.mapping),
        "problem": batch.problem,
    })  # fmt: skip


def change(session: Session, book_id: int, batch_id: int, **values: Any) -> None:
    """Write some of a batch's columns."""
    session.run(sa.update(_batch).where(*_one(book_id, batch_id)).values(**values))


def move(session: Session, book_id: int, batch_id: int, state: State, *, was: Sequence[State]) -> bool:
    """Let a batch stand somewhere else; False where it stood at none of `was`."""
    done = session.run(
        sa.update(_batch).where(*_one(book_id, batch_id), _batch.c.state.in_(was)).values(state=state.value)
    )
    return done.rowcount == 1


def get(session: Session, book_id: int, batch_id: int) -> Batch:
    """One batch. Raises: Missing."""
    row = session.first(sa.select(_batch).where(*_one(book_id, batch_id)))
    if row is None:
        raise Missing()
    return _read(row)


def latest(session: Session, book_id: int, limit: int, before: int | None = None) -> list[Batch]:
    """The newest batches, newest first, or those before one of them."""
    chosen = [_batch.c.book_id == book_id]
    if before is not None:
        chosen.append(_batch.c.batch_id < before)
    rows = session.rows(sa.select(_batch).where(*chosen).order_by(_batch.c.batch_id.desc()).limit(limit))
    return [_read(row) for row in rows]


def of_file(session: Session, book_id: int, digest: bytes, states: Sequence[State]) -> list[Batch]:
    """The batches of one file that stand at one of these states, newest first."""
    rows = session.rows(
        sa.select(_batch)
        .where(_batch.c.book_id == book_id, _batch.c.digest == digest, _batch.c.state.in_(states))
        .order_by(_batch.c.batch_id.desc())
    )
    return [_read(row) for row in rows]


def _one(book_id: int, batch_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return _batch.c.book_id == book_id, _batch.c.batch_id == batch_id


def _read(row: sa.Row[Any]) -> Batch:
    found = row._mapping
    return Batch(
        found["batch_id"], bytes(found["digest"]), found["name"], State(found["state"]), found["member"],
        found["actor_kind"], found["made_at"], found["format"], found["variant"], found["encoding"],
        tuple(found["headers"]), found["reached"], found["posted"], found["reversed"], found["counts"],
        found["mapping"], found["problem"],
    )  # fmt: skip
