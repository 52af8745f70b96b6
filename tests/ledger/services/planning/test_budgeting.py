"""Where budgets are, on both engines: from kept sums, from one's own private entries, from what was for one member."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.books.sums import SumKey, Tally
from ledger.domain.planning.allowance import Course
from ledger.domain.planning.budget import Rollover
from ledger.services.books import arranging, bookkeeping
from ledger.services.planning import budgeting
from ledger.services.sharing import membership
from ledger.store.books import sums
from tests.cast import NOW, TODAY, book, cny, join, named
from tests.ledger.services.planning.budgeted import made, spend

OCTOBER = date(2026, 10, 20)


def turn_of(session, seat, today=TODAY):
    (kept,) = budgeting.budgets(session, seat, today)
    return kept.allowance.turn


def test_a_category_counts_with_those_under_it_and_refunds_count_back(session):
    seat = book(session)
    made(session, seat, "transport")
    spend(session, seat, "transport", "30")
    spend(session, seat, "car", "70")
    spend(session, seat, "dining", "500")
    back = tuple(reversed(spend(session, seat, "transport", "12").stands.entry.reversed(1).postings))
    bookkeeping.record(session, seat, Entry(TODAY, Verb.REFUND, back, Words()), NOW)

    assert turn_of(session, seat).spent == cny("100").minor
    explained = budgeting.explained(session, seat, budgeting.budgets(session, seat, TODAY)[0].budget.budget_id, TODAY)
    assert [(part.category.pack_key, part.spent) for part in explained.parts] == [("car", 7_000), ("transport", 3_000)]


def test_what_was_taken_back_leaves_no_trace(session):
    seat = book(session)
    made(session, seat, "dining")
    done = spend(session, seat, "dining", "30")

    bookkeeping.take_back(session, seat, done.stands.thing_id, done.stands.version, NOW)

    assert turn_of(session, seat).spent == 0


def test_what_is_left_of_october_is_carried_into_november_from_a_payday(session):
    seat = book(session)
    made(session, seat, "dining", anchor=15, on=OCTOBER, rollover=Rollover.BOTH)
    spend(session, seat, "dining", "400", on=date(2026, 10, 14))
    spend(session, seat, "dining", "300", on=date(2026, 10, 15))
    spend(session, seat, "dining", "50", on=date(2026, 11, 14))
    spend(session, seat, "dining", "1700", on=date(2026, 11, 15))

    turn = turn_of(session, seat)

    assert (turn.carried, turn.allowed, turn.spent, turn.left) == (65_000, 165_000, 170_000, -5_000)
    assert turn_of(session, seat, date(2026, 12, 15)).carried == -5_000


def test_a_trip_counts_from_its_first_day_to_its_last_over_months(session):
    seat = book(session)
    made(session, seat, every=BudgetPeriod.WHOLE, on=date(2026, 9, 20), until=date(2026, 11, 10))
    for on in (date(2026, 9, 19), date(2026, 9, 20), date(2026, 10, 5), date(2026, 11, 10), date(2026, 11, 11)):
        spend(session, seat, "dining", "10", on=on)

    (kept,) = budgeting.budgets(session, seat, TODAY)

    assert (kept.allowance.turn.spent, kept.allowance.course) == (3_000, Course.ENDED)


def test_in_a_shared_ledger_only_ones_own_private_entries_count(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    made(session, seat, "dining")
    spend(session, seat, "dining", "10")
    spend(session, seat, "dining", "20", visibility="member")
    spend(session, jun, "dining", "40", visibility="member")

    assert turn_of(session, seat).spent == 3_000
    assert turn_of(session, jun).spent == 5_000


def test_what_was_for_one_member_is_theirs_alone_and_a_share_is_their_part(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    me, him = seat.member.member_id, jun.member.member_id
    made(session, seat, member=him)
    spend(session, seat, "dining", "10", beneficiary=him)
    spend(session, seat, "dining", "30", beneficiary=me)
    shared = spend(session, seat, "daily", "0.05", shares=tuple(sorted(((me, 3), (him, 2)))))
    spend(session, seat, "dining", "7", beneficiary=him, visibility="member")
    taken = spend(session, seat, "dining", "90", beneficiary=him)
    bookkeeping.take_back(session, seat, taken.stands.thing_id, taken.stands.version, NOW)

    assert turn_of(session, seat).spent == 1_702
    assert turn_of(session, jun).spent == 1_002
    (kept,) = budgeting.budgets(session, jun, TODAY)
    explained = budgeting.explained(session, jun, kept.budget.budget_id, TODAY)
    assert len(explained.entries) == 2 and shared.stands.entry_id in explained.entries
    assert sum(part.spent for part in explained.parts) == 1_002


def test_what_waits_for_a_rate_is_counted_beside_the_sum(session):
    seat = book(session)
    made(session, seat, "dining")
    spend(session, seat, "dining", "10")
    waits = SumKey("m", date(2026, 11, 1), named(session, seat, "dining").account_id, "GEL", "other", "posted")
    sums.change(session, seat.book_id, {waits: Tally(in_minor=100, moves=1, unvalued=1)})

    (kept,) = budgeting.budgets(session, seat, TODAY)

    assert (kept.allowance.turn.spent, kept.unvalued) == (1_000, 1)


def test_a_category_put_away_is_a_state_and_not_a_fault(session):
    seat = book(session)
    made(session, seat, "dining")
    made(session, seat, "dining", "daily")
    spend(session, seat, "dining", "10")
    arranging.put_away(session, seat, named(session, seat, "dining").account_id, NOW)

    alone, among = budgeting.budgets(session, seat, TODAY)

    assert (alone.allowance.course, alone.allowance.turn.spent, alone.allowance.per_day) == (
        Course.PUT_AWAY, 1_000, None)
    assert among.allowance.course is Course.RUNNING and [one.pack_key for one in among.put_away] == ["dining"]


def test_when_its_person_left_a_budget_says_so(session):
    seat = book(session)
    ghost = membership.add(session, seat, "Wang", "person", 1, NOW)
    made(session, seat, member=ghost.member_id)
    membership.leave(session, seat, ghost.member_id, 1, NOW)

    (kept,) = budgeting.budgets(session, seat, TODAY)

    assert kept.allowance.course is Course.NOBODY


def test_limits_are_proposed_from_ones_own_months(session):
    seat = book(session)
    at_first = budgeting.proposals(session, seat, TODAY)
    for back in (10, 40, 70, 100):
        spend(session, seat, "dining", "123.45", on=TODAY - timedelta(days=back + 15))

    mine = budgeting.proposals(session, seat, TODAY)
    made(session, seat, "dining")

    assert [(one.category.pack_key, one.limit, one.months) for one in at_first][:2] == [
        ("dining", 150_000, 0), ("groceries", 180_000, 0)]
    assert [(one.category.pack_key, one.limit, one.months) for one in mine] == [("dining", 13_000, 3)]
    assert budgeting.proposals(session, seat, TODAY) == []
