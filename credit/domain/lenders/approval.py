"""Whose names a version needs before it may go on the shelf, and which it has.

Another person than the author approves exactly the text that was tried out. Where a version changes what is offered,
or to whom, and the lender has somebody for compliance, it waits for them too (F12).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from credit.domain.lenders.lender import Member
from credit.domain.lenders.role import ROLES, Deed, may
from credit.domain.lenders.version import Version


class Verdict(StrEnum):
    """What somebody said about a version."""

    APPROVED = "approved"
    COMPLIES = "complies"
    """Approved for compliance."""
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class Approval:
    """What a member said about exactly one text, tried out in exactly one simulation."""

    approval_id: int
    member_id: int
    author: int
    verdict: Verdict
    digest: bytes
    simulation_id: int
    note: str
    at: datetime

    def content(self) -> dict[str, Any]:
        """What is digested for the log. The note is words, and not in it."""
        return {"approval": self.approval_id, "member": self.member_id, "verdict": self.verdict.value,
                "text": self.digest, "simulation": self.simulation_id}


def verdict_of(role: str) -> Verdict:
    """What a yes from this role says."""
    return Verdict.COMPLIES if role in ROLES and ROLES[role].for_compliance else Verdict.APPROVED


def needed(version: Version, members: Iterable[Member], *, is_material: bool) -> frozenset[Verdict]:
    """The names a version needs: another person's, and for a change of terms compliance's where there is one."""
    others = [one for one in members if not one.left and one.member_id != version.author]
    has_compliance = any(verdict_of(one.role) is Verdict.COMPLIES and may(one.role, Deed.APPROVE) for one in others)
    if not has_compliance:
        return frozenset({Verdict.APPROVED})
    has_approver = any(verdict_of(one.role) is Verdict.APPROVED and may(one.role, Deed.APPROVE) for one in others)
    if not is_material or not has_approver:
        return frozenset({Verdict.APPROVED}) if has_approver else frozenset({Verdict.COMPLIES})
    return frozenset({Verdict.APPROVED, Verdict.COMPLIES})


def given(version: Version, approvals: Sequence[Approval]) -> dict[Verdict, Approval]:
    """The names that hold for the text as it stands now: any other text, or sending back, voids them."""
    held: dict[Verdict, Approval] = {}
    for one in sorted(approvals, key=lambda one: (one.at, one.approval_id)):
        if one.verdict is Verdict.SENT_BACK:
            held.clear()
        elif one.digest == version.digest:
            held[one.verdict] = one
    return held


def is_complete(wanted: frozenset[Verdict], held: Iterable[Verdict]) -> bool:
    """Whether every name is there."""
    return wanted <= set(held)
