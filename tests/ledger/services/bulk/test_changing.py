"""Many entries changed as one deed, and the deed undone, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledger.domain.bulk.change import Change, Wanted
from ledger.kernel.errors import Forbidden, Missing
from ledger.services.books import bookkeeping
from ledger.services.bulk import changing, choosing, undoing
from ledger.services.names import knowing
from ledger.store.books import entries, log, sums
from tests.cast import NOW, TODAY, book, join, lunch, named
from tests.ledger.services.bulk.several import (
    category,
    dear,
    faults,
    locked,
    lunches,
    moved,
    seen,
    split,
    stands,
)


def reasons(plan):
    return [refused.why.code for refused in plan.refused]


def held(session, seat, key):
    return sums.balances(session, seat.book_id, TODAY).get((named(session, seat, key).account_id, "CNY"), (0, 0))[0]


def test_what_can_be_recategorised_is_and_the_rest_is_named(session):
    seat = book(session)
    kept = lunches(session, seat)
    basket, transfer = split(session, seat), moved(session, seat)
    before = log.head(session, seat.book_id).seq

    seq, plan = changing.carry_out(
        session, seat, seen(*kept, basket, transfer), category(session, seat, "groceries"), NOW)

    assert reasons(plan) == ["several_categories", "no_category_in_it"] and len(plan.steps) == 3
    assert seq == before + 1 == log.head(session, seat.book_id).seq
    assert held(session, seat, "groceries") == 6000 + 3000 and held(session, seat, "dining") == 3000
    now = stands(session, seat, kept[0])
    assert now.version == 2 and now.entry.words == kept[0].entry.words and now.entry.replaces == kept[0].entry_id
    assert faults(session, seat) == ()


def test_undo_puts_all_of_it_back_but_what_changed_since(session):
    seat = book(session)
    kept = lunches(session, seat)
    seq, _ = changing.carry_out(session, seat, seen(*kept), category(session, seat, "groceries"), NOW)
    bookkeeping.amend(session, seat, kept[1].thing_id, 2, lunch(session, seat, "21"), NOW)

    undone = undoing.undo(session, seat, seq, NOW)

    assert undone.count == 2 and [one.kept.thing_id for one in undone.stays] == [kept[1].thing_id]
    assert undone.stays[0].why.code == "stale_entry"
    assert stands(session, seat, kept[0]).entry.postings == kept[0].entry.postings
    assert held(session, seat, "dining") == 1000 + 2100 + 3000 and held(session, seat, "groceries") == 0
    assert faults(session, seat) == ()


def test_undoing_can_be_undone(session):
    seat = book(session)
    kept = lunches(session, seat)
    seq, _ = changing.carry_out(session, seat, seen(*kept), category(session, seat, "groceries"), NOW)

    back = undoing.undo(session, seat, seq, NOW)
    again = undoing.undo(session, seat, back.seq, NOW)

    assert again.count == 3 and held(session, seat, "groceries") == 6000
    assert undoing.undo(session, seat, seq, NOW).count == 0


def test_taking_back_and_putting_back(session):
    seat = book(session)
    kept = lunches(session, seat)

    seq, _ = changing.carry_out(session, seat, seen(*kept), Wanted(Change.TAKE_BACK), NOW)
    gone = [stands(session, seat, one) for one in kept]
    undoing.undo(session, seat, seq, NOW)

    assert gone == [None] * 3 and held(session, seat, "dining") == 6000
    assert faults(session, seat) == ()


def test_duplicates_stand_on_another_day_at_its_rate_and_go_with_one_undo(session):
    seat = book(session)
    kept = [*lunches(session, seat, 2), dear(session, seat, TODAY - timedelta(days=40))]
    day = TODAY - timedelta(days=1)

    seq, plan = changing.carry_out(session, seat, seen(*kept), Wanted(Change.DUPLICATE, on=day), NOW)

    made = entries.load(session, seat.book_id, log.at(session, seat.book_id, [seq])[seq].subjects)
    assert len(made) == 3 and {one.entry.on for one in made.values()} == {day} and plan.refused == ()
    abroad = next(one.entry for one in made.values() if one.entry.rate)
    assert abroad.rate_day <= day and abroad.rate_day > kept[2].entry.rate_day
    assert undoing.undo(session, seat, seq, NOW).count == 3 and held(session, seat, "dining") == 3000


def test_a_project_a_person_and_an_account_are_put_in(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    kept = lunches(session, seat, 2)
    trip = knowing.project_named(session, seat, "Kyoto", NOW)

    changing.carry_out(session, seat, seen(*kept), Wanted(Change.PROJECT, project=trip), NOW)
    now = [stands(session, seat, one) for one in kept]
    changing.carry_out(session, seat, seen(*now), Wanted(Change.PERSON, member=jun.member.member_id), NOW)
    now = [stands(session, seat, one) for one in kept]
    changing.carry_out(session, seat, seen(*now), Wanted(Change.ACCOUNT, named(session, seat, "bank")), NOW)

    (what, place) = stands(session, seat, kept[0]).entry.postings
    assert (what.project, what.beneficiary, place.project) == (trip, jun.member.member_id, None)
    assert held(session, seat, "bank") == -3000 and held(session, seat, "wechat") == 0
    assert faults(session, seat) == ()


def test_what_is_so_already_is_left_alone(session):
    seat = book(session)
    kept = lunches(session, seat)

    seq, plan = changing.carry_out(session, seat, seen(*kept), category(session, seat, "dining"), NOW)

    assert (seq, plan.same, plan.steps) == (0, 3, ())


def test_a_closed_month_an_old_version_and_what_is_gone_are_refused_by_name(session):
    seat = book(session)
    old, stale, gone, good = (bookkeeping.record(session, seat, lunch(session, seat, on=on), NOW).stands
                              for on in (TODAY - timedelta(days=60), TODAY, TODAY, TODAY))
    bookkeeping.amend(session, seat, stale.thing_id, 1, lunch(session, seat, "40"), NOW)
    bookkeeping.take_back(session, seat, gone.thing_id, 1, NOW)
    seat = locked(session, seat, TODAY - timedelta(days=30))

    _seq, plan = changing.carry_out(
        session, seat, seen(old, stale, gone, good), category(session, seat, "groceries"), NOW)

    assert reasons(plan) == ["month_locked", "stale_entry", "already_taken_back"] and len(plan.steps) == 1


def test_a_contributor_changes_only_their_own_and_a_viewer_nothing(session):
    seat = book(session)
    helper, viewer = join(session, seat, "Cai", "contributor"), join(session, seat, "Vic", "viewer")
    mine = bookkeeping.record(session, helper, lunch(session, seat), NOW).stands
    (hers,) = lunches(session, seat, 1)

    _seq, plan = changing.carry_out(session, helper, seen(mine, hers), category(session, seat, "groceries"), NOW)

    assert reasons(plan) == ["not_yours"] and len(plan.steps) == 1
    with pytest.raises(Forbidden):
        changing.plan(session, viewer, seen(hers), category(session, seat, "groceries"))


def test_another_members_private_entry_is_not_there(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    (secret,) = lunches(session, seat, 1, visibility="member")

    with pytest.raises(Missing):
        changing.plan(session, jun, seen(secret), Wanted(Change.TAKE_BACK))
    seq, _ = changing.carry_out(session, seat, seen(secret), Wanted(Change.TAKE_BACK), NOW)
    with pytest.raises(Missing):
        undoing.undo(session, jun, seq, NOW)


def test_a_deed_done_to_one_entry_is_not_undone_this_way(session):
    seat = book(session)
    (one,) = lunches(session, seat, 1)

    with pytest.raises(Missing):
        undoing.undo(session, seat, one.seq, NOW)


def test_none_and_too_many_are_refused(session, monkeypatch):
    seat = book(session)
    kept = lunches(session, seat)
    monkeypatch.setattr(choosing, "SEVERAL_MAX", 2)

    with pytest.raises(choosing.NothingChosen):
        choosing.ticked(session, seat, [])
    with pytest.raises(choosing.TooManyChosen):
        choosing.ticked(session, seat, seen(*kept))
