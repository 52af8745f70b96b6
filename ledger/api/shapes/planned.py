"""A planned item and its turns as a program sees them, and what a new item takes."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from ledger.kernel.limits import TURNS_MAX
from ledger.plumbing.api.shape import (
    Amount,
    AmountText,
    Day,
    DayText,
    IdText,
    Instant,
    Line,
    Named,
    Page,
    Shape,
    Unit,
    UnitText,
    Version,
)

Verb = Literal["expense", "income", "transfer"]
Repeats = Literal["once", "weekly", "monthly", "yearly", "rule"]
Mode = Literal["remind", "draft", "post"]


class PlannedIn(Shape):
    """A new planned item. Accounts are identifiers or codes; `to` is the category, or the account money moves to.

    `weekly`, `monthly` and `yearly` repeat the first day and stay within shorter months. A `rule` is an RRULE of
    RFC 5545, which passes over months without its day; with RFC 7529's SKIP=BACKWARD it stays within them, and
    RSCALE=CHINESE follows the lunar calendar. It ends by whichever of `ends_on`, `times` and `total` is first.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"name": "Mid-autumn", "verb": "expense", "amount": "600.00", "account": "asset:wallet:wechat",
         "to": "expense:food:dining", "on": "2026-11-22", "repeats": "rule",
         "rule": "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15"},
    ]})

    name: Named
    verb: Verb
    amount: Amount
    currency: Unit | None = None
    account: Named
    to: Named
    on: Day
    repeats: Repeats = "once"
    rule: Line = ""
    ends_on: Day | None = None
    times: int | None = Field(default=None, ge=1, le=TURNS_MAX)
    total: Amount | None = None
    mode: Mode = "remind"


class PlannedAgain(PlannedIn):
    """What puts an item right; `version` is the one that was read."""

    version: Version


class NextOut(Shape):
    """A day an item comes on, and what it comes to."""

    on: DayText
    amount: AmountText


class PlannedOut(Shape):
    """A planned item. `next` are the next days it comes on, at most five; `rule` is empty where it has none."""

    id: IdText
    version: int
    name: str
    verb: str
    amount: AmountText
    currency: UnitText
    account: IdText
    to: IdText | None
    on: DayText | None
    repeats: str
    rule: str
    ends_on: DayText | None
    times: int | None
    total: AmountText | None
    mode: str
    closed: bool
    next: list[NextOut]


class PlannedItems(Page):
    """Planned items, those that come first before the others."""

    items: list[PlannedOut]


class TurnIn(Shape):
    """How a turn is recorded: on its own day and with its own amount unless told."""

    on: Day | None = None
    amount: Amount | None = None


class NextTurnIn(TurnIn):
    """The same of the next turn of an item; `version` is the item's that was read."""

    version: Version


class TurnOut(Shape):
    """One turn. `state` is waiting, recorded or left_out; `entry` is what it was recorded as, and `stands` whether
    that still stands; `why` says, in the reader's language, why it waits instead of being recorded by itself."""

    item: IdText
    on: DayText
    state: str
    amount: AmountText
    currency: UnitText
    entry: IdText | None
    stands: bool
    by_itself: bool
    at: Instant
    why: str


class Turns(Page):
    """Turns of an item, latest first."""

    items: list[TurnOut]
