"""A goal: how much a week and a month it takes, and whether one is on track."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.planning.goal import DayGoneBy, Goal, GoalState, NoTarget, checked_goal, progress
from tests.cast import TODAY, cny

GOAL = Goal(1, "The sea", 7, cny("10000"), date(2026, 8, 21), date(2027, 2, 21))


def test_half_way_in_time_half_of_it_is_due():
    now = progress(GOAL, TODAY, 0, 600_000)

    assert (now.due, now.rest, now.days, now.state) == (500_000, 400_000, 92, GoalState.ON_TRACK)
    assert (now.per_week, now.per_month) == (28_572, 133_334)


@pytest.mark.parametrize(("held", "today", "state", "behind"), [
    (1_000_000, TODAY, GoalState.REACHED, 0), (499_999, TODAY, GoalState.BEHIND, 1),
    (500_000, TODAY, GoalState.ON_TRACK, 0), (999_999, date(2027, 2, 22), GoalState.OVER, 1),
    (0, date(2027, 2, 21), GoalState.BEHIND, 1_000_000),
])
def test_a_goal_is_reached_on_track_behind_or_over(held, today, state, behind):
    now = progress(GOAL, today, 0, held)

    assert (now.state, now.behind) == (state, behind)


def test_what_was_there_already_is_where_the_line_begins():
    assert progress(GOAL, TODAY, 400_000, 700_000).due == 700_000


def test_an_account_put_away_is_said_before_anything_else():
    assert progress(GOAL, TODAY, 0, 0, is_put_away=True).state is GoalState.PUT_AWAY


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(1, 9_000))
def test_what_is_needed_suffices_and_not_a_coin_more(target, held, days):
    goal = replace(GOAL, target=replace(GOAL.target, minor=target), by=TODAY + timedelta(days=days))

    now = progress(goal, TODAY, 0, held)

    weeks = -(-days // 7)
    assert now.per_week * weeks >= now.rest
    assert now.rest == 0 or (now.per_week - 1) * weeks < now.rest


@pytest.mark.parametrize(("changed", "refusal"), [
    ({"target": cny("0")}, NoTarget), ({"target": cny("-5")}, NoTarget), ({"by": TODAY}, DayGoneBy)])
def test_a_goal_of_nothing_or_of_yesterday_is_refused(changed, refusal):
    with pytest.raises(refusal):
        checked_goal(replace(GOAL, **changed), TODAY)
