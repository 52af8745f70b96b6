"""Roles are data: six rows that say which deeds a member may do.

`may` is the one question; routes declare the deed, the choke point asks. A role's `edit` says whose entries may
be amended: all, own or none; `needs_approval` makes what it records wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Deed(StrEnum):
    """What a member may be allowed to do in a book."""

    READ = "read"
    RECORD = "record"
    AMEND = "amend"
    IMPORT = "import"
    ARRANGE = "arrange"
    PLAN = "plan"
    INVITE = "invite"
    GOVERN = "govern"
    ERASE = "erase"


class Edit(StrEnum):
    """Whose entries a role may amend."""

    ALL = "all"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Role:
    """One role: its deeds, whose entries it may amend, and whether what it records waits for approval."""

    name: str
    deeds: frozenset[Deed]
    edit: Edit
    needs_approval: bool = False


def _role(name: str, deeds: str, edit: Edit, needs_approval: bool = False) -> Role:
    return Role(name, frozenset(Deed(deed) for deed in deeds.split()), edit, needs_approval)


ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        _role("owner", "read record amend import arrange plan invite govern erase", Edit.ALL),
        _role("partner", "read record amend import arrange plan invite", Edit.ALL),
        _role("bookkeeper", "read record amend import arrange plan", Edit.ALL),
        _role("contributor", "read record amend", Edit.OWN, needs_approval=True),
        _role("viewer", "read", Edit.NONE),
        _role("auditor", "read", Edit.NONE),
    )
}


def may(role: str, deed: Deed) -> bool:
    """Whether a role allows a deed; a role no table knows allows nothing."""
    return role in ROLES and deed in ROLES[role].deeds


def may_amend(role: str, *, is_own: bool) -> bool:
    """Whether a role may amend an entry, its own or another's."""
    if not may(role, Deed.AMEND):
        return False
    edit = ROLES[role].edit
    return edit is Edit.ALL or (edit is Edit.OWN and is_own)
