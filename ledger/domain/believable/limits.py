"""What the cast want to spend at most, and what they save for, in the keys of their scenes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.planning.budget import Rollover
from ledger.kernel.period import add_months

_LOOKED_BACK = 4
"""Months before the demo's day in which the cast began to set limits."""


@dataclass(frozen=True, slots=True)
class Limited:
    """A limit of `minor` units for some categories, begun with the turn of a day; none meaning all spending."""

    categories: tuple[str, ...]
    minor: int
    on: date
    every: BudgetPeriod = BudgetPeriod.MONTH
    anchor: int = 1
    rollover: Rollover = Rollover.NONE
    member: str = ""


@dataclass(frozen=True, slots=True)
class Aimed:
    """An amount of `minor` units to be in an account by a day, aimed at since another."""

    account: str
    minor: int
    since: date
    by: date


def limits(story: str, begun: date, today: date) -> tuple[Limited, ...]:
    """What may be spent in a story's book, which began on a day."""
    on = max(add_months(today.replace(day=1), -_LOOKED_BACK), begun)
    return {
        "home": (
            Limited(("dining", "groceries", "snacks"), 420_000, on, anchor=15, rollover=Rollover.BOTH),
            Limited(("child",), 240_000, on),
            Limited(("transport",), 30_000, on, BudgetPeriod.WEEK),
        ),
        "shop": (Limited(("goods", "packaging"), 4_200_000, on), Limited(("utilities",), 80_000, on)),
        "trip": (
            Limited((), 3_400_000, begun, BudgetPeriod.WHOLE),
            Limited((), 850_000, begun, BudgetPeriod.WHOLE, member="mei"),
        ),
    }.get(story, ())


def aims(story: str, today: date) -> tuple[Aimed, ...]:
    """What is saved for in a story's book."""
    first = today.replace(day=1)
    return (Aimed("money_fund", 4_500_000, add_months(first, -3), add_months(first, 7)),) if story == "home" else ()
