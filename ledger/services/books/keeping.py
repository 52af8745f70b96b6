"""Entries as they are kept: one that is new, one that reverses another, and the last of a thing that said something."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry
from ledger.kernel.ids import new_id
from ledger.store.books.entries import Kept

_SALT_BYTES = 16


def fresh(seat: Seat, entry: Entry, payee_id: int | None, seq: int, now: datetime, *, thing: Kept | None = None,
          batch_id: int | None = None) -> Kept:
    """An entry as this seat records it by the deed `seq`: the next version of a thing, or the first of a new one."""
    entry_id = new_id()
    words_salt = secrets.token_bytes(_SALT_BYTES) if entry.words else None
    return Kept(
        entry_id=entry_id, entry=entry, seq=seq, recorder=seat.member.member_id, payee_id=payee_id, recorded_at=now,
        thing_id=thing.thing_id if thing else entry_id, version=thing.version + 1 if thing else 1,
        salt=secrets.token_bytes(_SALT_BYTES), words_salt=words_salt,
        words_digest=entry.words.digest(words_salt) if words_salt else None, batch_id=batch_id,
    )  # fmt: skip


def mirrored(standing: Kept, seat: Seat, seq: int, now: datetime) -> Kept:
    """What takes an entry away on its own day: its lines with the other sign, without its words."""
    return replace(
        standing, entry_id=new_id(), entry=standing.entry.reversed(standing.entry_id), seq=seq,
        recorder=seat.member.member_id, recorded_at=now, salt=secrets.token_bytes(_SALT_BYTES), words_salt=None,
        words_digest=None, batch_id=None)


def last_said(line: Sequence[Kept]) -> Kept:
    """The newest of a thing's entries, oldest first, that is no reversal."""
    return next(one for one in reversed(line) if one.entry.reverses is None)
