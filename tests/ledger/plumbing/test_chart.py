"""Charts as numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.plumbing.face.chart import (
    bars,
    column_plot,
    line_plot,
    nice_steps,
    share_bar,
    spark_columns,
    spark_line,
)

AMOUNTS = st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=60)


def test_a_line_runs_from_edge_to_edge_and_from_top_to_zero() -> None:
    plot = line_plot([0, 5000, 10000])

    assert plot.line == "M0.00 100.00L50.00 50.00L100.00 0.00"
    assert plot.zero == "100.00"


def test_what_is_expected_begins_where_the_passed_ends_and_its_lowest_is_marked() -> None:
    plot = line_plot([400, 300, 100, 200], ahead_from=1)

    assert plot.line.endswith("L33.33 25.00")
    assert plot.ahead.startswith("M33.33 25.00")
    assert [(mark.index, mark.kind, mark.value) for mark in plot.marks] == [(1, "", 300), (2, "low", 100)]
    assert plot.now == "33.33"


def test_room_is_left_for_days_still_to_come() -> None:
    assert line_plot([1, 2], slots=31).line == "M0.00 50.00L3.33 0.00"


def test_the_band_goes_out_above_and_comes_back_below() -> None:
    plot = line_plot([100, 100], ahead_from=0, band=[(50, 150), (0, 200)])

    assert plot.band == "M0.00 25.00L100.00 0.00L100.00 100.00L0.00 75.00Z"


def test_the_time_before_shares_the_scale() -> None:
    assert line_plot([50], was=[0, 100]).was == "M0.00 100.00L100.00 0.00"


def test_a_word_that_would_run_into_today_is_left_out() -> None:
    plot = line_plot([1] * 101, ahead_from=30, ticks=[(0, "a"), (28, "b"), (40, "c"), (100, "d")])

    assert [(tick.text, tick.align, tick.wide_only) for tick in plot.ticks] == [
        ("a", "", False),
        ("c", "mid", True),
        ("d", "end", False),
    ]


def test_words_near_an_edge_lean_inwards() -> None:
    plot = line_plot([5, 6, 7], stops=[0, 1])

    assert [mark.align for mark in plot.marks] == ["", "mid", "end"]


def test_only_the_highest_grid_line_wears_the_symbol() -> None:
    grid = line_plot([0, 1_600_000]).grid

    assert [(line.value, line.top) for line in grid] == [
        (500_000, False),
        (1_000_000, False),
        (1_500_000, True),
    ]


@given(AMOUNTS)
def test_every_point_lies_on_the_field(values: list[int]) -> None:
    places = [int(hundredths) for hundredths in re.findall(r"\d+(?=\.)", line_plot(values).line)]

    assert all(0 <= place <= 100 for place in places)


@given(AMOUNTS, st.integers(1, 100))
def test_grid_lines_are_few_round_and_never_zero(values: list[int], unit: int) -> None:
    low, high = min([*values, 0]), max([*values, 1])

    steps = nice_steps(low, high, unit)

    assert len(steps) <= 9
    assert 0 not in steps
    assert all(low <= step <= high for step in steps)


def test_a_column_below_zero_hangs_from_the_zero_line() -> None:
    plot = column_plot([300, -100], now=0)

    above, below = plot.columns
    assert (above.y, above.height, above.kind) == ("0.00", "75.00", "now")
    assert (below.y, below.height, below.kind) == (plot.zero, "25.00", "bad")


def test_without_a_now_all_columns_are_alike() -> None:
    assert {column.kind for column in column_plot([1, 2, 3]).columns} == {""}


def test_lying_bars_share_one_scale_with_the_time_before() -> None:
    rent, dining, new = bars([4200, 2100, 1050], [8400, None])

    assert (rent.width, rent.was) == ("50.00", "100.00")
    assert (dining.width, dining.was) == ("25.00", "")
    assert (new.width, new.was) == ("12.50", "")


@pytest.mark.parametrize(
    ("part", "whole", "width"), [(77, 100, "77.00"), (200, 100, "100.00"), (-5, 100, "0.00")]
)
def test_a_share_is_full_at_most(part: int, whole: int, width: str) -> None:
    assert share_bar(part, whole).width == width


def test_sparks_stand_on_their_own_lowest_and_end_at_now() -> None:
    assert spark_line([10, 20, 15]).line == "M0.00 100.00L50.00 0.00L100.00 50.00"
    assert [column.kind for column in spark_columns([1, -2, 3])] == ["soft", "soft", "now"]


def test_nothing_to_draw_is_drawn_as_nothing() -> None:
    assert (line_plot([]).line, line_plot([]).marks, column_plot([]).columns, spark_line([]).line) == (
        "",
        (),
        (),
        "",
    )
