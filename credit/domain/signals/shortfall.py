"""S09–S11 of credit.md (c): the chance of running short, when, and by how much, off a forecast of 90 days."""

from __future__ import annotations

from datetime import timedelta

from credit.domain.signals.registry import NEVER_DAYS
from credit.domain.signals.signal import Signal, Why, known, unknown
from ledger.kernel.ahead.days import Days, behind
from ledger.kernel.ahead.expected import TRAIN_DAYS, Lack
from ledger.kernel.ahead.forecast import Forecast


def shortfall_signals(days: Days, found: Forecast | Lack) -> dict[str, Signal]:
    """S09–S11 of a forecast of 90 days, by name."""
    names = ("shortfall_prob_30", "shortfall_prob_60", "shortfall_prob_90", "shortfall_date", "shortfall_depth")
    if isinstance(found, Lack):
        return dict.fromkeys(names, unknown(Why(found.value)))
    after = found.short_after
    values = (*(found.chance_within(days) for days in (30, 60, 90)), after or NEVER_DAYS, found.depth)
    since = days.on - timedelta(days=TRAIN_DAYS)
    entries = behind(move.entry for move in days.moved if move.day > since)
    return {name: known(value, entries) for name, value in zip(names, values, strict=True)}
