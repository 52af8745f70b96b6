"""A budget's turns tile time, its limits keep to their turns, and it watches a category with all under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books.account import Account, Purpose, kind_of
from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.planning.budget import (
    Budget,
    CategoryPutAway,
    LastBeforeFirst,
    NoLimit,
    NotSpending,
    Rollover,
    amended,
    check_watched,
    checked,
    first_day,
    watched,
)
from ledger.kernel.period import Period

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
TURNING = st.one_of(
    st.tuples(st.just(BudgetPeriod.WEEK), st.integers(1, 7)),
    st.tuples(st.just(BudgetPeriod.MONTH), st.integers(1, 31)),
    st.tuples(st.just(BudgetPeriod.YEAR), st.integers(1, 31)),
)


def running(every: BudgetPeriod, anchor: int, on: date, **changed: object) -> Budget:
    """A budget of a thousand whose first turn holds a day."""
    since = first_day(every, anchor, on)
    anchor = since.day if every is BudgetPeriod.YEAR else anchor
    return replace(Budget(1, "", (), None, ((since, 100_000),), "CNY", every, since, anchor), **changed)


@given(TURNING, DAYS, DAYS)
def test_every_day_lies_in_one_turn_and_turns_leave_no_gap(turning, begins, day):
    budget = running(*turning, begins)

    turn = budget.turn_of(day)

    assert day in turn
    assert budget.turn_of(turn.start) == budget.turn_of(turn.end - timedelta(days=1)) == turn
    assert budget.turn_of(turn.end).start == turn.end
    assert budget.turn_of(turn.start - timedelta(days=1)).end == turn.start


@given(st.integers(1, 31), DAYS, DAYS)
def test_a_month_begins_on_its_day_or_on_its_last(anchor, begins, day):
    turn = running(BudgetPeriod.MONTH, anchor, begins).turn_of(day)

    is_last = (turn.start + timedelta(days=1)).day == 1
    assert turn.start.day == anchor or (turn.start.day < anchor and is_last)
    assert 28 <= turn.days <= 31


@given(st.integers(1, 7), DAYS, DAYS)
def test_a_week_has_seven_days_from_its_weekday(anchor, begins, day):
    turn = running(BudgetPeriod.WEEK, anchor, begins).turn_of(day)

    assert (turn.days, turn.start.isoweekday()) == (7, anchor)


@given(TURNING, DAYS)
def test_the_first_turn_holds_the_day_it_was_begun_on(turning, begins):
    budget = running(*turning, begins)

    assert budget.turn_of(begins).start == budget.since


@pytest.mark.parametrize(("anchor", "starts"), [
    (31, [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]),
    (30, [date(2027, 12, 30), date(2028, 1, 30), date(2028, 2, 29), date(2028, 3, 30), date(2028, 4, 30)]),
    (1, [date(2027, 12, 1), date(2028, 1, 1), date(2028, 2, 1), date(2028, 3, 1), date(2028, 4, 1)]),
])
def test_short_months_clamp_and_the_day_comes_back(anchor, starts):
    budget = running(BudgetPeriod.MONTH, anchor, starts[0])

    assert [turn.start for turn in budget.turns(starts[-1])] == starts


def test_a_year_begun_on_a_leap_day_comes_back_to_it():
    budget = running(BudgetPeriod.YEAR, 29, date(2024, 2, 29))

    assert [turn.start for turn in budget.turns(date(2028, 3, 1))] == [
        date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


@pytest.mark.parametrize("until", [None, date(2026, 10, 7)])
def test_the_whole_is_one_turn_wherever_the_day_lies(until):
    trip = running(BudgetPeriod.WHOLE, 1, date(2026, 10, 1), until=until)

    assert list(trip.turns(date(2027, 5, 5))) == [trip.turn_of(date(2020, 1, 1))]
    assert trip.turn_of(date(2020, 1, 1)).start == date(2026, 10, 1)
    assert until is None or trip.turn_of(until) == Period(date(2026, 10, 1), date(2026, 10, 8))


def test_a_new_limit_counts_from_the_turn_of_today():
    was = running(BudgetPeriod.MONTH, 15, date(2026, 8, 15))
    said = replace(was, limits=((was.since, 120_000),))

    now = amended(was, said, date(2026, 11, 21))

    assert [now.limit_of(turn) for turn in now.turns(date(2026, 12, 20))] == [100_000] * 3 + [120_000] * 2


def test_a_limit_taken_back_in_its_own_turn_leaves_no_trace():
    was, today = running(BudgetPeriod.MONTH, 15, date(2026, 8, 15)), date(2026, 11, 21)
    more = amended(was, replace(was, limits=((was.since, 120_000),)), today)

    assert amended(more, replace(more, limits=((was.since, 100_000),)), today) == was


def test_a_budget_that_runs_otherwise_begins_with_one_limit_for_all():
    was = running(BudgetPeriod.MONTH, 15, date(2026, 8, 15))
    said = running(BudgetPeriod.WEEK, 1, date(2026, 8, 15))

    assert amended(was, said, date(2026, 11, 21)) == said


@pytest.mark.parametrize(("changed", "refusal"), [
    ({"limits": ((date(2026, 1, 1), 0),)}, NoLimit), ({"limits": ((date(2026, 1, 1), -1),)}, NoLimit),
    ({"until": date(2025, 12, 31)}, LastBeforeFirst),
])
def test_what_limits_nothing_or_ends_before_it_begins_is_refused(changed, refusal):
    with pytest.raises(refusal):
        checked(running(BudgetPeriod.WHOLE, 1, date(2026, 1, 1), **changed))


@pytest.mark.parametrize(("rollover", "from_left", "from_over"), [
    (Rollover.NONE, 0, 0), (Rollover.LEFT, 50, 0), (Rollover.OVER, 0, -50), (Rollover.BOTH, 50, -50)])
def test_a_rollover_lets_through_what_was_chosen(rollover, from_left, from_over):
    assert (rollover.carry(50), rollover.carry(-50), rollover.carry(0)) == (from_left, from_over, 0)


def _known(*codes: str) -> dict[int, Account]:
    return {n: Account(n, code, kind_of(code), Purpose.DISCRETIONARY, {"en": code}, closed="closed" in code)
            for n, code in enumerate(codes, 1)}


KNOWN = _known("expense:transport", "expense:transport:car", "expense:transporter", "income:salary", "asset:bank",
               "expense:closed")


def test_a_category_is_watched_with_all_under_it():
    assert [one.account_id for one in watched((1,), KNOWN)] == [1, 2]
    assert [one.account_id for one in watched((2,), KNOWN)] == [2]
    assert [one.account_id for one in watched((), KNOWN)] == [1, 2, 3, 6]


@pytest.mark.parametrize(("chosen", "refusal"), [(4, NotSpending), (5, NotSpending), (9, NotSpending),
                                                 (6, CategoryPutAway)])
def test_only_open_categories_of_spending_can_be_watched_anew(chosen, refusal):
    with pytest.raises(refusal):
        check_watched((chosen,), KNOWN)


def test_what_was_put_away_since_may_stay_watched():
    check_watched((1, 6), KNOWN, before=(6,))
