"""Books and members as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.book import Book, Member
from ledger.kernel.chain import GENESIS
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.tables.books import BookRow
from ledger.store.tables.sharing import MemberRow

_book, _member = table(BookRow), table(MemberRow)
_BOOK: sa.BindParameter[int] = sa.bindparam("book")
_PERSON: sa.BindParameter[int] = sa.bindparam("person")
_IDS: sa.BindParameter[int] = sa.bindparam("ids", expanding=True)
_BY_IDS = Prepared(sa.select(_book).where(_book.c.book_id.in_(_IDS)))
_MEMBERS = Prepared(sa.select(_member).where(_member.c.book_id == _BOOK).order_by(
    _member.c.joined_at, _member.c.member_id))
_THEIRS = sa.select(_member).where(_member.c.person_id == _PERSON, _member.c.left_at.is_(None))
_MEMBERSHIPS = Prepared(_THEIRS.order_by(_member.c.joined_at))
_MEMBERSHIP = Prepared(_THEIRS.where(_member.c.book_id == _BOOK))


def add(session: Session, book: Book, salt: bytes, made_at: datetime) -> None:
    """A new book with an empty log."""
    session.allow_books([book.book_id])
    session.run(sa.insert(_book), {
        "book_id": book.book_id, "name": book.name, "scene": book.scene, "pack_version": book.pack_version,
        "pack_digest": book.pack_digest, "home_currency": book.home_currency, "zone": book.zone,
        "pigment": book.pigment, "locked_until": book.locked_until, "has_entries": False, "revision": 0,
        "head": GENESIS, "salt": salt, "version": 1, "made_at": made_at, "closed_at": None,
    })


def load(session: Session, book_ids: Iterable[int]) -> dict[int, Book]:
    """Books by id; those that are not there, or not this transaction's to see, are left out."""
    wanted = list(book_ids)
    if not wanted:
        return {}
    session.allow_books(wanted)
    return {row.book_id: _read(row) for row in session.rows(_BY_IDS, {"ids": wanted})}


def salt_of(session: Session, book_id: int) -> bytes:
    """The salt of the book's settings."""
    return bytes(session.value(sa.select(_book.c.salt).where(_book.c.book_id == book_id)))


def save(session: Session, book: Book, *, was: int, closed_at: datetime | None) -> bool:
    """Write a book's settings as its next version; False where the version moved meanwhile."""
    done = session.run(sa.update(_book).where(_book.c.book_id == book.book_id, _book.c.version == was).values(
        name=book.name, home_currency=book.home_currency, zone=book.zone, pigment=book.pigment,
        locked_until=book.locked_until, closed_at=closed_at, version=was + 1,
    ))
    return done.rowcount == 1


def mark_used(session: Session, book_id: int) -> None:
    """Remember that an entry stands, which fixes the home currency."""
    session.run(sa.update(_book).where(_book.c.book_id == book_id).values(has_entries=True))


def all_ids(session: Session) -> list[int]:
    """Every book this transaction may see."""
    return [row.book_id for row in session.rows(sa.select(_book.c.book_id).order_by(_book.c.book_id))]


def add_member(session: Session, book_id: int, member: Member, salt: bytes, joined_at: datetime) -> None:
    """A new member of a book."""
    session.run(sa.insert(_member), {
        "book_id": book_id, "member_id": member.member_id, "person_id": member.person_id, "name": member.name,
        "role": member.role, "kind": member.kind, "weight": member.weight, "salt": salt, "version": 1,
        "joined_at": joined_at, "left_at": None,
    })


def members(session: Session, book_id: int) -> list[Member]:
    """Everybody who is or was of a book, in the order they joined."""
    return [_read_member(row) for row in session.rows(_MEMBERS, {"book": book_id})]


def memberships(session: Session, person_id: int) -> dict[int, Member]:
    """The books a person sits in, and as whom."""
    session.allow_person(person_id)
    return {row.book_id: _read_member(row) for row in session.rows(_MEMBERSHIPS, {"person": person_id})}


def membership(session: Session, person_id: int, book_id: int) -> Member | None:
    """A person as member of one book, or None."""
    session.allow_person(person_id)
    row = session.first(_MEMBERSHIP, {"book": book_id, "person": person_id})
    return None if row is None else _read_member(row)


def owners(session: Session, book_ids: Sequence[int]) -> dict[int, int]:
    """For each book, the person who owns it (the first to join, where several do)."""
    rows = session.rows(sa.select(_member.c.book_id, _member.c.person_id).where(
        _member.c.book_id.in_(book_ids), _member.c.role == "owner", _member.c.left_at.is_(None),
        _member.c.person_id.is_not(None)).order_by(_member.c.joined_at.desc()))
    return {row.book_id: row.person_id for row in rows}


def _read(row: Any) -> Book:
    return Book(row.book_id, row.name, row.scene, row.pack_version, row.pack_digest, row.home_currency, row.zone,
                row.pigment, row.locked_until, row.has_entries, row.revision, row.version, row.closed_at is not None)


def _read_member(row: Any) -> Member:
    return Member(row.member_id, row.name, row.role, row.person_id, row.kind, row.weight, row.left_at is not None,
                  row.version)
