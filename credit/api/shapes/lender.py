"""A lender, its people, its log and what came of its offers, as a program is answered."""

from __future__ import annotations

from typing import Literal

from ledger.plumbing.api.shape import AmountText, CursorText, DayText, Id, IdText, Instant, Limit, Page, Shape


class LenderOut(Shape):
    """A lender one is of, and one's role there."""

    id: IdText
    name: str
    legal_name: str
    country: str
    licence_until: DayText | None
    role: str


class Lenders(Page):
    """Lenders."""

    items: list[LenderOut]


class LenderMemberOut(Shape):
    """Somebody of a lender; a null name is one who was erased."""

    id: IdText
    name: str | None
    role: str
    joined_at: Instant
    left: bool
    you: bool


class LenderMembers(Page):
    """People of a lender, in the order they joined."""

    items: list[LenderMemberOut]


class AuditOut(Shape):
    """One row of a lender's log. A null actor is the house's operator.

    `ids` name what it was done to: a rule set and, of an approval, the approval; `version` where it has one. `digest`
    is of what was done, `hash` of the row, which holds the row's before it.
    """

    seq: int
    at: Instant
    actor: IdText | None
    actor_kind: str
    deed: str
    kind: str
    ids: list[IdText]
    version: int | None
    name: str | None
    digest: str
    hash: str


class Audit(Page):
    """The log of a lender, newest first."""

    items: list[AuditOut]


class WeekCounts(Shape):
    """How many offers each kind of event happened to in the week of a Monday."""

    week: DayText
    offers: dict[str, int | None]


class ResultOut(Shape):
    """What became of the offers of one version, counted from what happened to them and nothing else.

    A null count is fewer than twenty people. `saving` is what the one in the middle of those who took it saves.
    """

    rule: IdText
    version: int
    name: str
    state: Literal["draft", "submitted", "approved", "live", "retired", "sent_back"]
    since: DayText | None
    until: DayText | None
    offers: dict[str, int | None]
    saving: AmountText | None
    currency: str | None
    weeks: list[WeekCounts]


class Results(Page):
    """Results of every version that is or was on the shelf, what is live first."""

    items: list[ResultOut]


class ResultsQuery(Shape):
    """`rule` is one rule set; every one where it is left out."""

    rule: Id | None = None
    after: CursorText = ""
    limit: Limit = 50
