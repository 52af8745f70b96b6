"""Tags, projects and payees as a program sees them, and what a new one takes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ledger.plumbing.api.shape import AmountText, CursorText, Day, DayText, Id, IdText, Limit, Line, Page, Shape

VersionRead = Annotated[int, Field(ge=0, le=10**9)]
"""The version of a name that was read: 0 of a payee nobody changed yet."""


class NameIn(Shape):
    """A name. `since` and `until` are a project's days, `category` and `account` what is usual with a payee."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Kyoto", "since": "2026-11-01"}]})

    name: Line
    since: Day | None = None
    until: Day | None = None
    category: Id | None = None
    account: Id | None = None


class NameAgain(NameIn):
    """The same written again; `version` is the one that was read, and `closed` puts it away."""

    version: VersionRead
    closed: bool = False


class NameMergeIn(Shape):
    """What it goes into, and the version that was read."""

    into: Id
    version: VersionRead


class NamePartIn(Shape):
    """The version of the merged name that was read."""

    version: VersionRead


class NamesQuery(Shape):
    """Which names: those whose text holds this one, in use or put away."""

    q: Line = ""
    state: Literal["open", "closed"] = "open"
    after: CursorText = ""
    limit: Limit = 50


class NameOut(Shape):
    """A tag, project or payee with what its entries came to, refunds taken off, in the ledger's currency.

    `merged` are the names gathered with it. A payee in a list counts the last twelve months.
    """

    id: IdText
    version: int
    name: str
    closed: bool
    since: DayText | None
    until: DayText | None
    category: IdText | None
    account: IdText | None
    entries: int
    first: DayText | None
    last: DayText | None
    currency: str
    spent: AmountText
    received: AmountText
    unvalued: int
    merged: list[NameMergedOut]


class NameMergedOut(Shape):
    """A name that goes into another."""

    id: IdText
    version: int
    name: str


class NameList(Page):
    """Names: projects the newest first, tags and payees by how often."""

    items: list[NameOut]
