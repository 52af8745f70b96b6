"""What a device carries of one book: its accounts, and the newest entries, renewed by the log.

Where nothing but entries changed since the device last looked, only those entries are told; after anything else, or
much, everything is told anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.journal import JournalQuery
from ledger.plumbing.db import Session
from ledger.services.books import following, journal
from ledger.services.books.quick import accounts_in
from ledger.store.books import entries, log
from ledger.store.books.entries import Kept

NEWEST = 60
"""Entries a device carries of one book."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What is told of a book: the sequence it is told up to, accounts, entries that stand, things that stand no more.

    With `is_whole` it takes the place of all that was told before; without, it is laid over it.
    """

    seq: int
    is_whole: bool
    accounts: tuple[Account, ...]
    kept: tuple[Kept, ...]
    gone: tuple[int, ...] = ()


def carried(session: Session, seat: Seat, after: int) -> Carried:
    """What is new of a book after a sequence of its log; everything after 0."""
    seq = log.head(session, seat.book_id).seq
    things = _changed(session, seat, after) if 0 < after <= seq else None
    known = tuple(accounts_in(session, seat).values())
    if things is None:
        page = journal.page(session, seat, JournalQuery(), None, limit=NEWEST)
        kept = tuple(one.kept for day in page.days for one in day.shown)
        return Carried(seq, True, known, kept)
    now = {thing: entries.standing_of(session, seat.book_id, thing) for thing in things}
    return Carried(seq, False, known, tuple(one for one in now.values() if one is not None),
                   tuple(thing for thing, one in now.items() if one is None))


def _changed(session: Session, seat: Seat, after: int) -> Sequence[int] | None:
    """The things that changed after a sequence; None where more than entries changed, or too much."""
    stretch = following.after(session, seat, after, NEWEST)
    is_plain = all(one.deed.subject_kind == "entry" for one in stretch.happened)
    if stretch.goes_on or not is_plain:
        return None
    things = tuple(dict.fromkeys(thing for one in stretch.happened for thing in one.subjects))
    return things if len(things) <= NEWEST else None
