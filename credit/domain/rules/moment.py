"""Moments of need: the situations in which money help may be wanted, and whether anything may be sold in one.

Source: credit.md (c), M1–M16. A rule set is written for one of them. In five of them nothing is ever sold.
"""

from __future__ import annotations

from enum import StrEnum


class Moment(StrEnum):
    """A situation by its name; `number` is its place in the list of sixteen."""

    IDLE_CASH = "idle_cash"
    SEASONAL_SURPLUS = "seasonal_surplus"
    SHORTFALL = "shortfall"
    SLOW_RECEIVABLES = "slow_receivables"
    CARD_REFINANCE = "card_refinance"
    MINIMUM_TRAP = "minimum_trap"
    BIG_PURCHASE = "big_purchase"
    PLANNED_PURCHASE = "planned_purchase"
    TRAVEL = "travel"
    DEAR_LOAN = "dear_loan"
    INCOME_DIP = "income_dip"
    THIN_BUFFER = "thin_buffer"
    EARLY_DISCOUNT = "early_discount"
    FEE_LEAK = "fee_leak"
    REPEAT_VIEWING = "repeat_viewing"
    REPRICING = "repricing"

    @property
    def number(self) -> str:
        """Its number, `M1` to `M16`."""
        return f"M{list(Moment).index(self) + 1}"

    @property
    def sells(self) -> bool:
        """Whether a lender may write rules for it."""
        return self not in _NOTHING_SOLD


_NOTHING_SOLD = frozenset(
    {Moment.MINIMUM_TRAP, Moment.INCOME_DIP, Moment.THIN_BUFFER, Moment.FEE_LEAK, Moment.REPEAT_VIEWING})

_BY_TEXT = {text: moment for moment in Moment for text in (moment.value, moment.number)}


def find_moment(text: str) -> Moment | None:
    """The moment of a name or a number (`shortfall`, `M3`), None where there is none."""
    return _BY_TEXT.get(text)
