"""Members as rows: since when they belong, and writing one anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ledger.domain.books.book import Member
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.books import books
from ledger.store.tables.sharing import MemberRow

_member = table(MemberRow)


@dataclass(frozen=True, slots=True)
class Term:
    """A member with the instants they joined and, where they did, left."""

    member: Member
    joined_at: datetime
    left_at: datetime | None


def terms(session: Session, book_id: int) -> list[Term]:
    """Everybody who is or was of a book, in the order they joined, with since when."""
    rows = session.rows(sa.select(_member.c.member_id, _member.c.joined_at, _member.c.left_at)
                        .where(_member.c.book_id == book_id))
    when = {row.member_id: (row.joined_at, row.left_at) for row in rows}
    return [Term(member, *when[member.member_id]) for member in books.members(session, book_id)]


def salt_of(session: Session, book_id: int, member_id: int) -> bytes:
    """The salt of a member's digests."""
    return bytes(session.value(
        sa.select(_member.c.salt).where(_member.c.book_id == book_id, _member.c.member_id == member_id)))


def save(session: Session, book_id: int, member: Member, *, was: int, left_at: datetime | None) -> bool:
    """Write a member as their next version; False where the version moved meanwhile."""
    done = session.run(
        sa.update(_member).where(_member.c.book_id == book_id, _member.c.member_id == member.member_id,
                                 _member.c.version == was)
        .values(name=member.name, role=member.role, kind=member.kind, weight=member.weight, left_at=left_at,
                version=was + 1))
    return done.rowcount == 1
