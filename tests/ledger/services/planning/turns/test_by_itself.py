"""What happens by itself when a turn comes, on both engines: never twice, never lost."""

from datetime import date

import pytest

from ledger.services.books import bookkeeping, checking
from ledger.services.planning import moving_on, scheduling, turning
from ledger.store.books import lived, log
from tests.cast import NOW, TODAY, book, cny
from tests.ledger.services.planning.turns.coming import after, come, paid, planned


def test_on_its_day_it_is_recorded_by_itself_and_waits_for_the_next(session):
    seat = book(session)
    item = planned(session, seat)

    now = come(session, seat, item)

    done = turning.done_by_itself(session, seat)
    deed = log.latest(session, seat.book_id, 2)[1]
    assert (now.next_day, paid(session, seat)) == (date(2026, 12, 21), 420_000)
    assert [(one.turn.on, one.stands, one.turn.by_itself) for one in done] == [(TODAY, True, True)]
    assert (deed.deed, deed.actor_kind, deed.actor) == ("record", "job", seat.member.member_id)
    assert checking.verify(session, seat.book_id).faults == ()
    assert lived.recorded_until(session, seat.book_id) is None  # the demo goes on from its own last day


def test_before_its_day_nothing_happens(session):
    seat = book(session)
    item = planned(session, seat, next_day=date(2026, 11, 22), anchor=22)

    come(session, seat, item)

    assert turning.done_by_itself(session, seat) == [] and paid(session, seat) == 0


def test_the_same_turn_asked_for_again_is_not_done_again(session):
    seat = book(session)
    item = planned(session, seat)

    for _ in range(3):
        turning.take_turns(session, seat.book_id, item.item_id, TODAY, NOW)

    assert paid(session, seat) == 420_000


def test_a_turn_recorded_early_by_hand_is_not_recorded_on_its_day(session):
    seat = book(session)
    item = planned(session, seat, next_day=date(2026, 11, 25))
    scheduling.record_now(session, seat, item.item_id, 1, TODAY, cny("4200"), NOW)

    turning.take_turns(session, seat.book_id, item.item_id, date(2026, 11, 25), after(4))

    assert paid(session, seat) == 420_000


def test_a_year_away_is_caught_up_with_each_turn_on_its_own_day(session):
    seat = book(session)
    item = planned(session, seat, next_day=date(2026, 12, 31), anchor=31)

    come(session, seat, item, after(400))

    on = [one.turn.on.isoformat() for one in turning.done_by_itself(session, seat)]
    assert on[-4:] == ["2027-03-31", "2027-02-28", "2027-01-31", "2026-12-31"]
    assert len(on) == 12 and paid(session, seat) == 12 * 420_000
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_count_is_kept_through_an_absence(session):
    seat = book(session)
    item = planned(session, seat, rule="FREQ=DAILY;INTERVAL=3", times=5)

    gone = come(session, seat, item, after(400))

    assert gone.closed and paid(session, seat) == 5 * 420_000


def test_daily_turns_of_a_long_absence_are_done_piece_by_piece(session):
    seat = book(session)
    item = planned(session, seat, rule="FREQ=DAILY", amount=cny("1"))

    turning.take_turns(session, seat.book_id, item.item_id, TODAY, after(59))
    first = paid(session, seat)
    come(session, seat, item, after(59))

    assert (first, paid(session, seat)) == (5_000, 6_000)


def test_a_sum_ends_with_what_was_left_of_it_and_goes_on_where_a_turn_is_taken_back(session):
    seat = book(session)
    item = planned(session, seat, total_minor=1_000_000)
    ended = come(session, seat, item, after(400))
    whole = paid(session, seat)

    turning.take_back(session, seat, item.item_id, TODAY, after(400))
    again = moving_on.get(session, seat.book_id, item.item_id)

    assert (ended.closed, whole) == (True, 1_000_000)
    assert (again.closed, again.next_day, again.next_amount) == (False, date(2027, 2, 21), cny("4200"))
    assert come(session, seat, item, after(400)).closed and paid(session, seat) == 1_000_000


def test_what_was_recorded_by_itself_is_undone_and_does_not_come_back(session):
    seat = book(session)
    item = planned(session, seat)
    come(session, seat, item)

    turning.take_back(session, seat, item.item_id, TODAY, NOW)
    come(session, seat, item)

    assert paid(session, seat) == 0
    assert [one.stands for one in turning.done_by_itself(session, seat)] == [False]
    with pytest.raises(turning.TurnSettled):
        turning.take_back(session, seat, item.item_id, TODAY, NOW)


def test_its_entry_is_taken_back_in_the_journal_like_any_other(session):
    seat = book(session)
    item = planned(session, seat)
    come(session, seat, item)
    thing = turning.done_by_itself(session, seat)[0].turn.thing_id

    bookkeeping.take_back(session, seat, thing, 1, NOW)

    assert [one.stands for one in turning.done_by_itself(session, seat)] == [False]


def test_an_item_that_acts_cannot_begin_where_it_would_act_a_thousand_times(session):
    seat = book(session)

    with pytest.raises(scheduling.TooFarBack):
        planned(session, seat, rule="FREQ=DAILY", next_day=date(2024, 1, 1))


def test_one_that_came_as_often_as_it_says_is_not_planned_again(session):
    seat = book(session)
    item = planned(session, seat, times=1)
    come(session, seat, item)
    scheduling.reopen(session, seat, item.item_id, NOW)

    with pytest.raises(scheduling.HasEnded):
        scheduling.amend(session, seat, item, 3, NOW)
