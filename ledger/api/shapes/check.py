"""A check of an account as a program sends it and is answered."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from ledger.plumbing.api.shape import Amount, AmountText, Day, DayText, IdText, Instant, Page, Shape, Unit, UnitText


class CheckIn(Shape):
    """What an account holds at the end of a day, below zero for a debt. `on` is today where it is left out, the
    currency the account's own or the home one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"amount": "812.40", "on": "2026-11-21"}]})

    amount: Amount
    on: Day | None = None
    currency: Unit | None = None


class CheckOut(Shape):
    """A check beside what the books hold now at the end of its day. `difference` is how much more (+) or less (−)
    the account holds than they say."""

    id: IdText
    account: IdText
    on: DayText
    currency: UnitText
    said: AmountText
    held: AmountText
    difference: AmountText
    agrees: bool
    at: Instant
    seq: int


class Checks(Page):
    """The checks of an account, the latest day first."""

    items: list[CheckOut]


class CauseOut(Shape):
    """What could explain a whole difference. `entry` is the one to put right, or `planned` the item that could have
    come; `right` is what it should have moved on the account. `other` is the entry it repeats (twice) or the account
    it stands in (elsewhere)."""

    why: Literal["twice", "turned", "swapped", "due", "waiting", "elsewhere"]
    on: DayText
    entry: IdText | None
    planned: IdText | None
    version: int
    right: AmountText
    other: IdText | None


class CheckAnswer(CheckOut):
    """A check with what could explain its difference, the likeliest first."""

    causes: list[CauseOut]
