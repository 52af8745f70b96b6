"""Whether the books can be relied on, and what to do where they cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from credit.domain.signals.gates import gates, quality_signals, settles_on
from credit.domain.signals.measure import measure
from credit.domain.signals.registry import SIGNALS
from ledger.kernel.figures import Figures
from tests.credit.figures import TODAY, Life, salaried

GOOD = salaried().figures()
TOOK = 30 * 18_000 + 300_000
"""What 30 days take of the salaried person: every day's 180 and one rent."""


def changed(**quality: object) -> Figures:
    return replace(GOOD, quality=replace(GOOD.quality, **quality))  # type: ignore[arg-type]


def gap(minor: int) -> Figures:
    return replace(GOOD, places=tuple(replace(place, gap_minor=minor) for place in GOOD.places))


def test_well_kept_books_pass_every_gate() -> None:
    assert quality_signals(GOOD) == {
        "quality_coverage": 1, "quality_freshness": 1, "quality_reconciled": 1, "quality_timely": 1,
        "quality_duplicates": 1, "settled": 1, "history_days": 446,
    }
    assert set(quality_signals(GOOD)) <= set(SIGNALS)


@pytest.mark.parametrize(("figures", "name", "holds"), [
    (changed(window_days=90, days_recorded=54), "quality_coverage", 1),
    (changed(window_days=90, days_recorded=53), "quality_coverage", 0),
    (changed(last_recorded_for=TODAY - timedelta(days=7)), "quality_freshness", 1),
    (changed(last_recorded_for=TODAY - timedelta(days=8)), "quality_freshness", 0),
    (changed(last_recorded_for=None), "quality_freshness", 0),
    (gap(TOOK // 50), "quality_reconciled", 1),
    (gap(TOOK // 50 + 1), "quality_reconciled", 0),
    (changed(lags=(0, 5, 90)), "quality_timely", 1),
    (changed(lags=(0, 5, 6, 90)), "quality_timely", 0),
    (changed(lags=()), "quality_timely", 0),
    (changed(imported_rows=101, doubled_rows=1), "quality_duplicates", 1),
    (changed(imported_rows=100, doubled_rows=1), "quality_duplicates", 0),
    (changed(imported_rows=0, doubled_rows=0), "quality_duplicates", 1),
    (changed(settles_on=TODAY + timedelta(days=1)), "settled", 0),
    (changed(settles_on=TODAY), "settled", 1),
])
def test_each_gate_turns_at_its_bound(figures: Figures, name: str, holds: int | None) -> None:
    assert quality_signals(figures)[name] == holds
    others = {key: value for key, value in quality_signals(figures).items() if key != name}
    assert others == {key: value for key, value in quality_signals(GOOD).items() if key != name}


def test_nobody_can_say_whether_uncounted_money_is_there() -> None:
    uncounted = replace(GOOD, places=tuple(replace(place, stated_on=None) for place in GOOD.places))

    assert quality_signals(uncounted)["quality_reconciled"] is None


def test_books_without_an_entry_pass_no_gate_that_looks_at_entries() -> None:
    empty = Life().figures(date(2020, 1, 1))

    assert quality_signals(empty) == {
        "quality_coverage": 0, "quality_freshness": 0, "quality_reconciled": None, "quality_timely": 0,
        "quality_duplicates": 1, "settled": 1, "history_days": 0,
    }


def test_every_gate_says_what_to_do_and_late_entries_when_they_have_settled() -> None:
    assert len({gate.do for gate in gates(GOOD)}) == 5
    assert [gate.name for gate in measure(gap(TOOK)).gates if not gate.holds] == ["quality_reconciled"]
    assert measure(changed(settles_on=date(2026, 11, 28))).settles_on == date(2026, 11, 28)
    assert settles_on(changed(settles_on=date(2026, 11, 28))) == date(2026, 11, 28)
    assert settles_on(changed(settles_on=TODAY)) is None
