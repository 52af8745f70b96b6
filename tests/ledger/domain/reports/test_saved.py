"""A saved report's days: they move on with the calendar, or stay."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.reports.saved import NotAReport, SavedReport, periods_back, said_of
from ledger.domain.reports.span import Beside, Span, asked

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def report(said):
    return SavedReport(1, 1, "Mine", "income_statement", said)


def test_last_month_is_another_month_when_the_month_is_over():
    days = asked(Span.MONTH, Beside.YEAR, TODAY, date(2026, 10, 3))

    saved = report(said_of({"by": "payee", "on": "2026-10-03", "after": "x"}, days, TODAY, moves=True))

    assert saved.said == {"by": "payee", "span": "month", "beside": "year", "back": "1"}
    assert saved.address(TODAY)["on"] == "2026-10-01" and saved.address(date(2027, 1, 2))["on"] == "2026-12-01"


@given(span=st.sampled_from([Span.MONTH, Span.QUARTER, Span.YEAR]), on=DAYS, today=DAYS)
def test_on_the_day_it_is_saved_a_report_that_moves_is_of_the_days_asked_for(span, on, today):
    days = asked(span, Beside.NONE, today, on)

    saved = report(said_of({}, days, today, moves=True))

    assert saved.period(today) == days.period and saved.moves == (periods_back(days, today) is not None)


@given(span=st.sampled_from(list(Span)), on=DAYS, today=DAYS, later=DAYS)
def test_one_that_stays_is_of_the_same_days_for_ever(span, on, today, later):
    days = asked(span, Beside.BEFORE, today, on, min(on, today), max(on, today))

    assert report(said_of({}, days, today, moves=False)).period(later) == days.period


@pytest.mark.parametrize("arguments", [{"note": "x" * 201}, {"n" * 201: "x"}, {f"a{n}": "x" for n in range(17)}])
def test_an_address_with_too_much_in_it_is_refused(arguments):
    with pytest.raises(NotAReport):
        said_of(arguments, asked(Span.MONTH, Beside.NONE, TODAY), TODAY, moves=True)
