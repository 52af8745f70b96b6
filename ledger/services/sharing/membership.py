"""Who is in a book: members without a sign-in, their names and shares, and leaving.

Whoever may invite sees to members without a sign-in and to themselves; only an owner to others who sign in, and to
anybody's role. Everybody may go.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from ledger.domain.books.book import Member, Seat
from ledger.domain.sharing.role import ROLES, Deed
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, Forbidden, Invalid, Missing
from ledger.kernel.ids import new_id
from ledger.kernel.limits import MEMBERS_MAX
from ledger.plumbing.db import Session
from ledger.store.books import books, log
from ledger.store.sharing import members
from ledger.store.sharing.members import Term

GUEST = ""
"""The role of a member without a sign-in: it allows nothing."""


class StaleMember(Conflict):
    """A member somebody changed since the form was opened."""

    message = N_("Somebody changed this member after you opened the form. Look at it once more.")


class LastOwner(Conflict):
    """An owner who cannot leave or be anything else, because nobody else owns the book."""

    message = N_("A ledger needs an owner. Erase it instead, or let somebody else own it first.")


class NoSuchRole(Invalid):
    """A role no table knows, or one for somebody who does not sign in."""

    message = N_("Choose one of the roles shown.")


class NameTaken(Invalid):
    """A name another member of the book already has."""

    message = N_("Somebody here is called that already. Write a name that tells them apart.")


class TooManyMembers(Invalid):
    """More members than one book holds."""

    message = N_("A ledger holds at most %(limit)s members.")


def everybody(session: Session, seat: Seat) -> list[Term]:
    """Everybody who is or was in the book, in the order they joined."""
    return members.terms(session, seat.book_id)


def one(session: Session, seat: Seat, member_id: int) -> Member:
    """A member who is still in the book. Raises: Missing."""
    for member in _present(session, seat):
        if member.member_id == member_id:
            return member
    raise Missing()


def may_change(seat: Seat, member: Member) -> bool:
    """Whether this seat sees to a member."""
    is_theirs = member.person_id is None or member.member_id == seat.member.member_id
    return seat.may(Deed.GOVERN) or (is_theirs and seat.may(Deed.INVITE))


def add(session: Session, seat: Seat, name: str, kind: str, weight: int, now: datetime) -> Member:
    """Somebody without a sign-in, counted `weight` times in shares. Raises: Forbidden, NameTaken, TooManyMembers."""
    if not seat.may(Deed.INVITE):
        raise Forbidden()
    head = log.lock(session, seat.book_id)
    fresh = Member(new_id(), name, GUEST, kind=kind, weight=weight)
    _check_room(session, seat, fresh)
    salt = secrets.token_bytes(16)
    books.add_member(session, seat.book_id, fresh, salt, now)
    log.append(session, seat.book_id, head, _act(seat, "join", fresh, salt, now))
    return fresh


def amend(session: Session, seat: Seat, member_id: int, version: int, now: datetime, *,
          name: str, kind: str, weight: int) -> Member:
    """Call a member otherwise, or count them otherwise. Raises: Missing, Forbidden, NameTaken, StaleMember."""
    head = log.lock(session, seat.book_id)
    member = _to_change(session, seat, member_id)
    changed = replace(member, name=name, kind=kind, weight=weight)
    _check_name(changed, _present(session, seat))
    return _write(session, seat, head, "amend", changed, version, now)


def change_role(session: Session, seat: Seat, member_id: int, role: str, version: int, now: datetime) -> Member:
    """Give somebody who signs in another role. Raises: Missing, Forbidden, NoSuchRole, LastOwner, StaleMember."""
    if not seat.may(Deed.GOVERN):
        raise Forbidden()
    head = log.lock(session, seat.book_id)
    member = one(session, seat, member_id)
    if role not in ROLES or member.person_id is None:
        raise NoSuchRole(field="role")
    if role != "owner":
        _check_owned_without(session, seat, member)
    return _write(session, seat, head, "role", replace(member, role=role), version, now)


def leave(session: Session, seat: Seat, member_id: int, version: int, now: datetime) -> Member:
    """Let a member go: what was recorded stays with their name. Raises: Missing, Forbidden, LastOwner, StaleMember."""
    head = log.lock(session, seat.book_id)
    member = one(session, seat, member_id)
    if member_id != seat.member.member_id and not may_change(seat, member):
        raise Forbidden()
    _check_owned_without(session, seat, member)
    return _write(session, seat, head, "leave", replace(member, left=True), version, now)


def bring_back(session: Session, seat: Seat, member_id: int, now: datetime) -> Member:
    """Let somebody who left be in the book again, as they were.

    Raises: Missing for one who is in it or whose name was erased, Forbidden, NameTaken, TooManyMembers.
    """
    head = log.lock(session, seat.book_id)
    gone = next((m for m in books.members(session, seat.book_id) if m.member_id == member_id and m.left), None)
    if gone is None or not gone.name:
        raise Missing()
    if not may_change(seat, gone):
        raise Forbidden()
    _check_room(session, seat, gone)
    return _write(session, seat, head, "join", replace(gone, left=False), gone.version, now)


def _write(session: Session, seat: Seat, head: log.Head, deed: str, member: Member, version: int,
           now: datetime) -> Member:
    left_at = now if member.left else None
    if not members.save(session, seat.book_id, member, was=version, left_at=left_at):
        raise StaleMember()
    salt = members.salt_of(session, seat.book_id, member.member_id)
    log.append(session, seat.book_id, head, _act(seat, deed, member, salt, now))
    return replace(member, version=version + 1)


def _act(seat: Seat, deed: str, member: Member, salt: bytes, now: datetime) -> log.Act:
    return log.Act(now, seat.actor, seat.actor_kind, deed, "member", (member.member_id,),
                   digest(salt, member.content()))


def _to_change(session: Session, seat: Seat, member_id: int) -> Member:
    member = one(session, seat, member_id)
    if not may_change(seat, member):
        raise Forbidden()
    return member


def _present(session: Session, seat: Seat) -> list[Member]:
    return [member for member in books.members(session, seat.book_id) if not member.left]


def _check_owned_without(session: Session, seat: Seat, member: Member) -> None:
    if [one for one in _present(session, seat) if one.role == "owner"] == [member]:
        raise LastOwner()


def _check_room(session: Session, seat: Seat, member: Member) -> None:
    present = _present(session, seat)
    if len(present) >= MEMBERS_MAX:
        raise TooManyMembers(limit=MEMBERS_MAX, field="name")
    _check_name(member, present)


def _check_name(member: Member, present: list[Member]) -> None:
    taken = {one.name for one in present if one.member_id != member.member_id}
    if member.name in taken:
        raise NameTaken(field="name")
