"""A ledger and who is in it, as a program sees them, and what opening one takes."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from ledger.plumbing.api.shape import Currency, DayText, IdText, Line, Named, Page, Shape

WEIGHT_MAX = 20
"""How often one member may count when something is shared."""


class BookIn(Shape):
    """What a ledger is opened from: a scene; its name, currency and zone are those of the scene and the person."""

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"scene": "household", "name": "Home", "currency": "CNY"},
    ]})

    scene: Named
    name: Line = ""
    currency: Currency | None = None
    zone: Line = ""


class BookOut(Shape):
    """A ledger. `revision` is the last sequence of its log: it rises with every deed."""

    id: IdText
    name: str
    scene: str
    currency: str
    zone: str
    role: str
    revision: int
    locked_until: DayText | None
    closed: bool


class Books(Page):
    """Ledgers."""

    items: list[BookOut]


class MemberIn(Shape):
    """Somebody who does not sign in; `weight` is how often they count in shares."""

    name: Named
    kind: Literal["person", "family", "kitty", "business"] = "person"
    weight: int = Field(default=1, ge=1, le=WEIGHT_MAX)


class MemberOut(Shape):
    """Somebody of a ledger; an empty role is one who does not sign in, a null name one who was erased."""

    id: IdText
    name: str | None
    role: str
    kind: str
    weight: int
    signs_in: bool
    left: bool
    you: bool


class Members(Page):
    """People of a ledger."""

    items: list[MemberOut]
