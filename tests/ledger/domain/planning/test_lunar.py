"""The lunar calendar: its table is whole, and days that everybody knows are where they belong."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.planning import lunar
from ledger.domain.planning.lunar import LunarDay


@pytest.mark.parametrize(("day", "called"), [
    ("2024-02-10", LunarDay(2024, 1, 1)), ("2025-01-29", LunarDay(2025, 1, 1)), ("2026-02-17", LunarDay(2026, 1, 1)),
    ("2024-09-17", LunarDay(2024, 8, 15)), ("2025-10-06", LunarDay(2025, 8, 15)), ("2026-06-19", LunarDay(2026, 5, 5)),
    ("2025-07-24", LunarDay(2025, 6, 30)), ("2025-07-25", LunarDay(2025, 6, 1, True)),
    ("2025-08-22", LunarDay(2025, 6, 29, True)), ("2025-08-23", LunarDay(2025, 7, 1)),
    ("2023-03-22", LunarDay(2023, 2, 1, True)), ("2034-01-19", LunarDay(2033, 11, 29, True)),
    ("2025-01-28", LunarDay(2024, 12, 29)),
])
def test_days_that_everybody_knows(day: str, called: LunarDay) -> None:
    assert lunar.lunar_of(date.fromisoformat(day)) == called


def test_the_leap_months_of_half_a_century() -> None:
    leaps = {month.year: month.number for month in lunar.MONTHS if month.is_leap and 2001 <= month.year <= 2050}

    assert leaps == {2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5,
                     2031: 3, 2033: 11, 2036: 6, 2039: 5, 2042: 2, 2044: 7, 2047: 5, 2050: 3}


def test_every_year_begins_between_late_january_and_late_february() -> None:
    begins = [month.starts for month in lunar.MONTHS if month.number == 1 and not month.is_leap]

    assert len(begins) == 121
    assert all(date(day.year, 1, 20) <= day <= date(day.year, 2, 21) for day in begins)


def test_months_follow_one_another_with_29_or_30_days() -> None:
    pairs = list(zip(lunar.MONTHS, lunar.MONTHS[1:], strict=False))

    assert all(before.day(-1) + timedelta(days=1) == after.starts for before, after in pairs)
    assert {month.length for month in lunar.MONTHS} == {29, 30}


@given(st.dates(lunar.FIRST_DAY, lunar.LAST_DAY))
def test_a_day_called_by_the_moon_is_found_again(day: date) -> None:
    called, month = lunar.lunar_of(day), lunar.month_of(day)

    assert called is not None and month is not None and month.day(called.day) == day


@pytest.mark.parametrize("day", [lunar.FIRST_DAY - timedelta(days=1), lunar.LAST_DAY + timedelta(days=1)])
def test_beyond_its_ends_the_table_says_nothing(day: date) -> None:
    assert lunar.lunar_of(day) is None
