"""What people said of themselves, as rows; and the lock under which a person's offers are counted."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from credit.domain.people.borrower import Borrower
from credit.store.tables.offers import BorrowerRow
from ledger.plumbing.db import Session
from ledger.plumbing.identity import PersonRow
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert

_borrower, _person = table(BorrowerRow), table(PersonRow)


def get(session: Session, person_id: int) -> Borrower:
    """What a person said; nothing where they did not."""
    row = session.first(sa.select(_borrower).where(_borrower.c.person_id == person_id))
    return Borrower() if row is None else Borrower(row.born_on, row.country)


def put(session: Session, person_id: int, said: Borrower, now: datetime) -> None:
    """Write what a person said over what they said before."""
    values = {"born_on": said.born_on, "country": said.country, "said_at": now}
    session.run(
        insert(session, _borrower)
        .values(person_id=person_id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )


def lock(session: Session, person_id: int) -> None:
    """Let nobody else count or spend this person's offers before this transaction ends.

    On SQLite a writing transaction holds the only lock there is from its beginning. On PostgreSQL the lock leaves
    room for rows that only refer to the person, so that two requests which each wrote one cannot block each other.
    """
    wanted = sa.select(_person.c.person_id).where(_person.c.person_id == person_id)
    session.run(wanted if session.is_sqlite else wanted.with_for_update(key_share=True))
