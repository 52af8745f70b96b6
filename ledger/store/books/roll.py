"""The roll of every book, for the operator.

Under PostgreSQL's row security nobody sees a book they were not led to; addresses are the house's own rows, so the
roll goes from each address to its person and from the person to the books they sit in.
"""

from __future__ import annotations

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.identity import AddressRow
from ledger.plumbing.rows import table
from ledger.store.books import books

_address = table(AddressRow)


def every_book(session: Session) -> list[int]:
    """The ids of every book somebody signs in to, and of all others this transaction may see, in order."""
    found = set(books.all_ids(session))
    for row in session.rows(sa.select(_address.c.person_id)):
        found.update(books.memberships(session, row.person_id))
    return sorted(found)
