"""Sums over months: exact to the last minor unit, whatever they are and however they are divided."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.spreading import plan
from ledger.domain.spreading.plan import BadMonths, EndsTooSoon, ResidualTooHigh, TooThin

MARCH_31 = date(2026, 3, 31)


def test_a_year_of_car_insurance_costs_300_a_month() -> None:
    found = plan.evenly(360_000, date(2026, 3, 1), 12)
    assert found.minors == (30_000,) * 12
    assert (found.days[0], found.days[-1]) == (date(2026, 3, 1), date(2027, 2, 1))


def test_what_does_not_divide_is_a_coin_more_at_first_and_the_31st_comes_back_after_february() -> None:
    found = plan.evenly(10_000, date(2026, 12, 31), 3)
    assert found.minors == (3_334, 3_333, 3_333)
    assert found.days == (date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28))
    assert plan.evenly(10_000, date(2027, 1, 31), 3).days[-1] == date(2027, 3, 31)


def test_by_days_each_month_bears_its_own_days() -> None:
    found = plan.by_days(36_500, date(2026, 3, 15), date(2027, 3, 14))
    assert found.minors == (1_700, 3_000, 3_100, 3_000, 3_100, 3_100, 3_000, 3_100, 3_000, 3_100, 3_100, 2_800, 1_400)
    assert found.days[:3] == (date(2026, 3, 15), date(2026, 4, 1), date(2026, 5, 1))


def test_up_to_a_day_counts_the_months_begun() -> None:
    assert len(plan.until(1_200, date(2026, 1, 1), date(2026, 12, 31)).minors) == 12
    assert len(plan.until(1_200, date(2026, 1, 1), date(2027, 1, 1)).minors) == 13


def test_a_machine_loses_the_same_each_month_and_the_last_takes_the_rounding() -> None:
    found = plan.straight(100_000, 10_000, date(2026, 1, 31), 7)
    assert found.minors == (12_857,) * 6 + (12_858,)
    assert found.days[:2] == (date(2026, 2, 28), date(2026, 3, 31))


def test_double_declining_is_the_textbook_course_by_months() -> None:
    found = plan.declining(100_000, 10_000, date(2026, 1, 1), 8)
    assert found.minors == (25_000, 18_750, 14_063, 10_547, 7_910, 5_933, 4_449, 3_348)
    assert 100_000 - found.whole == 10_000


def test_with_a_small_rest_it_goes_over_to_equal_steps() -> None:
    found = plan.declining(120_000, 0, date(2026, 1, 1), 4)
    assert found.minors == (60_000, 30_000, 15_000, 15_000)


@given(st.integers(1, 10**13), st.integers(0, 10**12), st.integers(2, plan.PARTS_MAX), st.dates(
    date(1990, 1, 1), date(2090, 1, 1)))
def test_every_plan_sums_exactly_and_no_part_is_nothing(cost: int, residual: int, months: int, on: date) -> None:
    for divide in (lambda: plan.evenly(cost, on, months), lambda: plan.straight(cost, residual, on, months),
                   lambda: plan.declining(cost, residual, on, months)):
        try:
            found = divide()
        except (TooThin, ResidualTooHigh):
            continue
        kept = residual if found.how.is_wear else 0
        assert found.whole == cost - kept and min(found.minors) > 0 and len(found.minors) == months
        assert list(found.days) == sorted(set(found.days))
        if found.how is plan.How.DECLINING:
            assert all(one + 2 >= two for one, two in zip(found.minors, found.minors[1:], strict=False))


@given(st.integers(10**6, 10**12), st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(31, 4_000))
def test_days_sum_exactly_too(cost: int, first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    found = plan.by_days(cost, first, last)
    assert found.whole == cost and found.days[-1] <= last


@pytest.mark.parametrize("months", [-1, 0, 1, 10_000])
def test_a_plan_of_no_rows_or_ten_thousand_is_refused(months: int) -> None:
    for divide in (lambda: plan.evenly(10**9, MARCH_31, months), lambda: plan.straight(10**9, 0, MARCH_31, months),
                   lambda: plan.declining(10**9, 0, MARCH_31, months)):
        with pytest.raises(BadMonths) as refused:
            divide()
        assert refused.value.facts["field"] == "months"


def test_other_bad_plans_are_refused_by_name() -> None:
    with pytest.raises(BadMonths):
        plan.by_days(10**9, date(1950, 1, 1), date(2090, 1, 1))
    with pytest.raises(EndsTooSoon):
        plan.by_days(100, MARCH_31, date(2026, 3, 30))
    with pytest.raises(EndsTooSoon):
        plan.until(100, MARCH_31, date(2026, 3, 30))
    with pytest.raises(ResidualTooHigh):
        plan.straight(100, 100, MARCH_31, 2)
    with pytest.raises(ResidualTooHigh):
        plan.declining(100, -1, MARCH_31, 2)
    with pytest.raises(TooThin):
        plan.evenly(5, MARCH_31, 12)
