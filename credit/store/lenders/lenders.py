"""Lenders and their people as rows, and the licences the house keeps of them."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from credit.domain.lenders.lender import Lender, Member
from credit.store.tables.lenders import LenderMemberRow, LenderRow, LicenceRow
from ledger.kernel.chain import GENESIS
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert

_lender, _member, _licence = table(LenderRow), table(LenderMemberRow), table(LicenceRow)


def add(session: Session, lender: Lender, salt: bytes, made_at: datetime) -> None:
    """A new lender with an empty log."""
    session.allow_lender(lender.lender_id)
    session.run(sa.insert(_lender), {
        "lender_id": lender.lender_id, "name": lender.name, "legal_name": lender.legal_name,
        "contact": lender.contact, "country": lender.country, "parent_id": lender.parent_id,
        "licence_until": lender.licence_until, "revision": 0, "head": GENESIS, "salt": salt, "version": 1,
        "made_at": made_at, "closed_at": None,
    })


def get(session: Session, lender_id: int) -> Lender | None:
    """A lender by id, whose rows this transaction sees from here on; None where there is none."""
    session.allow_lender(lender_id)
    row = session.first(sa.select(_lender).where(_lender.c.lender_id == lender_id))
    return None if row is None else _read(row)


def save(session: Session, lender: Lender, *, was: int) -> bool:
    """Write a lender as its next version; False where the version moved meanwhile."""
    done = session.run(sa.update(_lender).where(
        _lender.c.lender_id == lender.lender_id, _lender.c.version == was,
    ).values(name=lender.name, legal_name=lender.legal_name, contact=lender.contact, country=lender.country,
             licence_until=lender.licence_until, version=was + 1))
    return done.rowcount == 1


def license_until(session: Session, lender_id: int, country: str, number: str, until: date) -> None:
    """Write into the house's list that a lender may lend in a country up to and including a day."""
    listed = insert(session, _licence).values(lender_id=lender_id, country=country, number=number, until=until)
    session.run(listed.on_conflict_do_update(
        index_elements=["lender_id", "country"], set_={"number": number, "until": until}))


def licences(session: Session, lender_id: int) -> dict[str, date]:
    """The countries a lender may lend in, each with the last day it may."""
    rows = session.rows(sa.select(_licence.c.country, _licence.c.until).where(_licence.c.lender_id == lender_id))
    return {row.country: row.until for row in rows}


def add_member(session: Session, lender_id: int, member: Member, joined_at: datetime) -> None:
    """A new person of a lender."""
    session.run(sa.insert(_member), {
        "lender_id": lender_id, "member_id": member.member_id, "person_id": member.person_id, "name": member.name,
        "role": member.role, "version": 1, "joined_at": joined_at, "left_at": None,
    })


def save_member(session: Session, lender_id: int, member: Member, *, was: int, left_at: datetime | None) -> bool:
    """Write a member as their next version; False where the version moved meanwhile."""
    done = session.run(sa.update(_member).where(
        _member.c.lender_id == lender_id, _member.c.member_id == member.member_id, _member.c.version == was,
    ).values(name=member.name, role=member.role, left_at=left_at, version=was + 1))
    return done.rowcount == 1


def members(session: Session, lender_id: int) -> list[Member]:
    """Everybody who is or was of a lender, in the order they joined."""
    rows = session.rows(sa.select(_member).where(_member.c.lender_id == lender_id)
                        .order_by(_member.c.joined_at, _member.c.member_id))
    return [_read_member(row) for row in rows]


def joined(session: Session, lender_id: int) -> dict[int, datetime]:
    """Since when each member has been of the lender."""
    rows = session.rows(sa.select(_member.c.member_id, _member.c.joined_at).where(_member.c.lender_id == lender_id))
    return {row.member_id: row.joined_at for row in rows}


def memberships(session: Session, person_id: int) -> dict[int, Member]:
    """The lenders a person is of, and as whom."""
    session.allow_person(person_id)
    rows = session.rows(sa.select(_member).where(
        _member.c.person_id == person_id, _member.c.left_at.is_(None)).order_by(_member.c.joined_at))
    return {row.lender_id: _read_member(row) for row in rows}


def membership(session: Session, person_id: int, lender_id: int) -> Member | None:
    """A person as member of one lender, or None."""
    session.allow_person(person_id)
    row = session.first(sa.select(_member).where(
        _member.c.lender_id == lender_id, _member.c.person_id == person_id, _member.c.left_at.is_(None)))
    return None if row is None else _read_member(row)


def _read(row: sa.Row[tuple[object, ...]]) -> Lender:
    found = row._mapping
    return Lender(found["lender_id"], found["name"], found["legal_name"], found["contact"], found["country"],
                  found["parent_id"], found["licence_until"], found["revision"], found["version"],
                  found["closed_at"] is not None)


def _read_member(row: sa.Row[tuple[object, ...]]) -> Member:
    found = row._mapping
    return Member(found["member_id"], found["person_id"], found["name"], found["role"], found["version"],
                  found["left_at"] is not None)
