"""What is spread over months, as a program sees it; beginning and ending it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ledger.plumbing.api.shape import (
    Amount,
    AmountText,
    Day,
    DayText,
    IdText,
    Key,
    Line,
    Named,
    Page,
    Shape,
    Version,
)


class OverMonthsPartOut(Shape):
    """One month's part: its day, how much, what is left after it as planned, and its entry where that stands."""

    n: int
    on: DayText
    amount: AmountText
    left: AmountText
    entry: IdText | None


class OverMonthsOut(Shape):
    """A sum that is spread: from which entry, what it cost, what is left of it or a thing is worth, and its parts."""

    id: IdText
    name: str
    entry: IdText
    how: str
    account: IdText
    category: IdText | None
    currency: str
    cost: AmountText
    residual: AmountText
    left: AmountText
    ended: str | None
    parts: list[OverMonthsPartOut]


class Spreads(Page):
    """Everything that is or was spread, what still runs first."""

    items: list[OverMonthsOut]


class SpreadIn(Shape):
    """An entry divided over the `months` it covers, or up to the day `until`; `straight` and `declining` are how a
    thing loses its worth down to `residual`. With `draft` each part waits for a word."""

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"version": 1, "category": "expense:insurance", "how": "even", "months": 12, "name": "Car insurance"},
    ]})

    version: Version
    category: Named
    how: Literal["even", "days", "straight", "declining"] = "even"
    months: Annotated[int, Field(ge=0, le=10**6)] | None = None
    until: Day | None = None
    first: Day | None = None
    residual: Amount | None = None
    name: Line = ""
    mode: Literal["post", "draft"] = "post"
    client_key: Key = ""


class SpreadEndIn(Shape):
    """The end of a spread: the rest at once, or with `back` the money that came back, or what a thing fetched."""

    back: Amount | None = None
    place: Named | None = None
    on: Day | None = None
    client_key: Key = ""
