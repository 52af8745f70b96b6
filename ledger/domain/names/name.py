"""A name entries are gathered under: a tag, a project, a payee. Two that mean one thing are merged, and can part again.

Merging moves nothing: one name says into which it goes, and whatever is gathered is gathered under the name at the end
of that way. So parting again restores what was, and entries keep what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ledger.domain.books.search import folded
from ledger.domain.planning.budget import LastBeforeFirst
from ledger.kernel.errors import N_, Conflict, Invalid


class NameInUse(Invalid):
    """A name another one of the same sort has."""

    message = N_("There is already “%(name)s”. Merge the two instead.")


class SameName(Invalid):
    """A name merged with itself, or with one that is merged into it."""

    message = N_("These are one already. Choose another.")


class StaleName(Conflict):
    """A name somebody changed since the page was opened."""

    message = N_("Somebody changed this name after you opened it. Look at it once more.")


class Sort(StrEnum):
    """What a name is of."""

    TAG = "tag"
    PROJECT = "project"
    PAYEE = "payee"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a book as it is kept.

    `closed` is put away: no longer offered. `merged_into` is the name of its sort it goes into. A project may say its
    days, `since` and `until`, both in; a payee its usual `category` and `account`. `version` is 0 of a payee nobody
    changed yet; `written` the payee as its first entry has it.
    """

    sort: Sort
    name_id: int
    name: str
    closed: bool = False
    merged_into: int | None = None
    since: date | None = None
    until: date | None = None
    category: int | None = None
    account: int | None = None
    version: int = 1
    written: str = ""

    def content(self) -> dict[str, Any]:
        """What is digested when the name is written: of a project nobody dated or merged, what it always was."""
        said = {
            self.sort.value: self.name_id, "name": self.name, "closed": self.closed, "version": self.version,
            "merged_into": self.merged_into, "since": self.since, "until": self.until, "category": self.category,
            "account": self.account,
        }
        return {name: value for name, value in said.items() if value is not None}


Parents = Mapping[int, int]
"""Merged names of one sort, each with the name it goes into."""


def name_key(name: str) -> str:
    """A name as it is compared: case, width and further blanks do not tell two apart."""
    return folded(" ".join(name.split()))


def root_of(name_id: int, parents: Parents) -> int:
    """The name at the end of the way a name goes."""
    seen = {name_id}
    while name_id in parents and parents[name_id] not in seen:
        name_id = parents[name_id]
        seen.add(name_id)
    return name_id


def roots(parents: Parents) -> dict[int, int]:
    """Every merged name with the one at the end of its way."""
    return {one: root_of(one, parents) for one in parents}


def family(name_id: int, parents: Parents) -> frozenset[int]:
    """All names that are gathered with this one: the one at the end of its way, and what goes into that."""
    root = root_of(name_id, parents)
    return frozenset({root, *(one for one, end in roots(parents).items() if end == root)})


def checked(name: Name) -> Name:
    """The name. Raises: LastBeforeFirst."""
    if name.since is not None and name.until is not None and name.until < name.since:
        raise LastBeforeFirst(field="until")
    return name
