"""What a person does to names: make, change, put away, merge, part again. Each is a deed in the book's log."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from ledger.domain.books.book import Seat
from ledger.domain.names.name import Name, NameInUse, SameName, Sort, StaleName, checked, family, name_key, root_of
from ledger.kernel.canonical import digest
from ledger.kernel.errors import Missing
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from ledger.plumbing.fields import NotAChoice
from ledger.services.books.quick import accounts_in
from ledger.services.names import knowing
from ledger.services.planning.limiting import lock_open
from ledger.store.books import log
from ledger.store.names import kept


def get(session: Session, seat: Seat, sort: Sort, name_id: int) -> Name:
    """One name. Raises: Missing."""
    found = kept.get(session, seat.book_id, sort, name_id)
    if found is None:
        raise Missing()
    return found


def make(session: Session, seat: Seat, said: Name, now: datetime) -> Name:
    """Keep a new name. Raises: BookClosed, NameInUse, TooManyTags, TooManyProjects, LastBeforeFirst, NotAChoice."""
    head = lock_open(session, seat)
    fresh = checked(replace(said, name_id=new_id(), written=said.name))
    _check_free(session, seat, fresh)
    _check_usual(session, seat, fresh)
    return knowing.open_name(session, seat, head, fresh, now)


def write(session: Session, seat: Seat, said: Name, version: int, now: datetime) -> Name:
    """Write a name as said: called otherwise, put away, with other days or what is usual.

    A payee keeps what its entries say; its new name is known as that payee's from now on. Raises: BookClosed, Missing,
    StaleName, NameInUse, LastBeforeFirst, NotAChoice.
    """
    head = lock_open(session, seat)
    was = get(session, seat, said.sort, said.name_id)
    fresh = checked(replace(said, merged_into=was.merged_into, written=was.written, version=version))
    if fresh.name != was.name:
        _check_free(session, seat, fresh)
    if (fresh.category, fresh.account) != (was.category, was.account):
        _check_usual(session, seat, fresh)
    done = _save(session, seat, head, "write", fresh, now)
    if fresh.sort is Sort.PAYEE and kept.written_as(session, seat.book_id, fresh.name) is None:
        also = Name(Sort.PAYEE, new_id(), fresh.name, merged_into=fresh.name_id, written=fresh.name)
        knowing.open_name(session, seat, log.lock(session, seat.book_id), also, now)
    return done


def merge(session: Session, seat: Seat, sort: Sort, name_id: int, into: int, version: int, now: datetime) -> Name:
    """Let a name go into another: what is gathered under it is gathered there.

    Raises: BookClosed, Missing, StaleName, SameName, NotAChoice for a name that is not there.
    """
    head = lock_open(session, seat)
    was, target = get(session, seat, sort, name_id), kept.get(session, seat.book_id, sort, into)
    if target is None:
        raise NotAChoice(field="into")
    if root_of(into, kept.parents(session, seat.book_id, sort)) == root_of(name_id, kept.parents(
            session, seat.book_id, sort)):
        raise SameName(field="into")
    if was.merged_into is not None:
        raise StaleName()
    return _save(session, seat, head, "merge", replace(was, merged_into=into, version=version), now)


def part(session: Session, seat: Seat, sort: Sort, name_id: int, version: int, now: datetime) -> Name:
    """Let a merged name stand by itself again, with what went into it. Raises: BookClosed, Missing, StaleName."""
    head = lock_open(session, seat)
    was = get(session, seat, sort, name_id)
    if was.merged_into is None:
        raise StaleName()
    return _save(session, seat, head, "part", replace(was, merged_into=None, version=version), now)


def _save(session: Session, seat: Seat, head: log.Head, deed: str, fresh: Name, now: datetime) -> Name:
    """Write the next version. `fresh.version` is the one that was read."""
    salt, done = secrets.token_bytes(16), replace(fresh, version=fresh.version + 1)
    if not kept.save(session, seat.book_id, fresh, salt, was=fresh.version):
        raise StaleName()
    act = log.Act(now, seat.actor, seat.actor_kind, f"{deed}_{fresh.sort.value}", fresh.sort.value, (fresh.name_id,),
                  digest(salt, done.content()))
    log.append(session, seat.book_id, head, act)
    return done


def _check_free(session: Session, seat: Seat, fresh: Name) -> None:
    """Raises: NameInUse."""
    key = name_key(fresh.name)
    if fresh.sort is Sort.PAYEE:
        taken = _payee_called(session, seat, fresh)
    else:
        taken = any(one.name_id != fresh.name_id and name_key(one.name) == key
                    for one in kept.load(session, seat.book_id, fresh.sort).values())
    if taken:
        raise NameInUse(name=fresh.name, field="name")


def _payee_called(session: Session, seat: Seat, fresh: Name) -> bool:
    """Whether a payee that is not gathered with this one has its name."""
    ways = kept.parents(session, seat.book_id, Sort.PAYEE)
    alike = {one.name_id for one in kept.load(session, seat.book_id, Sort.PAYEE).values()
             if name_key(one.name) == name_key(fresh.name)}
    written = kept.written_as(session, seat.book_id, fresh.name)
    return not {*alike, *([written] if written else [])} <= family(fresh.name_id, ways)


def _check_usual(session: Session, seat: Seat, fresh: Name) -> None:
    """Raises: NotAChoice for a category or an account that this seat does not see, or that is of another kind."""
    known = accounts_in(session, seat)
    category, account = known.get(fresh.category or 0), known.get(fresh.account or 0)
    if fresh.category is not None and (category is None or not category.is_category or category.closed):
        raise NotAChoice(field="category")
    if fresh.account is not None and (account is None or not account.is_place or account.closed):
        raise NotAChoice(field="account")
