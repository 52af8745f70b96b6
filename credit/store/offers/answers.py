"""What a slot answered for a person, ledger and revision on a day: asked again, it answers the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from credit.store.tables.offers import SlotAnswerRow
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert

_answer = table(SlotAnswerRow)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks which slot about what: the key of an answer."""

    person_id: int
    book_id: int
    slot: str
    revision: int
    on: date


def get(session: Session, asked: Asked) -> Mapping[str, Any] | None:
    """The answer given before, if any."""
    found: Mapping[str, Any] | None = session.value(
        sa.select(_answer.c.body).where(
            _answer.c.person_id == asked.person_id, _answer.c.book_id == asked.book_id, _answer.c.slot == asked.slot,
            _answer.c.revision == asked.revision, _answer.c.on_day == asked.on,
        )
    )
    return found


def keep(session: Session, asked: Asked, body: Mapping[str, Any], shown: int, now: datetime) -> None:
    """Keep an answer; `shown` is 1 where it showed something."""
    session.run(
        insert(session, _answer)
        .values(
            person_id=asked.person_id, book_id=asked.book_id, slot=asked.slot, revision=asked.revision,
            on_day=asked.on, body=dict(body), shown=shown, made_at=now,
        )
        .on_conflict_do_nothing()
    )
