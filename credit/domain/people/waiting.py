"""Why a place stays empty where somebody allowed help: one thing that is missing, and what would settle it.

Only what the person can do something about, or what passes by itself, is said; a plain “nothing is needed” is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from credit.domain.signals.signal import WORDS, Signal, Why
from ledger.kernel.errors import N_


@dataclass(frozen=True, slots=True)
class Line:
    """One quiet line: a word that stays (one of `LINES`, or why a signal is unknown), and its day if it has one."""

    why: str
    day: date | None = None

    @property
    def message(self) -> str:
        """What it says, with a place for the day."""
        return LINES[self.why] if self.why in LINES else WORDS[Why(self.why)]


LINES: dict[str, str] = {
    "others": N_("This waits until everybody who holds the ledger has allowed it."),
    "settled": N_("Offers are looked for again from %(day)s, when newly imported rows have settled."),
    "quality_coverage": N_("Too few days are recorded to tell. Record the missing ones, or bring a bank file."),
    "quality_freshness": N_("Nothing was recorded in the last week. Record what is missing, and this looks again."),
    "quality_reconciled": N_("The ledger and what you counted lie apart. Count once more, and this looks again."),
    "quality_unstated": N_("No balance was ever counted here. Write one down, and this looks again."),
    "quality_timely": N_("Entries are written long after their day, so it cannot be told how things stand now."),
    "quality_duplicates": N_("Rows were imported twice. Take one of the files back, and this looks again."),
    "about_you": N_("Say when you were born and where you live, and offers can be looked for."),
    "history": N_("The ledger is too young to tell. This looks again from %(day)s."),
}
"""What each line says."""

HISTORY_DAYS = 60
"""Days of history below which nothing is ever offered (credit.md G6)."""

_GATES = ("quality_coverage", "quality_freshness", "quality_reconciled", "quality_timely", "quality_duplicates")


def line_for(
    situation: Mapping[str, int | None], settles_on: date | None, old_enough_on: date | None, *, sells: bool
) -> Line | None:
    """The first thing that is missing, in the order in which it can be settled; None where nothing is.

    `settles_on` is the first day on which late rows have settled, `old_enough_on` the first on which a ledger has
    history enough. Who one is matters only where somebody `sells`.
    """
    gates = [Line(gate if situation[gate] is not None else "quality_unstated") for gate in _GATES
             if situation[gate] != 1]
    unsaid = sells and (situation["age_years"] is None or situation["country_known"] != 1)
    missing = (
        Line("others") if situation["books_granted"] != 1 else None,
        Line("settled", settles_on) if situation["settled"] != 1 else None,
        *gates,
        Line("history", old_enough_on) if (situation["history_days"] or 0) < HISTORY_DAYS else None,
        Line("about_you") if unsaid else None,
    )
    return next((line for line in missing if line is not None), None)


def line_for_unknown(signals: Iterable[Signal]) -> Line | None:
    """What the first unknown signal is in want of."""
    return next((Line(signal.why.value) for signal in signals if signal.why is not None), None)
