"""The work list: what is to be done after the request that asked for it, as rows of our own database.

Work is asked for in the transaction that makes it necessary, so it is there if and only if that committed. It
is claimed by a conditional update; what fails comes back later, ever more rarely. There are two ways of doing
it: `within` work has its effect in the database, in the transaction that marks it done, and so happens once
exactly; `outside` work reaches other machines, holds no transaction meanwhile, and happens at least once.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ledger.kernel.ids import new_id
from ledger.plumbing import clock
from ledger.plumbing.db import Database, Session
from ledger.plumbing.identity import LeaseRow, WorkRow
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert

log = logging.getLogger("countinghouse.work")

CLAIM = timedelta(minutes=10)
"""How long a claim holds: whoever died with it loses it then."""

TRIES = 10
"""Tries before a piece of work is given up, with its problem kept."""

KEPT = timedelta(days=7)
"""How long done work is remembered."""

LEASE = timedelta(minutes=2)
"""How long the one consumer's lease holds between two pieces of work."""

Payload = Mapping[str, Any]
Within = Callable[[Session, Payload], None]
Outside = Callable[[Database, Payload], None]

_work, _lease = table(WorkRow), table(LeaseRow)
_within: dict[str, Within] = {}
_outside: dict[str, Outside] = {}
_bells: list[Callable[[], None]] = []


@dataclass(frozen=True, slots=True)
class Claim:
    """One piece of work that is ours until `until`."""

    work_id: int
    kind: str
    payload: Payload
    tries: int
    until: datetime


def within(kind: str) -> Callable[[Within], Within]:
    """Name who does a kind of work in the database: exactly once."""

    def register(doer: Within) -> Within:
        _within[kind] = doer
        return doer

    return register


def outside(kind: str) -> Callable[[Outside], Outside]:
    """Name who does a kind of work on other machines: at least once."""

    def register(doer: Outside) -> Outside:
        _outside[kind] = doer
        return doer

    return register


def enqueue(session: Session, kind: str, payload: Payload, due: datetime | None = None) -> int:
    """Ask for work, at once or from an instant on. Its number. The payload is JSON and holds no secret."""
    work_id = new_id()
    session.run(
        sa.insert(_work),
        {
            "work_id": work_id,
            "kind": kind,
            "payload": dict(payload),
            "due_at": due or clock.now(),
            "claimed_until": None,
            "tries": 0,
            "done_at": None,
            "problem": None,
        },
    )
    session.afterwards(ring)
    return work_id


def hang(bell: Callable[[], None]) -> None:
    """Have something called whenever work was asked for in this process. It must return at once."""
    _bells.append(bell)


def unhang(bell: Callable[[], None]) -> None:
    """Have it called no more."""
    if bell in _bells:
        _bells.remove(bell)


def ring() -> None:
    """Wake whoever waits for work. A bell that fails costs time, never work."""
    for bell in _bells:
        try:
            bell()
        except Exception as error:  # whatever it is, the work is in the list already
            log.warning("a bell for work did not ring: %s", type(error).__name__)


def work_off(database: Database) -> int:
    """Do everything that is due now. How many pieces were tried."""
    tried = 0
    while (claim := _claim(database)) is not None:
        _try(database, claim)
        tried += 1
    return tried


def consume(database: Database) -> bool:
    """Do everything that is due as the one consumer of this database; False where another holds the lease."""
    holder = secrets.token_hex(8)
    if not _take_lease(database, holder):
        return False
    while (claim := _claim(database)) is not None:
        _try(database, claim)
        if not _take_lease(database, holder):
            return False
    with database.transaction() as session:
        session.run(sa.delete(_work).where(_work.c.done_at < clock.now() - KEPT))
        session.run(sa.delete(_lease).where(_lease.c.name == "work", _lease.c.holder == holder))
    return True


def next_due(session: Session) -> datetime | None:
    """When the earliest undone work falls due, or None where there is none."""
    found: datetime | None = session.value(
        sa.select(sa.func.min(_work.c.due_at)).where(_work.c.done_at.is_(None))
    )
    return found


def _take_lease(database: Database, holder: str) -> bool:
    now = clock.now()
    with database.transaction() as session:
        wanted = insert(session, _lease).values(name="work", holder=holder, until=now + LEASE)
        taken = wanted.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": holder, "until": now + LEASE},
            where=sa.or_(_lease.c.until < now, _lease.c.holder == holder),
        )
        return session.first(taken.returning(_lease.c.name)) is not None


def _claim(database: Database) -> Claim | None:
    now = clock.now()
    free = sa.and_(
        _work.c.done_at.is_(None),
        _work.c.due_at <= now,
        sa.or_(_work.c.claimed_until.is_(None), _work.c.claimed_until < now),
    )
    if not _any(database, free):
        return None
    with database.transaction() as session:
        first = sa.select(_work).where(free).order_by(_work.c.due_at, _work.c.work_id).limit(1)
        row = session.first(first if session.is_sqlite else first.with_for_update(skip_locked=True))
        if row is None:
            return None
        session.run(
            sa.update(_work)
            .where(_work.c.work_id == row.work_id, free)
            .values(claimed_until=now + CLAIM, tries=row.tries + 1)
        )
        return Claim(row.work_id, row.kind, row.payload, row.tries + 1, now + CLAIM)


def _any(database: Database, free: sa.ColumnElement[bool]) -> bool:
    """Whether there is anything to claim, asked without taking the write lock."""
    with database.transaction(write=False) as session:
        return session.first(sa.select(_work.c.work_id).where(free).limit(1)) is not None


def _try(database: Database, claim: Claim) -> None:
    try:
        _do(database, claim)
    except Exception as error:
        _tell(claim, error)
        _put_off(database, claim, type(error).__name__)


def _tell(claim: Claim, error: Exception) -> None:
    """Log where work failed; never an error's own words, which may hold an address or a parameter."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.warning("%s work, try %d: %s\n%s", claim.kind, claim.tries, type(error).__name__, where)


def _do(database: Database, claim: Claim) -> None:
    if claim.kind in _outside:
        _outside[claim.kind](database, claim.payload)
        with database.transaction() as session:
            _finish(session, claim)
        return
    doer = _within[claim.kind]
    with database.transaction() as session:
        if _finish(session, claim):
            doer(session, claim.payload)


def _finish(session: Session, claim: Claim, problem: str | None = None) -> bool:
    """Mark claimed work done and forget what it was about; False where the claim was lost meanwhile."""
    done = session.run(_ours(claim).values(done_at=clock.now(), payload={}, problem=problem))
    return done.rowcount == 1


def _put_off(database: Database, claim: Claim, problem: str) -> None:
    with database.transaction() as session:
        if claim.tries >= TRIES:
            _finish(session, claim, problem)
            return
        later = clock.now() + timedelta(seconds=min(15 * 2**claim.tries, 3_600))
        session.run(_ours(claim).values(due_at=later, claimed_until=None, problem=problem))


def _ours(claim: Claim) -> sa.Update:
    return sa.update(_work).where(
        _work.c.work_id == claim.work_id,
        _work.c.claimed_until == claim.until,
        _work.c.done_at.is_(None),
    )
