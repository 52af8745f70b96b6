"""What is left, what is carried, and what is left for each day: exact, and equal to an account book kept by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.planning.allowance import Course, reach, reckon, runs, runs_by_turn
from ledger.domain.planning.budget import Rollover
from ledger.kernel.period import Period, month_of
from tests.ledger.domain.planning.test_budget import TURNING, running

TODAY = date(2026, 11, 21)
SPENDING = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(-50_000, 200_000), max_size=30)


def test_what_is_left_is_divided_by_the_days_still_to_come():
    budget = running(BudgetPeriod.MONTH, 1, TODAY)

    now = reckon(budget, TODAY, {date(2026, 11, 3): 40_000, TODAY: 9_999})

    assert (now.turn.spent, now.turn.left, now.days_left, now.per_day) == (49_999, 50_001, 10, 5_000)
    assert now.course is Course.RUNNING


@settings(max_examples=40)
@given(SPENDING, TURNING)
def test_the_days_together_never_come_to_more_than_is_left(spent, turning):
    now = reckon(running(*turning, date(2026, 1, 20)), TODAY, spent)

    if now.per_day is not None:
        assert now.turn.left - now.days_left < now.per_day * now.days_left <= now.turn.left
    else:
        assert now.turn.left <= 0


@settings(max_examples=40)
@given(SPENDING, TURNING, st.sampled_from(Rollover))
def test_each_turn_begins_with_what_the_one_before_handed_on(spent, turning, rollover):
    budget = running(*turning, date(2026, 1, 20), rollover=rollover)

    now = reckon(budget, TODAY, spent)

    turns = [*now.before, now.turn]
    assert turns[0].carried == 0 or rollover is not Rollover.NONE
    assert all(after.carried == rollover.carry(before.left) for before, after in zip(turns, turns[1:], strict=False))
    for turn in turns:
        assert turn.spent == sum(minor for on, minor in spent.items() if on in turn.period)


@settings(max_examples=40)
@given(SPENDING, TURNING)
def test_what_carries_all_has_left_all_that_was_ever_allowed_less_all_that_was_spent(spent, turning):
    budget = running(*turning, date(2026, 1, 20), rollover=Rollover.BOTH)

    now = reckon(budget, TODAY, spent)

    turns = list(budget.turns(TODAY))
    counted = Period(budget.since, turns[-1].end)
    assert now.turn.left == 100_000 * len(turns) - sum(minor for on, minor in spent.items() if on in counted)


def test_more_than_was_allowed_is_said_and_no_day_has_anything():
    now = reckon(running(BudgetPeriod.MONTH, 1, TODAY), TODAY, {TODAY: 100_001})

    assert now.turn.is_over and (now.turn.left, now.per_day) == (-1, None)


@pytest.mark.parametrize(("spent", "nearly"), [(90_000, False), (90_001, True), (100_000, True), (100_001, False)])
def test_nearly_used_is_less_than_a_tenth_left(spent, nearly):
    assert reckon(running(BudgetPeriod.MONTH, 1, TODAY), TODAY, {TODAY: spent}).turn.is_nearly_used is nearly


@pytest.mark.parametrize(("since", "until", "course", "days"), [
    (date(2026, 12, 1), date(2026, 12, 10), Course.TO_COME, 10), (date(2026, 11, 1), TODAY, Course.RUNNING, 1),
    (date(2026, 11, 1), date(2026, 11, 20), Course.ENDED, None), (date(2026, 11, 1), None, Course.RUNNING, None),
])
def test_a_trip_is_to_come_runs_or_is_over(since, until, course, days):
    now = reckon(running(BudgetPeriod.WHOLE, 1, since, until=until), TODAY, {since: 1})

    assert (now.course, now.days_left, now.turn.spent) == (course, days, 1)


def test_a_budget_that_rests_has_no_days():
    now = reckon(running(BudgetPeriod.MONTH, 1, TODAY), TODAY, {}, resting=Course.PUT_AWAY)

    assert (now.course, now.days_left, now.per_day) == (Course.PUT_AWAY, None, None)


def test_without_rollover_only_the_turns_shown_are_read():
    budget = running(BudgetPeriod.MONTH, 15, date(2016, 1, 15))

    assert reach(budget, TODAY) == Period(date(2025, 11, 15), date(2026, 12, 15))
    assert reach(replace(budget, rollover=Rollover.LEFT), TODAY).start == date(2016, 1, 15)


@settings(max_examples=40)
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_days_and_whole_months_make_up_a_period_once(start, length):
    period = Period(start, start + timedelta(days=length))

    covered = [on for _grain, piece in runs(period) for on in piece.each_day()]

    assert covered == list(period.each_day())
    assert all(piece.start == month_of(piece.start).start and piece.end.day == 1
               for grain, piece in runs(period) if grain == "m")


def test_weeks_that_happen_to_begin_with_months_are_read_by_day():
    weeks = running(BudgetPeriod.WEEK, 1, date(2027, 2, 1))

    assert runs_by_turn(weeks, Period(date(2027, 2, 1), date(2027, 3, 1)))[0][0] == "d"
    assert runs_by_turn(running(BudgetPeriod.MONTH, 1, TODAY), month_of(TODAY))[0][0] == "m"
