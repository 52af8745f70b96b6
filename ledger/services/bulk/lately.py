"""Where somebody was last: the book a shared text or a bare address is recorded in."""

from __future__ import annotations

from ledger.domain.books.book import Seat
from ledger.domain.sharing.role import Deed
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import Principal
from ledger.services.books import opening
from ledger.store.books import log

_LOOKED_AT = 100
"""Newest deeds of a book that are looked at for one's own."""


def last_used(session: Session, principal: Principal) -> Seat | None:
    """The open book a person may record in and did something in last, else the first of them; None where none is.

    Raises: Missing for nobody.
    """
    mine = [one for one in opening.seats_of(session, principal) if one.may(Deed.RECORD) and not one.book.closed]
    done = []
    for n, seat in enumerate(mine):
        own = next((deed.at.timestamp() for deed in log.latest(session, seat.book_id, _LOOKED_AT)
                    if deed.actor == seat.member.member_id), 0)
        done.append((own, -n, seat))
    return max(done, key=lambda one: one[:2])[2] if done else None
