"""Budgets and goals as deeds, on both engines: kept, put right, removed, put back; each in the book's log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger.domain.books.book import BookClosed
from ledger.domain.planning.budget import CategoryPutAway, NoLimit, NotSpending, Rollover
from ledger.domain.planning.goal import DayGoneBy, GoalState, NoTarget, NotPutBy
from ledger.kernel.errors import Missing
from ledger.plumbing.fields import NotAChoice
from ledger.services.books import arranging, checking
from ledger.services.planning import budgeting, limiting, saving
from ledger.services.sharing import membership
from ledger.store.books import log
from ledger.store.planning import budgets
from tests.cast import NOW, TODAY, book, cny, join, named
from tests.ledger.services.planning.budgeted import aim, made, said, spend


def kept(session, seat):
    return [one.budget for one in budgeting.budgets(session, seat, TODAY)]


def test_a_budget_is_kept_as_it_was_said(session):
    seat = book(session)
    wanted = said(session, seat, "dining", "daily", anchor=31, on=date(2026, 2, 27), rollover=Rollover.LEFT,
                  member=seat.member.member_id, name="Eating", until=date(2027, 1, 1))

    fresh = limiting.make(session, seat, wanted, NOW)

    assert kept(session, seat) == [fresh] == [replace(wanted, budget_id=fresh.budget_id)]


def test_a_budget_is_put_right_and_turns_gone_by_keep_their_limit(session):
    seat = book(session)
    was = made(session, seat, "dining", on=date(2026, 9, 1))

    limiting.amend(session, seat, replace(was, limits=((was.since, 200_000),)), 1, TODAY, NOW)

    (now,) = kept(session, seat)
    assert (now.limits, now.version) == (((date(2026, 9, 1), 100_000), (date(2026, 11, 1), 200_000)), 2)


def test_whoever_was_slower_is_told(session):
    seat = book(session)
    was = made(session, seat, "dining")
    limiting.amend(session, seat, replace(was, name="Eating"), 1, TODAY, NOW)

    with pytest.raises(limiting.StaleBudget):
        limiting.amend(session, seat, replace(was, name="Food"), 1, TODAY, NOW)
    with pytest.raises(limiting.StaleBudget):
        limiting.remove(session, seat, was.budget_id, 1, NOW)


def test_a_removed_budget_comes_back_as_it_was_and_the_log_tells_it_all(session):
    seat = book(session)
    was = made(session, seat, "dining")

    limiting.remove(session, seat, was.budget_id, 1, NOW)
    gone = kept(session, seat)
    limiting.put_back(session, seat, was.budget_id, NOW)

    assert (gone, kept(session, seat)) == ([], [replace(was, version=3)])
    deeds = [(one.deed, one.subject_kind, one.subjects) for one in log.latest(session, seat.book_id, 3)]
    assert deeds == [(deed, "budget", (was.budget_id,)) for deed in ("plan", "unplan", "plan")]
    assert checking.verify(session, seat.book_id).faults == ()


def test_what_is_not_there_is_missing(session):
    seat, other = book(session), book(session, owner="Ola")
    foreign = made(session, other, "dining")

    for deed in (lambda: limiting.remove(session, seat, foreign.budget_id, 1, NOW),
                 lambda: limiting.put_back(session, seat, foreign.budget_id, NOW),
                 lambda: limiting.amend(session, seat, foreign, 1, TODAY, NOW)):
        with pytest.raises(Missing):
            deed()
    assert budgets.load(session, seat.book_id, closed=True) == []


@pytest.mark.parametrize(("changed", "refusal"), [
    ({"limits": ((TODAY, 0),)}, NoLimit), ({"categories": (5,)}, NotAChoice), ({"member": 5}, NotAChoice)])
def test_what_cannot_be_watched_is_refused_by_its_field(session, changed, refusal):
    seat = book(session)

    with pytest.raises(refusal):
        limiting.make(session, seat, said(session, seat, "dining", **changed), NOW)


@pytest.mark.parametrize("key", ["salary", "wechat"])
def test_only_spending_is_watched(session, key):
    seat = book(session)

    with pytest.raises(NotSpending):
        made(session, seat, key)


def test_a_category_put_away_is_not_watched_anew_but_stays_where_it_is(session):
    seat = book(session)
    was = made(session, seat, "dining")
    arranging.put_away(session, seat, named(session, seat, "dining").account_id, NOW)

    with pytest.raises(CategoryPutAway):
        made(session, seat, "dining")
    limiting.amend(session, seat, replace(was, name="Eating"), 1, TODAY, NOW)

    assert kept(session, seat)[0].name == "Eating"


def test_a_book_put_away_keeps_nothing_new(session):
    seat = book(session)
    seat = replace(seat, book=replace(seat.book, closed=True))

    with pytest.raises(BookClosed):
        made(session, seat, "dining")


def test_there_is_an_end_to_how_many(session, monkeypatch):
    seat = book(session)
    monkeypatch.setattr(limiting, "BUDGETS_MAX", 1)
    monkeypatch.setattr(saving, "GOALS_MAX", 0)
    made(session, seat, "dining")

    with pytest.raises(limiting.TooManyBudgets):
        made(session, seat, "daily")
    with pytest.raises(saving.TooManyGoals):
        aim(session, seat)


def test_a_goal_counts_what_is_in_its_account(session):
    seat = book(session)
    wechat = named(session, seat, "wechat")
    arranging.open_with(session, seat, wechat, cny("4000"), TODAY - timedelta(days=90), NOW)
    aim(session, seat, "wechat")
    spend(session, seat, "dining", "1000")

    (goal,) = saving.goals(session, seat, TODAY)

    assert (goal.progress.held, goal.progress.rest, goal.progress.behind) == (300_000, 700_000, 100_000)
    assert goal.progress.state is GoalState.BEHIND


def test_a_goal_is_put_right_removed_and_put_back(session):
    seat = book(session)
    was = aim(session, seat)
    saving.amend(session, seat, replace(was, name="The hills"), 1, TODAY + timedelta(days=3), NOW)

    with pytest.raises(saving.StaleGoal):
        saving.remove(session, seat, was.goal_id, 1, NOW)
    saving.remove(session, seat, was.goal_id, 2, NOW)
    gone = saving.goals(session, seat, TODAY)
    saving.put_back(session, seat, was.goal_id, NOW)

    (now,) = saving.goals(session, seat, TODAY)
    assert gone == [] and now.goal == replace(was, name="The hills", version=4)


def test_saving_into_another_account_begins_anew(session):
    seat = book(session)
    was, later = aim(session, seat), TODAY + timedelta(days=30)

    now = saving.amend(session, seat, replace(was, account_id=named(session, seat, "wechat").account_id), 1, later, NOW)

    assert now.since == later


@pytest.mark.parametrize(("changed", "refusal"), [
    ({"target": "0"}, NoTarget), ({"by": TODAY}, DayGoneBy), ({"key": "dining"}, NotPutBy),
    ({"key": "credit_card"}, NotPutBy)])
def test_a_goal_that_cannot_be_is_refused(session, changed, refusal):
    seat = book(session)

    with pytest.raises(refusal):
        aim(session, seat, **changed)


def test_an_account_put_away_is_said_of_its_goal(session):
    seat = book(session)
    aim(session, seat, "wechat")
    arranging.put_away(session, seat, named(session, seat, "wechat").account_id, NOW)

    (goal,) = saving.goals(session, seat, TODAY)

    assert goal.progress.state is GoalState.PUT_AWAY


def test_a_member_who_left_is_not_watched_anew(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    was = made(session, seat, member=jun.member.member_id)
    membership.leave(session, seat, jun.member.member_id, 1, NOW)

    with pytest.raises(NotAChoice):
        made(session, seat, member=jun.member.member_id)
    assert limiting.amend(session, seat, replace(was, name="Jun"), 1, TODAY, NOW).version == 2
