"""Drafts offered to a book, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.planning import ProposalRow

_proposal = table(ProposalRow)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as kept: for which member, what it would do (`body`), and whether it waits still."""

    proposal_id: int
    member_id: int
    title: str
    origin: str
    origin_id: int
    body: Mapping[str, Any]
    state: str
    recorded_seq: int | None
    made_at: datetime


def add(session: Session, book_id: int, draft: Draft) -> None:
    """Keep a new draft."""
    session.run(sa.insert(_proposal), {
        "book_id": book_id, "proposal_id": draft.proposal_id, "member_id": draft.member_id, "title": draft.title,
        "origin": draft.origin, "origin_id": draft.origin_id, "body": dict(draft.body),
        "state": draft.state, "recorded_seq": None, "made_at": draft.made_at, "state_at": draft.made_at,
    })


def get(session: Session, book_id: int, proposal_id: int) -> Draft | None:
    """One draft of a book, or None."""
    row = session.first(sa.select(_proposal).where(
        _proposal.c.book_id == book_id, _proposal.c.proposal_id == proposal_id))
    return None if row is None else _read(row)


def waiting(session: Session, book_id: int, member_id: int) -> list[Draft]:
    """The drafts that wait for a member, newest first."""
    rows = session.rows(sa.select(_proposal).where(
        _proposal.c.book_id == book_id, _proposal.c.member_id == member_id, _proposal.c.state == "draft",
    ).order_by(_proposal.c.proposal_id.desc()))
    return [_read(row) for row in rows]


def move(session: Session, book_id: int, proposal_id: int, state: str, now: datetime, seq: int | None = None) -> bool:
    """Let a waiting draft be recorded or dropped. Whether it waited until now."""
    done = session.run(sa.update(_proposal).where(
        _proposal.c.book_id == book_id, _proposal.c.proposal_id == proposal_id, _proposal.c.state == "draft",
    ).values(state=state, state_at=now, recorded_seq=seq))
    return done.rowcount == 1


def _read(row: sa.Row[Any]) -> Draft:
    return Draft(row.proposal_id, row.member_id, row.title, row.origin, row.origin_id, row.body, row.state,
                 row.recorded_seq, row.made_at)
