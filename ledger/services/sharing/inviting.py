"""Inviting by link: whoever opens it signed in may join the book once, in the role it names.

The link holds the book's id and a secret; only the secret's digest is kept. It works for seven days. Somebody who
left comes back to their own seat, so that what they recorded stays theirs.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ledger.domain.books.book import Book, Member, Seat
from ledger.domain.sharing.role import Deed
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, Forbidden, Invalid, Missing
from ledger.kernel.ids import id_text, new_id, read_id
from ledger.kernel.limits import MEMBERS_MAX
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import Principal, secret_digest
from ledger.services.sharing.membership import TooManyMembers
from ledger.store.books import books, log
from ledger.store.sharing import invitations, members
from ledger.store.sharing.invitations import Invitation

INVITED_AS = ("partner", "viewer")
"""The roles a link may give so far; an owner gives any other role afterwards."""

DAYS = 7


class InvitationSpent(Missing):
    """A link that was used, withdrawn, or is too old: all look the same."""

    message = N_("This link no longer opens a ledger. Ask whoever sent it for a new one.")


class AlreadyIn(Conflict):
    """Somebody who is in the book already."""

    message = N_("You are in this ledger already.")


class NotInvitable(Invalid):
    """A role that no link gives."""

    message = N_("Choose one of the roles shown.")


@dataclass(frozen=True, slots=True)
class Invited:
    """What a link opens: the book, the role it gives, and who sent it."""

    book: Book
    role: str
    sender: str | None


def invite(session: Session, seat: Seat, role: str, now: datetime) -> str:
    """A fresh link's path segment; shown once. Raises: Forbidden, NotInvitable, TooManyMembers."""
    if not seat.may(Deed.INVITE):
        raise Forbidden()
    if role not in INVITED_AS:
        raise NotInvitable(field="role")
    head = log.lock(session, seat.book_id)
    _check_room(session, seat.book_id)
    secret = secrets.token_urlsafe(24)
    key = secret_digest(secret)
    until = now + timedelta(days=DAYS)
    invitations.add(session, seat.book_id, Invitation(key, role, seat.member.member_id, now, until))
    log.append(session, seat.book_id, head, log.Act(
        now, seat.actor, seat.actor_kind, "invite", "invitation", (), digest(key, {"role": role})))
    return f"{id_text(seat.book_id)}.{secret}"


def waiting(session: Session, seat: Seat, now: datetime) -> list[Invitation]:
    """The links that still let somebody into the book."""
    return invitations.open_ones(session, seat.book_id, now)


def withdraw(session: Session, seat: Seat, key: bytes, now: datetime) -> None:
    """Make a link open nothing any more. Raises: Missing, Forbidden."""
    if not seat.may(Deed.INVITE):
        raise Forbidden()
    head = log.lock(session, seat.book_id)
    if not invitations.end(session, seat.book_id, key, now):
        raise Missing()
    log.append(session, seat.book_id, head, log.Act(
        now, seat.actor, seat.actor_kind, "withdraw", "invitation", (), digest(key, {"ended": True})))


def opened(session: Session, link: str, now: datetime) -> Invited:
    """What a link opens. Raises: InvitationSpent."""
    book_id, key = _read_link(link)
    session.allow_books([book_id])
    found = invitations.find(session, book_id, key, now)
    book = books.load(session, [book_id]).get(book_id) if found else None
    if found is None or book is None or book.closed:
        raise InvitationSpent()
    sender = next((m.name for m in books.members(session, book_id) if m.member_id == found.made_by), None)
    return Invited(book, found.role, sender)


def join(session: Session, principal: Principal, link: str, now: datetime) -> Seat:
    """Take the seat a link offers. Raises: InvitationSpent, AlreadyIn, TooManyMembers, Missing for no person."""
    if principal.person_id is None:
        raise Missing()
    book_id, key = _read_link(link)
    session.allow_books([book_id])
    invited = opened(session, link, now)
    head = log.lock(session, book_id)
    mine = next((m for m in books.members(session, book_id) if m.person_id == principal.person_id), None)
    if mine is not None and not mine.left:
        raise AlreadyIn()
    if not invitations.use(session, book_id, key, principal.person_id, now):
        raise InvitationSpent()
    member, salt = _seated(session, book_id, principal, invited.role, mine, now)
    log.append(session, book_id, head, log.Act(
        now, member.member_id, principal.kind, "join", "member", (member.member_id,), digest(salt, member.content())))
    return Seat(replace(invited.book, revision=head.seq + 1), member, member.member_id, principal.kind)


def _seated(session: Session, book_id: int, principal: Principal, role: str, mine: Member | None,
            now: datetime) -> tuple[Member, bytes]:
    if mine is not None and principal.person_id is not None:
        salt = members.salt_of(session, book_id, mine.member_id)
        if not invitations.seat_person(session, book_id, mine.member_id, principal.person_id, role, mine.version):
            raise InvitationSpent()
        return replace(mine, role=role, left=False, version=mine.version + 1), salt
    _check_room(session, book_id)
    member, salt = Member(new_id(), principal.name, role, principal.person_id), secrets.token_bytes(16)
    books.add_member(session, book_id, member, salt, now)
    return member, salt


def _check_room(session: Session, book_id: int) -> None:
    if sum(not member.left for member in books.members(session, book_id)) >= MEMBERS_MAX:
        raise TooManyMembers(limit=MEMBERS_MAX)


def _read_link(link: str) -> tuple[int, bytes]:
    book, _, secret = link.partition(".")
    try:
        return read_id(book), secret_digest(secret)
    except Missing:
        raise InvitationSpent() from None
