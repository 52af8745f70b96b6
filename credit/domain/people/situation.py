"""What of a person's past a decision looks at: how often credit was shown, when a card was last paid by a loan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from ledger.kernel.figures import Place

DAY, WEEK, MONTH = 1, 7, 30
"""The windows in which impressions are counted, days (E33)."""

_CARD, _LOAN = "card", "loan"


def shown(days: Sequence[date], on: date) -> dict[str, int | None]:
    """How often credit was shown to a person, from the days of the impressions."""
    counts = {
        name: sum(1 for day in days if on - timedelta(days=window) < day <= on)
        for name, window in (("shown_today", DAY), ("shown_week", WEEK), ("shown_month", MONTH))
    }
    return {**counts}


def refinanced_on(places: Iterable[Place]) -> date | None:
    """The last day a loan paid into a card, as the books tell it."""
    return max(
        (
            move.day for place in places if place.purpose == _CARD for move in place.moves
            if move.minor > 0 and move.against == _LOAN
        ),
        default=None,
    )


def days_since(day: date | None, on: date, never: int) -> int:
    """Days from a day to another, `never` at most, and where there was no such day."""
    return never if day is None else min(max((on - day).days, 0), never)
