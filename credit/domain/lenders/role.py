"""Roles of the people of a lender, as data: five rows that say which deeds they may do.

Whoever writes rules does not approve them, and whoever approves does not write: the two are never one role, and
the author of a version cannot approve it in any role (F12).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Deed(StrEnum):
    """What somebody may be allowed to do for a lender."""

    READ = "read"
    WRITE = "write"
    APPROVE = "approve"
    SHELVE = "shelve"
    GOVERN = "govern"


@dataclass(frozen=True, slots=True)
class Role:
    """One role and its deeds. An approval `for_compliance` is the second one a change of terms waits for."""

    name: str
    deeds: frozenset[Deed]
    for_compliance: bool = False


def _role(name: str, deeds: str, for_compliance: bool = False) -> Role:
    return Role(name, frozenset(Deed(deed) for deed in deeds.split()), for_compliance)


ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        _role("admin", "read shelve govern"),
        _role("analyst", "read write shelve"),
        _role("approver", "read approve shelve"),
        _role("compliance", "read approve shelve", for_compliance=True),
        _role("viewer", "read"),
    )
}


def may(role: str, deed: Deed) -> bool:
    """Whether a role allows a deed; a role no table knows allows nothing."""
    return role in ROLES and deed in ROLES[role].deeds
