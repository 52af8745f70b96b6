"""Whether the books can be relied on: gates Q1–Q5 of credit.md (c), each with what to do about it, and E24.

The bounds are ours, not norms. Where no balance was ever stated, whether the books are right is UNKNOWN, which blocks
like a gate that does not hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ledger.kernel.ahead.days import days_of, paid_out
from ledger.kernel.ahead.middle import median
from ledger.kernel.errors import N_
from ledger.kernel.figures import Figures

COVERED_PERCENT = 60
"""Q1: share of the days that have an entry, at least."""

FRESH_DAYS = 7
"""Q2: days since the last entry, at most."""

GAP_PERCENT = 2
"""Q3: how far stated balances may be off, of what 30 days take."""

GAP_DAYS = 30
"""Q3: the days whose outflow a gap is held against."""

TIMELY_DAYS = 5
"""Q4: the middle number of days from happening to recording, at most."""

DOUBLED_PERCENT = 1
"""Q5: share of imported rows that came twice: less than this."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate by its signal name: whether it `holds` (None: nobody can say), and what to `do` where it does not."""

    name: str
    holds: bool | None
    do: str


def gates(figures: Figures) -> tuple[Gate, ...]:
    """The five gates, in order."""
    return tuple(Gate(name, holds(figures), do) for name, holds, do in _GATES)


def quality_signals(figures: Figures) -> dict[str, int | None]:
    """The gates, whether late and imported entries have settled (E24), and the days of history, by signal name.

    None is unknown.
    """
    held = {gate.name: None if gate.holds is None else int(gate.holds) for gate in gates(figures)}
    history = (figures.on - figures.began_on).days if figures.began_on else 0
    return {**held, "settled": int(settles_on(figures) is None), "history_days": history}


def settles_on(figures: Figures) -> date | None:
    """The day from which offers may be looked for again (E24); None where nothing late or imported is unsettled."""
    until = figures.quality.settles_on
    return until if until is not None and until > figures.on else None


def _covered(figures: Figures) -> bool:
    quality = figures.quality
    return 0 < COVERED_PERCENT * quality.window_days <= 100 * quality.days_recorded


def _fresh(figures: Figures) -> bool:
    last = figures.quality.last_recorded_for
    return last is not None and (figures.on - last).days <= FRESH_DAYS


def _reconciled(figures: Figures) -> bool | None:
    stated = [place for place in figures.places if place.is_liquid and place.stated_on is not None]
    if not stated:
        return None
    days = days_of(figures)
    took, _ = paid_out(days, days.last(GAP_DAYS))
    return 100 * sum(abs(place.gap_minor) for place in stated) <= GAP_PERCENT * max(took, 0)


def _timely(figures: Figures) -> bool:
    lags = figures.quality.lags
    return bool(lags) and median(lags) <= TIMELY_DAYS


def _single(figures: Figures) -> bool:
    quality = figures.quality
    return not quality.doubled_rows or 100 * quality.doubled_rows < DOUBLED_PERCENT * quality.imported_rows


_GATES: tuple[tuple[str, Callable[[Figures], bool | None], str], ...] = (
    ("quality_coverage", _covered, N_("Write down what you spent on the days that are empty.")),
    ("quality_freshness", _fresh, N_("Write down what you spent in the last days.")),
    ("quality_reconciled", _reconciled, N_("Count the money in an account and write its balance down.")),
    ("quality_timely", _timely, N_("Write things down on the day, or bring them in from your bank’s file.")),
    ("quality_duplicates", _single, N_("Look through what was imported, and delete what is there twice.")),
)

UNSETTLED = N_("Some entries were imported or written down late. They have settled by %(day)s.")
"""What a person is told while E24's seven days run; `day` is the day from `settles_on`."""
