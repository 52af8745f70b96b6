"""What stands behind a figure: chosen entries as the journal shows them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ledger.domain.books.book import Seat
from ledger.plumbing.db import Session
from ledger.services.books.journal import JournalDay, members_of, show
from ledger.store.books import accounts, entries


def behind(session: Session, seat: Seat, entry_ids: Sequence[int]) -> tuple[JournalDay, ...]:
    """These entries, newest day first. What is not in the book, or not this seat's to see, is left out."""
    known, members = accounts.load(session, seat.book_id), members_of(session, seat)
    kept = entries.load(session, seat.book_id, sorted(set(entry_ids))).values()
    mine = [one for one in kept if one.entry.visibility == "book" or one.recorder == seat.member.member_id]
    ordered = sorted(mine, key=lambda one: (one.entry.on, one.entry_id), reverse=True)
    shown = [show(one, known, members) for one in ordered]
    return tuple(
        JournalDay(on, tuple(items), None) for on, items in groupby(shown, key=lambda one: one.kept.entry.on))
