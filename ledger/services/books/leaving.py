"""What becomes of the books of a person who leaves for good.

A book that nobody else signs in to is erased whole. In a shared one the person's words go and their figures
stay under "former member"; where they were its last owner, it passes to whoever may do most, and of these to
whoever has been there longest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ledger.domain.books.book import Book, Member
from ledger.domain.sharing.role import ROLES
from ledger.kernel.canonical import digest
from ledger.plumbing.db import Session
from ledger.store.books import books, erasing, log
from ledger.store.files import originals
from ledger.store.papers import attachments

_RANK = {name: rank for rank, name in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Fate:
    """What leaving would do to a book: erase it whole, pass it to an heir, or leave it to the others."""

    book: Book
    member: Member
    is_erased: bool
    heir: Member | None = None


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who writes in the log, and when."""

    member_id: int
    actor_kind: str
    at: datetime


def fates(session: Session, person_id: int) -> list[Fate]:
    """What would become of each of a person's books."""
    mine = books.memberships(session, person_id)
    known = books.load(session, mine)
    return [
        _fate(known[book_id], member, books.members(session, book_id)) for book_id, member in mine.items()
    ]


def leave_books(session: Session, person_id: int, now: datetime, actor_kind: str = "person") -> int:
    """Leave every book for good, those left before included. How many were still theirs."""
    found = fates(session, person_id)
    for fate in found:
        if fate.is_erased:
            erase_book(session, fate.book.book_id, now)
        else:
            _leave(session, fate, _Hand(fate.member.member_id, actor_kind, now))
    for book_id, member in _left_before(session, person_id):
        hand = _Hand(member.member_id, actor_kind, now)
        _forget(session, book_id, member, log.lock(session, book_id), hand)
    return len(found)


def erase_book(session: Session, book_id: int, now: datetime) -> None:
    """Erase a book whole; a tombstone with its log's head remains. Raises: Missing."""
    session.allow_books([book_id])
    erasing.erase_book(session, book_id, log.lock(session, book_id), now)


def _fate(book: Book, member: Member, everyone: list[Member]) -> Fate:
    others = [one for one in everyone if one.person_id not in (None, member.person_id) and not one.left]
    if not others:
        return Fate(book, member, is_erased=True)
    if member.role != "owner" or any(one.role == "owner" for one in others):
        return Fate(book, member, is_erased=False)
    heir = min(others, key=lambda one: _RANK.get(one.role, len(_RANK)))
    return Fate(book, member, is_erased=False, heir=heir)


def _left_before(session: Session, person_id: int) -> list[tuple[int, Member]]:
    seats = erasing.left_seats(session, person_id)
    session.allow_books(seats)
    return [
        (book_id, member)
        for book_id in seats
        for member in books.members(session, book_id)
        if member.person_id == person_id
    ]


def _leave(session: Session, fate: Fate, hand: _Hand) -> None:
    book_id = fate.book.book_id
    head = log.lock(session, book_id)
    if fate.heir is not None:
        erasing.change_role(session, book_id, fate.heir, "owner")
        heir = replace(fate.heir, role="owner", version=fate.heir.version + 1)
        head = log.append(session, book_id, head, _act(session, book_id, "role", heir, hand))
    _forget(session, book_id, fate.member, head, hand)


def _forget(session: Session, book_id: int, member: Member, head: log.Head, hand: _Hand) -> None:
    """Erase a member's words, the files they brought, name and sign-in, and log that it was done."""
    erasing.erase_words_of(session, book_id, member.member_id, hand.at)
    originals.forget_words(session, book_id, member.member_id)
    attachments.forget_words(session, book_id, member.member_id, hand.at)
    erasing.erase_member(session, book_id, member, hand.at)
    gone = replace(member, name=None, person_id=None, left=True, version=member.version + 1)
    log.append(session, book_id, head, _act(session, book_id, "erase", gone, hand))


def _act(session: Session, book_id: int, deed: str, subject: Member, hand: _Hand) -> log.Act:
    salt = erasing.member_salt(session, book_id, subject.member_id)
    content = digest(salt, subject.content())
    return log.Act(hand.at, hand.member_id, hand.actor_kind, deed, "member", (subject.member_id,), content)
