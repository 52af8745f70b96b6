"""Erasing a book whole: what remains is a tombstone with its head, and the triggers let the rows go."""

from __future__ import annotations

from datetime import datetime

from ledger.domain.books.book import Seat
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Forbidden
from ledger.plumbing.db import Session
from ledger.store.books import erasing, log


def erase_book(session: Session, seat: Seat, now: datetime) -> bytes:
    """Erase a book whole; the head its tombstone keeps (32 bytes). Raises: Forbidden for all but an owner."""
    if not seat.may(Deed.ERASE):
        raise Forbidden()
    head = log.lock(session, seat.book_id)
    erasing.erase_book(session, seat.book_id, head, now)
    return head.hash
