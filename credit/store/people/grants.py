"""What the others of a shared ledger may know of a consent: that this member lets the ledger be read, no more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from credit.domain.people.scope import Scope
from credit.store.tables.offers import GrantRow
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert

_grant = table(GrantRow)


def put(session: Session, book_id: int, person_id: int, scope: Scope, now: datetime) -> None:
    """A member lets a ledger be read, from now on."""
    session.run(
        insert(session, _grant)
        .values(book_id=book_id, person_id=person_id, scope=scope.value, given_at=now)
        .on_conflict_do_update(index_elements=["book_id", "person_id", "scope"], set_={"given_at": now})
    )


def remove(session: Session, book_id: int, person_id: int, scope: Scope) -> None:
    """A member lets a ledger be read no more."""
    session.run(
        sa.delete(_grant).where(
            _grant.c.book_id == book_id, _grant.c.person_id == person_id, _grant.c.scope == scope.value
        )
    )


def remove_all(session: Session, book_ids: Collection[int], person_id: int) -> None:
    """Somebody who leaves lets none of these ledgers be read."""
    session.run(sa.delete(_grant).where(_grant.c.book_id.in_(book_ids), _grant.c.person_id == person_id))


def givers(session: Session, book_id: int, scope: Scope, after: datetime) -> frozenset[int]:
    """Who lets a ledger be read for a scope, having said so after an instant."""
    rows = session.rows(
        sa.select(_grant.c.person_id).where(
            _grant.c.book_id == book_id, _grant.c.scope == scope.value, _grant.c.given_at > after
        )
    )
    return frozenset(row.person_id for row in rows)
