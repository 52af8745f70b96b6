"""Templates of a book: kept, put right, put in order, removed and put back. A member sees the shared and their own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from ledger.domain.books.book import Seat
from ledger.domain.bulk.stencil import Stencil, TooManyTemplates
from ledger.domain.sharing.role import Deed
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, Missing
from ledger.kernel.ids import new_id
from ledger.kernel.limits import TEMPLATES_MAX
from ledger.plumbing.db import Session
from ledger.services.planning.limiting import lock_open
from ledger.store.books import log
from ledger.store.bulk import stencils as rows


class StaleTemplate(Conflict):
    """A template somebody changed since the page was opened."""

    message = N_("Somebody changed this template after you opened it. Look at it once more.")


def stencils(session: Session, seat: Seat) -> list[Stencil]:
    """The templates this member sees, in their order."""
    return [one for one in rows.load(session, seat.book_id) if _is_seen(one, seat)]


def stencil(session: Session, seat: Seat, stencil_id: int) -> Stencil:
    """One template that is kept. Raises: Missing."""
    found = rows.get(session, seat.book_id, stencil_id)
    if found is None or found.closed or not _is_seen(found, seat):
        raise Missing()
    return found


def make(session: Session, seat: Seat, name: str, said: dict[str, str], now: datetime, *, is_shared: bool) -> Stencil:
    """Keep a new template, after those there are. Raises: BookClosed, TooManyTemplates."""
    head = lock_open(session, seat)
    there = rows.load(session, seat.book_id)
    _check_room(there)
    last = max((one.position for one in there), default=0)
    fresh = Stencil(new_id(), seat.member.member_id, name, said, is_shared, last + 1)
    salt = secrets.token_bytes(16)
    rows.add(session, seat.book_id, fresh, salt)
    _log(session, seat, head, "keep_template", fresh, salt, now)
    return fresh


def amend(session: Session, seat: Seat, stencil_id: int, version: int, name: str, said: dict[str, str],
          now: datetime, *, is_shared: bool) -> Stencil:
    """Put a template right. Raises: Missing, StaleTemplate, BookClosed."""
    return _change(session, seat, stencil_id, version, "keep_template", now,
                   lambda one: replace(one, name=name, said=said, is_shared=is_shared))


def remove(session: Session, seat: Seat, stencil_id: int, version: int, now: datetime) -> Stencil:
    """Keep a template no more. Raises: Missing, StaleTemplate, BookClosed."""
    return _change(session, seat, stencil_id, version, "drop_template", now, lambda one: replace(one, closed=True))


def put_back(session: Session, seat: Seat, stencil_id: int, now: datetime) -> Stencil:
    """Keep a removed template again. Raises: Missing, BookClosed, TooManyTemplates."""
    head = lock_open(session, seat)
    was = rows.get(session, seat.book_id, stencil_id)
    if was is None or not was.closed or not may_change(was, seat):
        raise Missing()
    _check_room(rows.load(session, seat.book_id))
    return _save(session, seat, head, "keep_template", replace(was, closed=False), was.version, now)


def move_up(session: Session, seat: Seat, stencil_id: int, now: datetime) -> None:
    """Put a template before the one above it; the first becomes the last. Raises: Missing, BookClosed."""
    head = lock_open(session, seat)
    there = stencils(session, seat)
    at = next((n for n, one in enumerate(there) if one.stencil_id == stencil_id), None)
    if at is None or not may_change(there[at], seat):
        raise Missing()
    moved = there.pop(at)
    there.insert(at - 1 if at else len(there), moved)
    for position, one in enumerate(there, 1):
        if one.position != position:
            _save(session, seat, head, "keep_template", replace(one, position=position), one.version, now)
            head = log.head(session, seat.book_id)


def may_change(one: Stencil, seat: Seat) -> bool:
    """Whether it is theirs, or shared and they plan for the book."""
    return one.member_id == seat.member.member_id or (one.is_shared and seat.may(Deed.PLAN))


def _change(session: Session, seat: Seat, stencil_id: int, version: int, deed: str, now: datetime,
            change: Callable[[Stencil], Stencil]) -> Stencil:
    head = lock_open(session, seat)
    was = stencil(session, seat, stencil_id)
    if not may_change(was, seat):
        raise Missing()
    return _save(session, seat, head, deed, change(was), version, now)


def _is_seen(one: Stencil, seat: Seat) -> bool:
    return one.is_shared or one.member_id == seat.member.member_id


def _check_room(there: list[Stencil]) -> None:
    if len(there) >= TEMPLATES_MAX:
        raise TooManyTemplates(limit=TEMPLATES_MAX)


def _save(session: Session, seat: Seat, head: log.Head, deed: str, fresh: Stencil, version: int,
          now: datetime) -> Stencil:
    if not rows.save(session, seat.book_id, fresh, was=version):
        raise StaleTemplate()
    _log(session, seat, head, deed, fresh, rows.salt_of(session, seat.book_id, fresh.stencil_id), now)
    return replace(fresh, version=version + 1)


def _log(session: Session, seat: Seat, head: log.Head, deed: str, one: Stencil, salt: bytes, now: datetime) -> None:
    act = log.Act(now, seat.actor, seat.actor_kind, deed, "template", (one.stencil_id,), digest(salt, one.content()))
    log.append(session, seat.book_id, head, act)
