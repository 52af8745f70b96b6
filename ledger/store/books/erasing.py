"""Erasing as rows: a member's words in a book that goes on, and a book whole.

What was posted is kept by triggers; the two deeds here are those they let through: words emptied with their
salt, and everything of a book that has a tombstone.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ledger.domain.books.book import Member
from ledger.plumbing.db import Session
from ledger.plumbing.rows import metadata, table
from ledger.store.books.log import Head
from ledger.store.tables.books import (
    EntryRow,
    EntryWordsRow,
    LogRow,
    PayeeRow,
    PostingRow,
    TokenInEntryRow,
    TombstoneRow,
)
from ledger.store.tables.bulk import StencilRow
from ledger.store.tables.names import PayeeSaidRow
from ledger.store.tables.quick import LessonRow
from ledger.store.tables.reports import SavedReportRow
from ledger.store.tables.sharing import MemberRow

_entry, _words, _payee = table(EntryRow), table(EntryWordsRow), table(PayeeRow)
_token, _member, _tombstone = table(TokenInEntryRow), table(MemberRow), table(TombstoneRow)
_lesson, _said, _log, _stencil = table(LessonRow), table(PayeeSaidRow), table(LogRow), table(StencilRow)
_posting, _report = table(PostingRow), table(SavedReportRow)


def member_salt(session: Session, book_id: int, member_id: int) -> bytes:
    """The salt of a member's digests."""
    return bytes(
        session.value(
            sa.select(_member.c.salt).where(_member.c.book_id == book_id, _member.c.member_id == member_id)
        )
    )


def left_seats(session: Session, person_id: int) -> list[int]:
    """The books a person was a member of and left, where their name still stands."""
    rows = session.rows(
        sa.select(_member.c.book_id).where(_member.c.person_id == person_id, _member.c.left_at.is_not(None))
    )
    return [row.book_id for row in rows]


def erase_member(session: Session, book_id: int, member: Member, at: datetime) -> None:
    """Take a member's name and sign-in away; they are a former member from now on."""
    session.run(
        _one(book_id, member).values(name=None, person_id=None, left_at=at, version=member.version + 1)
    )


def change_role(session: Session, book_id: int, member: Member, role: str) -> None:
    """Give a member another role."""
    session.run(_one(book_id, member).values(role=role, version=member.version + 1))


def erase_words_of(session: Session, book_id: int, member_id: int, at: datetime) -> None:
    """Empty the words a member wrote, with their salt, and what was derived and learned from them.

    Payees go where nobody else's entry names them, those they only named among them. Figures stay.
    """
    theirs = sa.select(_entry.c.entry_id).where(_entry.c.book_id == book_id, _entry.c.recorder == member_id)
    not_theirs = sa.or_(_entry.c.recorder.is_(None), _entry.c.recorder != member_id)
    others, named = _named_by(book_id, not_theirs), _named_by(book_id, _entry.c.recorder == member_id)
    session.run(
        sa.update(_words)
        .where(
            _words.c.book_id == book_id,
            _words.c.entry_id.in_(theirs),
            _words.c.erased_at.is_(None),
        )
        .values(payee="", note="", fields=None, salt=None, erased_at=at)
    )
    session.run(sa.delete(_lesson).where(_lesson.c.book_id == book_id, _lesson.c.member_id == member_id))
    session.run(sa.delete(_stencil).where(_stencil.c.book_id == book_id, _stencil.c.member_id == member_id))
    session.run(sa.delete(_report).where(_report.c.book_id == book_id, _report.c.member_id == member_id))
    session.run(sa.delete(_token).where(_token.c.book_id == book_id, _token.c.entry_id.in_(theirs)))
    opened = session.rows(sa.select(_log.c.subjects).where(
        _log.c.book_id == book_id, _log.c.actor == member_id, _log.c.deed == "open_payee"))
    wrote = sa.or_(_payee.c.payee_id.in_(named), _payee.c.payee_id.in_([row.subjects[0] for row in opened]))
    _erase_payees(session, book_id, sa.and_(wrote, _payee.c.payee_id.not_in(others)))


def _erase_payees(session: Session, book_id: int, which: sa.ColumnElement[bool]) -> None:
    """Empty payees' names and what was said of them; what went into one of them stands by itself again."""
    gone = sa.select(_payee.c.payee_id).where(_payee.c.book_id == book_id, which)
    session.run(sa.update(_said).where(_said.c.book_id == book_id, _said.c.merged_into.in_(gone)).values(
        merged_into=None))
    session.run(sa.update(_said).where(_said.c.book_id == book_id, _said.c.payee_id.in_(gone)).values(
        called=None, salt=None))
    session.run(sa.update(_payee).where(_payee.c.book_id == book_id, which).values(name=None, name_key=None))


def erase_book(session: Session, book_id: int, head: Head, at: datetime) -> None:
    """Remove every row of a book; a tombstone with the head of its log remains."""
    session.run(
        sa.insert(_tombstone),
        {
            "book_id": book_id,
            "revision": head.seq,
            "head": head.hash,
            "erased_at": at,
        },
    )
    for one in reversed(metadata.sorted_tables):
        if one.info.get("owner") == "book" and one is not _tombstone:
            session.run(sa.delete(one).where(one.c.book_id == book_id))


def _named_by(book_id: int, whose: sa.ColumnElement[bool]) -> sa.CompoundSelect[tuple[int | None]]:
    """Whom some entries name: with whom they were, and who owes their lines or is owed."""
    payees = sa.select(_entry.c.payee_id).where(_entry.c.book_id == book_id, _entry.c.payee_id.is_not(None), whose)
    of_entry = sa.and_(_posting.c.book_id == _entry.c.book_id, _posting.c.entry_id == _entry.c.entry_id)
    parties = sa.select(_posting.c.party).select_from(_entry.join(_posting, of_entry)).where(
        _entry.c.book_id == book_id, _posting.c.party.is_not(None), whose)
    return payees.union(parties)


def _one(book_id: int, member: Member) -> sa.Update:
    return sa.update(_member).where(_member.c.book_id == book_id, _member.c.member_id == member.member_id)
