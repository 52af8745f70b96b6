"""What a thing was, who made it so and when, on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.kernel.errors import Missing
from ledger.services.books import bookkeeping, looking_back
from tests.cast import NOW, TODAY, book, cny, join, lunch


def recorded(session, seat, amount="32.00", **more):
    return bookkeeping.record(session, seat, replace(lunch(session, seat, amount), **more), NOW).stands


def test_history_tells_who_did_what_field_by_field_latest_first(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    first = recorded(session, seat)
    bookkeeping.amend(session, jun, first.thing_id, 1, lunch(session, seat, "38.00", note="lunch for two"), NOW)

    thing = looking_back.thing(session, seat, first.thing_id)

    assert [(step.deed, step.actor.name) for step in thing.steps] == [("amend", "Jun"), ("record", "Mei")]
    assert [(one.field, one.before, one.after) for one in thing.steps[0].changes] == [
        ("amount", (cny("32.00"),), (cny("38.00"),)),
        ("note", "lunch", "lunch for two"),
    ]
    assert thing.stands and thing.version == 2 and thing.undoable == thing.steps[0].seq


def test_a_thing_taken_back_is_shown_as_it_last_stood(session):
    seat = book(session)
    first = recorded(session, seat)
    bookkeeping.take_back(session, seat, first.thing_id, 1, NOW)

    thing = looking_back.thing(session, seat, first.thing_id)

    assert not thing.stands and thing.shown.kept.entry_id == first.entry_id
    assert thing.steps[0].deed == "take_back" and thing.steps[0].left is None


def test_a_thing_restored_keeps_every_step(session):
    seat = book(session)
    first = recorded(session, seat)
    bookkeeping.take_back(session, seat, first.thing_id, 1, NOW)
    bookkeeping.restore(session, seat, first.entry_id, NOW)

    thing = looking_back.thing(session, seat, first.thing_id)

    assert [step.deed for step in thing.steps] == ["restore", "take_back", "record"]
    assert thing.stands and thing.steps[0].changes == ()


def test_another_books_thing_and_another_members_private_thing_are_not_there(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    other = book(session, owner="Ola")
    secret = recorded(session, seat, visibility="member")
    public = recorded(session, seat)

    for asker, thing_id in ((jun, secret.thing_id), (other, public.thing_id)):
        with pytest.raises(Missing):
            looking_back.thing(session, asker, thing_id)
    with pytest.raises(Missing):
        looking_back.thing_of_deed(session, jun, secret.seq)
    assert looking_back.thing(session, seat, secret.thing_id).stands


def test_a_version_made_in_private_stays_private_after_the_thing_was_shared(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    secret = recorded(session, seat, visibility="member")
    bookkeeping.amend(session, seat, secret.thing_id, 1, lunch(session, seat, "38.00"), NOW)

    seen = looking_back.thing(session, jun, secret.thing_id)

    assert [step.left is None for step in seen.steps] == [False, True]
    assert seen.steps[0].changes == ()
    assert looking_back.facts_at(session, jun, secret.thing_id, 1) == {}
    with pytest.raises(Missing):
        looking_back.check_version(session, jun, secret.thing_id, secret.entry_id)


def test_a_locked_month_and_a_role_that_only_reads_undo_nothing(session):
    seat = book(session)
    viewer = join(session, seat, "Vic", "viewer")
    first = recorded(session, seat)
    locked = replace(seat, book=replace(seat.book, locked_until=TODAY))

    assert looking_back.thing(session, viewer, first.thing_id).undoable is None
    assert looking_back.thing(session, locked, first.thing_id).is_locked
    assert looking_back.thing(session, locked, first.thing_id).undoable is None
