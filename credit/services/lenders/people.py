"""The people of a lender: adding them in a role, giving them another, letting them go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from credit.domain.lenders.lender import (
    MEMBERS_MAX,
    AlreadyOfLender,
    LastAdmin,
    LenderSeat,
    Member,
    NoSuchLenderRole,
    StalePerson,
    TooManyPeople,
)
from credit.domain.lenders.role import ROLES, Deed
from credit.services.lenders import opening
from credit.store.lenders import lenders, log
from ledger.kernel.canonical import digest
from ledger.kernel.errors import Missing
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session


@dataclass(frozen=True, slots=True)
class Term:
    """A member with the instant they joined."""

    member: Member
    joined_at: datetime


def everybody(session: Session, seat: LenderSeat) -> list[Term]:
    """Everybody who is or was of the lender, in the order they joined."""
    since = lenders.joined(session, seat.lender_id)
    return [Term(one, since[one.member_id]) for one in lenders.members(session, seat.lender_id)]


def names(session: Session, seat: LenderSeat) -> dict[int, str]:
    """What everybody who ever was of the lender is called, by number; one who was erased is not in it."""
    return {one.member_id: one.name for one in lenders.members(session, seat.lender_id) if one.name}


def put_in_role(session: Session, seat: LenderSeat, person_id: int, name: str, role: str, now: datetime) -> Member:
    """Let a person be of the lender in a role: newly, again, or in another role than before.

    Raises: NotAllowedHere, NoSuchLenderRole, AlreadyOfLender, TooManyPeople, LastAdmin.
    """
    seat.check(Deed.GOVERN)
    _check_role(role)
    head = log.lock(session, seat.lender_id)
    present = lenders.members(session, seat.lender_id)
    before = next((one for one in present if one.person_id == person_id), None)
    if before is None:
        if sum(not one.left for one in present) >= MEMBERS_MAX:
            raise TooManyPeople(limit=MEMBERS_MAX)
        member = Member(new_id(), person_id, name, role)
        lenders.add_member(session, seat.lender_id, member, now)
        log.append(session, seat.lender_id, head, _act(seat, "join", member, head.salt, now))
        return member
    if not before.left and before.role == role:
        raise AlreadyOfLender(field="role")
    deed = "join" if before.left else "role"
    return _write(session, seat, head, deed, replace(before, role=role, left=False, name=name), before, now)


def change_role(session: Session, seat: LenderSeat, member_id: int, role: str, version: int, now: datetime) -> Member:
    """Give somebody another role. Raises: NotAllowedHere, NoSuchLenderRole, Missing, LastAdmin, StalePerson."""
    seat.check(Deed.GOVERN)
    _check_role(role)
    head = log.lock(session, seat.lender_id)
    before = _present(session, seat, member_id)
    return _write(session, seat, head, "role", replace(before, role=role), replace(before, version=version), now)


def leave(session: Session, seat: LenderSeat, member_id: int, version: int, now: datetime) -> Member:
    """Let somebody go, or go oneself. Raises: NotAllowedHere, Missing, LastAdmin, StalePerson."""
    if seat.member is None or member_id != seat.member.member_id:
        seat.check(Deed.GOVERN)
    head = log.lock(session, seat.lender_id)
    before = _present(session, seat, member_id)
    return _write(session, seat, head, "leave", replace(before, left=True), replace(before, version=version), now)


def part(session: Session, person_id: int, now: datetime) -> None:
    """Let a person who is erased be of no lender any more, their name nowhere.

    What they did stays in the logs under a number.
    """
    for lender_id, before in lenders.memberships(session, person_id).items():
        seat = opening.operator_seat(session, lender_id)
        head = log.lock(session, lender_id)
        _write(session, seat, head, "leave", replace(before, name="", left=True), before, now)


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise NoSuchLenderRole(known=", ".join(ROLES), field="role")


def _present(session: Session, seat: LenderSeat, member_id: int) -> Member:
    for one in lenders.members(session, seat.lender_id):
        if one.member_id == member_id and not one.left:
            return one
    raise Missing()


def _write(session: Session, seat: LenderSeat, head: log.Head, deed: str, member: Member, was: Member,
           now: datetime) -> Member:
    _check_governed(session, seat, member)
    if not lenders.save_member(session, seat.lender_id, member, was=was.version,
                               left_at=now if member.left else None):
        raise StalePerson()
    log.append(session, seat.lender_id, head, _act(seat, deed, member, head.salt, now))
    return replace(member, version=was.version + 1)


def _check_governed(session: Session, seat: LenderSeat, member: Member) -> None:
    """Whoever sees to the people cannot all go: only the operator could let somebody in again."""
    admins = [one for one in lenders.members(session, seat.lender_id) if one.role == "admin" and not one.left]
    stays = member.role == "admin" and not member.left
    if [one.member_id for one in admins] == [member.member_id] and not stays and seat.member is not None:
        raise LastAdmin()


def _act(seat: LenderSeat, deed: str, member: Member, salt: bytes, now: datetime) -> log.Act:
    return log.Act(now, seat.actor, seat.actor_kind, deed, "member", (member.member_id,),
                   digest(salt, member.content()))
