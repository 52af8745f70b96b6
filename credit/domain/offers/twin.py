"""The person's own months ahead, told several times over: as they are, with an offer, with each way without one.

Every telling draws the same weeks by the same seed, so that what differs between two lines is what was decided and
nothing else. Money in hand is the middle path of a forecast; cost so far is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from credit.domain.offers.candidate import cash_effect
from credit.domain.offers.free_ways import Way
from credit.domain.offers.need import Facts
from credit.domain.offers.quote import Quote
from ledger.kernel.ahead.forecast import Forecast, ahead
from ledger.kernel.figures import Figures
from ledger.kernel.period import add_months

AS_NOW = "as_now"
"""The name of the line on which nothing changes."""

OFFER = "offer"
"""The name of the line with the offer."""

DAYS = 365
"""How far ahead money in hand is told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One telling: minor units at each step; `short_bps` is the chance that money runs short by the last."""

    name: str
    minor: tuple[int, ...]
    short_bps: int = 0


@dataclass(frozen=True, slots=True)
class Twins:
    """Lines over the same days, `AS_NOW` first."""

    days: tuple[date, ...]
    lines: tuple[Line, ...]


def cost_so_far(quote: Quote) -> Twins | None:
    """What a card costs month by month, as now and paid off: interest and fees so far. None for anything else."""
    if quote.comparison is None or quote.price is None:
        return None
    staying = tuple(accumulate(quote.comparison.stay.interests))
    first = sum(line.minor for line in quote.lines) - sum(quote.price.paid_each)
    interests = [row.interest + fee for row, fee in zip(quote.price.schedule.rows, quote.price.paid_each, strict=True)]
    moving = tuple(accumulate(interests, initial=first))
    steps = min(max(len(staying) + 1, len(moving)), DAYS)
    on = quote.need.on
    return Twins(
        tuple(add_months(on, month, on.day) for month in range(steps)),
        (Line(AS_NOW, _reaching((0, *staying), steps)), Line(OFFER, _reaching(moving, steps))),
    )


def money_ahead(
    figures: Figures, facts: Facts, quote: Quote | None, ways: Iterable[Way], days: int = DAYS
) -> Twins | None:
    """Money in hand day by day: as now, with the offer, with each way. None where nothing can be forecast."""
    effects: dict[str, Mapping[date, int]] = {AS_NOW: {}}
    if quote is not None:
        effects[OFFER] = cash_effect(quote, facts)
    for way in ways:
        effects.setdefault(way.name, way.effect)
    lines: list[Line] = []
    told: tuple[date, ...] = ()
    for name, effect in effects.items():
        found = ahead(figures, days, effect)
        if not isinstance(found, Forecast):
            return None
        told = tuple(band.day for band in found.bands)
        lines.append(Line(name, tuple(band.p50 for band in found.bands), found.short[-1]))
    return Twins(told, tuple(lines))


def _reaching(minor: tuple[int, ...], steps: int) -> tuple[int, ...]:
    """A line cut or held level to so many steps."""
    return (*minor[:steps], *[minor[-1]] * (steps - len(minor)))
