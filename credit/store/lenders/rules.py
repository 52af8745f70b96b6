"""Versions of rule sets as rows, and what people said about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from credit.domain.lenders.approval import Approval, Verdict
from credit.domain.lenders.version import State, Version
from credit.store.tables.lenders import ApprovalRow, RuleVersionRow
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table

_version, _approval = table(RuleVersionRow), table(ApprovalRow)


def add(session: Session, lender_id: int, version: Version) -> None:
    """A new version of a rule set."""
    session.run(sa.insert(_version), {"lender_id": lender_id, "rule_id": version.rule_id, "version": version.version,
                                      "made_at": version.made_at, "author": version.author, **_values(version)})


def save(session: Session, lender_id: int, version: Version, *, was: Version) -> bool:
    """Write a version as it stands now; False where its state or edition moved meanwhile."""
    done = session.run(sa.update(_version).where(
        _version.c.lender_id == lender_id, _version.c.rule_id == was.rule_id, _version.c.version == was.version,
        _version.c.state == was.state.value, _version.c.edition == was.edition).values(**_values(version)))
    return done.rowcount == 1


def get(session: Session, lender_id: int, rule_id: int, version: int) -> Version:
    """One version. Raises: Missing."""
    row = session.first(sa.select(_version).where(
        _version.c.lender_id == lender_id, _version.c.rule_id == rule_id, _version.c.version == version))
    if row is None:
        raise Missing()
    return _read(row)


def versions(session: Session, lender_id: int, rule_id: int) -> list[Version]:
    """Every version of one rule set, newest first. Raises: Missing where there is none."""
    rows = session.rows(sa.select(_version).where(
        _version.c.lender_id == lender_id, _version.c.rule_id == rule_id).order_by(_version.c.version.desc()))
    if not rows:
        raise Missing()
    return [_read(row) for row in rows]


def everything(session: Session, lender_id: int, states: Iterable[State] = tuple(State)) -> list[Version]:
    """Every version of a lender in one of these states, by rule set, newest version first."""
    rows = session.rows(sa.select(_version).where(
        _version.c.lender_id == lender_id, _version.c.state.in_([state.value for state in states]),
    ).order_by(_version.c.rule_id, _version.c.version.desc()))
    return [_read(row) for row in rows]


def live(session: Session, lender_id: int, rule_id: int) -> Version | None:
    """The version of a rule set that is on the shelf, if any."""
    row = session.first(sa.select(_version).where(
        _version.c.lender_id == lender_id, _version.c.rule_id == rule_id, _version.c.state == State.LIVE.value))
    return None if row is None else _read(row)


def say(session: Session, lender_id: int, version: Version, approval: Approval) -> None:
    """Keep what somebody said about a version."""
    session.run(sa.insert(_approval), {
        "lender_id": lender_id, "rule_id": version.rule_id, "version": version.version,
        "approval_id": approval.approval_id, "member_id": approval.member_id, "author": approval.author,
        "verdict": approval.verdict.value, "digest": approval.digest, "simulation_id": approval.simulation_id,
        "note": approval.note, "at": approval.at,
    })


def said(session: Session, lender_id: int, rule_id: int, version: int) -> list[Approval]:
    """What was said about a version, in order."""
    rows = session.rows(sa.select(_approval).where(
        _approval.c.lender_id == lender_id, _approval.c.rule_id == rule_id, _approval.c.version == version,
    ).order_by(_approval.c.at, _approval.c.approval_id))
    return [_read_approval(row) for row in rows]


def _values(version: Version) -> dict[str, Any]:
    return {
        "name": version.name, "moment": version.moment, "body": dict(version.body), "digest": version.digest,
        "state": version.state.value, "amended_at": version.amended_at, "submitted_at": version.submitted_at,
        "live_at": version.live_at, "ended_at": version.ended_at, "edition": version.edition,
    }


def _read(row: sa.Row[tuple[object, ...]]) -> Version:
    found = row._mapping
    return Version(found["rule_id"], found["version"], found["name"], found["moment"], found["body"],
                   found["digest"], State(found["state"]), found["author"], found["made_at"], found["amended_at"],
                   found["submitted_at"], found["live_at"], found["ended_at"], found["edition"])


def _read_approval(row: sa.Row[tuple[object, ...]]) -> Approval:
    found = row._mapping
    return Approval(found["approval_id"], found["member_id"], found["author"], Verdict(found["verdict"]),
                    found["digest"], found["simulation_id"], found["note"], found["at"])
