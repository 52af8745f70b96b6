"""Which names a book knows: what each is called, those offered, and those typed, opened where they are new."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from ledger.domain.books.book import Seat
from ledger.domain.names.name import Name, Sort, name_key, root_of
from ledger.domain.names.tags import each_once
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Invalid, Missing
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from ledger.store.books import log
from ledger.store.names import kept

NAMES_MAX = 500
"""Tags, or projects, in one book."""


class TooManyProjects(Invalid):
    """More projects than one book may hold."""

    message = N_("A ledger holds at most %(limit)s projects.")


class TooManyTags(Invalid):
    """More tags than one book may hold."""

    message = N_("A ledger holds at most %(limit)s tags.")


def called(session: Session, seat: Seat, sort: Sort) -> dict[int, str]:
    """What each tag or project is called: one that is merged, by the name it goes into."""
    known = kept.load(session, seat.book_id, sort)
    ways = {one.name_id: one.merged_into for one in known.values() if one.merged_into}
    return {one: known[root_of(one, ways)].name for one in known}


def offered(session: Session, seat: Seat, sort: Sort) -> list[Name]:
    """The tags or projects entries are now gathered under, the newest first."""
    return [one for one in kept.load(session, seat.book_id, sort).values() if not one.closed and not one.merged_into]


def gathered_as(session: Session, seat: Seat, sort: Sort, name_id: int) -> Name:
    """The name one is gathered under: itself, or what it goes into. Raises: Missing."""
    found = kept.get(session, seat.book_id, sort, root_of(name_id, kept.parents(session, seat.book_id, sort)))
    if found is None:
        raise Missing()
    return found


def tags_named(session: Session, seat: Seat, words: Iterable[str], now: datetime) -> tuple[int, ...]:
    """The tags of some words, opened where they are new. Raises: TagTooLong, TooManyTagsOfEntry, TooManyTags."""
    return tuple(sorted({_named(session, seat, Sort.TAG, word, now) for word in each_once(words)}))


def project_named(session: Session, seat: Seat, name: str, now: datetime) -> int | None:
    """The project of a name, opened where there is none yet; None for no name. Raises: TooManyProjects."""
    name = " ".join(name.split())
    return _named(session, seat, Sort.PROJECT, name, now) if name else None


def open_name(session: Session, seat: Seat, head: log.Head, fresh: Name, now: datetime) -> Name:
    """Write a new name, and its opening in the log. Raises: TooManyTags, TooManyProjects."""
    if fresh.sort is not Sort.PAYEE and len(kept.load(session, seat.book_id, fresh.sort)) >= NAMES_MAX:
        too_many = TooManyTags if fresh.sort is Sort.TAG else TooManyProjects
        raise too_many(limit=NAMES_MAX, field="tags" if fresh.sort is Sort.TAG else "project")
    salt = secrets.token_bytes(16)
    kept.add(session, seat.book_id, fresh, salt)
    act = log.Act(now, seat.actor, seat.actor_kind, f"open_{fresh.sort.value}", fresh.sort.value, (fresh.name_id,),
                  digest(salt, fresh.content()))
    log.append(session, seat.book_id, head, act)
    return fresh


def _named(session: Session, seat: Seat, sort: Sort, name: str, now: datetime) -> int:
    """The tag or project of a name as it is gathered: of a merged one, what it goes into."""
    found = find(session, seat, sort, name)
    if found is None:
        head = log.lock(session, seat.book_id)
        found = find(session, seat, sort, name)
        if found is None:
            return open_name(session, seat, head, Name(sort, new_id(), name), now).name_id
    return found


def find(session: Session, seat: Seat, sort: Sort, name: str) -> int | None:
    """The name of a sort that is called so, as it is gathered: of a merged one, what it goes into; None for none."""
    known = kept.load(session, seat.book_id, sort)
    ways = {one.name_id: one.merged_into for one in known.values() if one.merged_into}
    alike = [one.name_id for one in known.values() if name_key(one.name) == name_key(name)]
    if not alike and sort is Sort.PAYEE:
        written = kept.written_as(session, seat.book_id, name)
        alike = [written] if written else []
    return root_of(alike[0], ways) if alike else None
