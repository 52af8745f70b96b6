"""What happened in a book after a point of its log, as one member may see it.

A deed done to nothing but private entries of others is left out: that it happened is theirs to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.books.book import Seat
from ledger.kernel.chain import Deed
from ledger.plumbing.db import Session
from ledger.services.papers import attaching
from ledger.store.books import entries, log
from ledger.store.books.entries import Kept

_OF_ENTRIES = ("entry", attaching.SUBJECT)
"""Deeds that are hidden where the entry they were done to is another's alone."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One deed of the log with its hash. `subjects` of entries are the things they are versions of."""

    deed: Deed
    hash: bytes
    subjects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the log: what happened, the sequence it reaches, and whether more comes after it."""

    happened: tuple[Happened, ...]
    reaches: int
    goes_on: bool


def after(session: Session, seat: Seat, seq: int, limit: int) -> Stretch:
    """The deeds after a sequence, oldest first, at most `limit`."""
    rows = log.page(session, seat.book_id, after=seq, limit=limit + 1)
    shown, goes_on = rows[:limit], len(rows) > limit
    told = {one for deed, _ in shown if deed.subject_kind in _OF_ENTRIES for one in deed.subjects}
    known = entries.load(session, seat.book_id, told)
    found = [Happened(deed, head, _things(deed, known, seat)) for deed, head in shown]
    seen = tuple(one for one in found if one.deed.subject_kind not in _OF_ENTRIES or one.subjects)
    return Stretch(seen, shown[-1][0].seq if shown else seq, goes_on)


def _things(deed: Deed, known: dict[int, Kept], seat: Seat) -> tuple[int, ...]:
    if deed.subject_kind not in _OF_ENTRIES:
        return deed.subjects
    if deed.subject_kind == attaching.SUBJECT:
        attachment, thing = deed.subjects
        return (attachment, thing) if _seen((thing,), known, seat) else ()
    return tuple(dict.fromkeys(kept.thing_id for kept in _seen(deed.subjects, known, seat)))


def _seen(subjects: Sequence[int], known: dict[int, Kept], seat: Seat) -> list[Kept]:
    found = [known[one] for one in subjects if one in known]
    return [one for one in found if one.entry.visibility == "book" or one.recorder == seat.member.member_id]
