"""A simulation as a program asks for one, and what comes of it. A null count is fewer than twenty people."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ledger.plumbing.api.shape import AmountText, DayText, Id, IdText, Instant, Shape


class SimulationIn(Shape):
    """Which version is tried out, as it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"rule": "0a1b2c3d4e5f6", "version": 1}]})

    rule: Id
    version: Annotated[int, Field(ge=1, le=10**6)]


class SpreadOut(Shape):
    """A sum in the middle of the people, and that of the tenth from either end of a hundred."""

    p10: AmountText | None
    median: AmountText | None
    p90: AmountText | None


class HeldOut(Shape):
    """What stopped so many people."""

    by: str
    why: str
    people: int | None


class BinOut(Shape):
    """How many people would save from one sum up to, but not including, another."""

    start: AmountText
    end: AmountText
    people: int | None


class AgainstOut(Shape):
    """The same people under the live rules: who gains an offer, who loses one, for how many it gets dearer."""

    offered: int | None
    gained: int | None
    lost: int | None
    same: int | None
    dearer: int | None
    saving: AmountText | None


class VariantOut(Shape):
    """The same rules with something added to every rate."""

    added_percent: AmountText
    offered: int | None
    gained: int | None
    lost: int | None
    saving: AmountText | None


class GroupOut(Shape):
    """People of one kind: how many fit a row, and how many of them are offered something."""

    group: int
    fit: int | None
    offered: int | None


class SimulatedOut(Shape):
    """What a version comes to over the cohort.

    `worse` are those an offer would leave worse off than going on as they were; of a version that is submitted it
    must be nobody.
    """

    on: DayText
    currency: str
    moment: str
    live: int | None
    people: int
    need: int | None
    fit: int | None
    offered: int | None
    worse: int | None
    worse_percent: AmountText
    no_row: int | None
    unknown: int | None
    free_first: int | None
    spared: int | None
    held: list[HeldOut]
    saving: SpreadOut
    cost: SpreadOut
    amount: SpreadOut
    bins: list[BinOut]
    against: AgainstOut | None
    variants: list[VariantOut]
    groups: dict[str, list[GroupOut]]


class SimulationOut(Shape):
    """A simulation. While it runs, `done` of `people` were looked at; one that failed is tried again by itself.

    `digest` is of the text that was tried out, and `is_current` says whether the version still holds that text.
    """

    id: IdText
    rule: IdText
    version: int
    state: Literal["running", "failed", "done"]
    done: int
    people: int
    digest: str | None
    is_current: bool | None
    cohort: str | None
    seed: int | None
    made_at: Instant | None
    result: SimulatedOut | None
