"""The log's rows: taking a lender's lock, appending a deed, reading it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from credit.store.tables.lenders import LenderLogRow, LenderRow
from ledger.kernel.chain import Deed
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session
from ledger.plumbing.rows import deed_values, read_deed, table

_lender, _log = table(LenderRow), table(LenderLogRow)
PIECE = 500
"""Rows read at a time, so that memory does not grow with the log."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a lender's log stands: its last sequence, that row's hash, and the salt of its digests."""

    seq: int
    hash: bytes
    salt: bytes


@dataclass(frozen=True, slots=True)
class Act:
    """A deed about to be logged: who, what, on which subjects, with what digest. The operator is actor 0."""

    at: datetime
    actor: int
    actor_kind: str
    deed: str
    subject_kind: str
    subjects: tuple[int, ...]
    digest: bytes


def lock(session: Session, lender_id: int) -> Head:
    """Take the lender's row lock, so that its writers follow one another. Raises: Missing."""
    asked = sa.select(_lender.c.revision, _lender.c.head, _lender.c.salt).where(_lender.c.lender_id == lender_id)
    row = session.first(asked if session.is_sqlite else asked.with_for_update())
    if row is None:
        raise Missing()
    return Head(row.revision, row.head, row.salt)


def head(session: Session, lender_id: int) -> Head:
    """Where a lender's log stands, without taking its lock. Raises: Missing."""
    row = session.first(
        sa.select(_lender.c.revision, _lender.c.head, _lender.c.salt).where(_lender.c.lender_id == lender_id))
    if row is None:
        raise Missing()
    return Head(row.revision, row.head, row.salt)


def append(session: Session, lender_id: int, head: Head, act: Act) -> Head:
    """Append one deed after the head of a locked lender; the new head."""
    actor = act.actor or None
    deed = Deed(lender_id, head.seq + 1, act.at.astimezone(UTC), actor, act.actor_kind, act.deed, act.subject_kind,
                act.subjects, act.digest, head.hash)
    values = deed_values(deed)
    fresh = Head(deed.seq, values["hash"], head.salt)
    session.run(sa.insert(_log), {"lender_id": lender_id, **values})
    session.run(sa.update(_lender).where(_lender.c.lender_id == lender_id).values(revision=fresh.seq, head=fresh.hash))
    return fresh


def each(session: Session, lender_id: int) -> Iterator[tuple[Deed, bytes]]:
    """Every deed of a lender in order with its stored hash, read in pieces."""
    after = 0
    while batch := _piece(session, lender_id, after):
        yield from batch
        after = batch[-1][0].seq


def before(session: Session, lender_id: int, seq: int | None, limit: int) -> list[Deed]:
    """Deeds before a sequence (or the newest), newest first."""
    wanted = [_log.c.lender_id == lender_id, *([] if seq is None else [_log.c.seq < seq])]
    rows = session.rows(sa.select(_log).where(*wanted).order_by(_log.c.seq.desc()).limit(limit))
    return [read_deed(lender_id, row) for row in rows]


def writers(session: Session, lender_id: int, rule_id: int, version: int) -> set[int]:
    """Everybody who wrote into a version, by number; the operator is not among them."""
    rows = session.rows(sa.select(_log.c.actor, _log.c.subjects).where(
        _log.c.lender_id == lender_id, _log.c.subject_kind == "rule_version", _log.c.deed.in_(("draft", "amend"))))
    return {row.actor for row in rows if row.subjects == [rule_id, version] and row.actor is not None}


def _piece(session: Session, lender_id: int, after: int) -> list[tuple[Deed, bytes]]:
    rows = session.rows(sa.select(_log).where(_log.c.lender_id == lender_id, _log.c.seq > after)
                        .order_by(_log.c.seq).limit(PIECE))
    return [(read_deed(lender_id, row), row.hash) for row in rows]
