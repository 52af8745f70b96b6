"""Which days a statement is about, which stand beside them, and how any days fall into whole months."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.reports.span import Beside, LastBeforeFirst, Span, around, asked, beside, days, neighbour
from ledger.kernel.period import Period, in_pieces

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(("span", "first", "last"), [
    (Span.MONTH, date(2026, 11, 1), date(2026, 11, 30)), (Span.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
    (Span.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
])
def test_a_day_lies_in_its_month_quarter_and_year(span, first, last):
    assert around(span, TODAY) == days(first, last)


@pytest.mark.parametrize(("span", "wanted", "first", "last"), [
    (Span.MONTH, Beside.BEFORE, date(2026, 10, 1), date(2026, 10, 31)),
    (Span.MONTH, Beside.YEAR, date(2025, 11, 1), date(2025, 11, 30)),
    (Span.QUARTER, Beside.BEFORE, date(2026, 7, 1), date(2026, 9, 30)),
    (Span.YEAR, Beside.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
])
def test_the_period_before_or_the_same_a_year_ago_stands_beside(span, wanted, first, last):
    assert beside(span, around(span, TODAY), wanted) == days(first, last)


def test_ten_days_have_the_ten_before_them_and_february_keeps_its_last_day():
    ten = days(date(2026, 11, 12), date(2026, 11, 21))

    assert beside(Span.DAYS, ten, Beside.BEFORE) == days(date(2026, 11, 2), date(2026, 11, 11))
    assert beside(Span.MONTH, around(Span.MONTH, date(2025, 2, 1)), Beside.YEAR) == days(
        date(2024, 2, 1), date(2024, 2, 29))
    assert beside(Span.DAYS, ten, Beside.NONE) is None


def test_a_month_so_far_has_the_same_days_of_the_month_before():
    so_far = days(date(2026, 11, 1), TODAY)

    assert beside(Span.DAYS, so_far, Beside.MONTH) == days(date(2026, 10, 1), date(2026, 10, 21))
    assert beside(Span.MONTH, around(Span.MONTH, date(2026, 3, 1)), Beside.MONTH) == days(
        date(2026, 2, 1), date(2026, 2, 28))


@given(DAYS, st.integers(1, 400), st.sampled_from(list(Beside)))
def test_what_stands_beside_is_never_later_and_never_empty(first, count, wanted):
    period = Period(first, first + timedelta(days=count))
    found = beside(Span.DAYS, period, wanted)

    assert found is None or (found.start < period.start and found.end < period.end and found.days > 0)


def test_days_run_from_the_first_of_the_month_up_to_today_unless_told():
    assert asked(Span.DAYS, Beside.NONE, TODAY).period == days(date(2026, 11, 1), TODAY)
    assert asked(Span.DAYS, Beside.NONE, TODAY, since=date(2026, 12, 5)).period.days == 1


def test_a_last_day_before_the_first_is_refused():
    with pytest.raises(LastBeforeFirst):
        days(TODAY, TODAY - timedelta(days=1))


@given(DAYS, st.sampled_from([Span.MONTH, Span.QUARTER, Span.YEAR]))
def test_neighbours_touch(day, span):
    here = around(span, day)

    assert neighbour(span, here, 1).start == here.end and neighbour(span, here, -1).end == here.start


@given(DAYS, st.integers(0, 1500))
def test_pieces_are_the_period_whole_months_in_the_middle(first, count):
    pieces = in_pieces(Period(first, first + timedelta(days=count)))

    assert sum(piece.days for piece in pieces) == count
    assert all(one.end == other.start for one, other in pairwise(pieces))
    assert not pieces or pieces[0].start == first
    assert sum(piece.start.day != 1 or piece.end.day != 1 for piece in pieces) <= 2
