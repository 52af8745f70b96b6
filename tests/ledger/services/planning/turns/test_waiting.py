"""Turns that wait for a word, and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger.domain.planning.due import Repeats
from ledger.domain.planning.turn import Mode
from ledger.kernel.errors import Missing
from ledger.services.books import arranging
from ledger.services.planning import moving_on, turning
from ledger.services.reports import figures
from ledger.store.books import books
from ledger.store.sharing import members as member_rows
from tests.cast import NOW, TODAY, book, cny, join
from tests.ledger.services.planning.turns.coming import after, come, paid, planned, settle


def test_into_a_closed_month_nothing_is_recorded_it_waits_and_says_why(session):
    seat = book(session)
    item = planned(session, seat, next_day=date(2026, 10, 31), anchor=31)
    settle(session, seat, locked_until=date(2026, 10, 31))

    come(session, seat, item, after(10))

    waits = turning.waiting(session, seat)
    assert [(one.turn.on, one.turn.problem["code"]) for one in waits] == [(date(2026, 10, 31), "month_locked")]
    assert [one.turn.on for one in turning.done_by_itself(session, seat)] == [date(2026, 11, 30)]
    fresh = replace(seat, book=books.load(session, [seat.book_id])[seat.book_id])
    turning.confirm(session, fresh, item.item_id, date(2026, 10, 31), TODAY, cny("4200"), NOW)
    assert paid(session, seat) == 840_000


def test_an_account_put_away_meanwhile_lets_it_wait(session):
    seat = book(session)
    item = planned(session, seat)
    arranging.put_away(session, seat, item.account_id, NOW)

    moved = come(session, seat, item)

    assert [one.turn.problem["code"] for one in turning.waiting(session, seat)] == ["account_closed"]
    assert moved.next_day == date(2026, 12, 21) and paid(session, seat) == 0


def test_a_role_that_was_lost_lets_it_wait(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    item = planned(session, jun)
    member_rows.save(session, seat.book_id, replace(jun.member, role="viewer"), was=1, left_at=None)

    come(session, seat, item)

    assert [one.turn.problem["code"] for one in turning.waiting(session, seat)] == ["planner_gone"]


def test_a_currency_nobody_quotes_lets_it_wait(session):
    seat = book(session)
    item = planned(session, seat, amount=replace(cny("1"), currency="KPW"))

    come(session, seat, item)

    assert [one.turn.problem["code"] for one in turning.waiting(session, seat)] == ["rate_needed"]


def test_what_waits_is_still_expected_by_whoever_reads_the_figures(session):
    seat = book(session)
    item = planned(session, seat, mode=Mode.DRAFT, repeats=Repeats.ONCE)
    come(session, seat, item)

    coming = figures.figures_of(session, seat, TODAY + timedelta(days=2)).coming

    assert [(one.day, one.minor) for one in coming] == [(TODAY + timedelta(days=3), -420_000)]


def test_a_ledger_put_away_records_nothing_until_it_is_taken_out(session):
    seat = book(session)
    item = planned(session, seat)
    settle(session, seat, closed=True)

    come(session, seat, item)

    assert moving_on.get(session, seat.book_id, item.item_id).next_day == TODAY and paid(session, seat) == 0


def test_a_draft_waits_for_a_word_and_is_recorded_once(session):
    seat = book(session)
    item = planned(session, seat, mode=Mode.DRAFT)
    come(session, seat, item)
    waits = turning.waiting(session, seat)[0]

    turning.confirm(session, seat, item.item_id, TODAY, TODAY, cny("4000"), NOW)

    assert waits.turn.amount == cny("4200") and waits.turn.problem is None
    assert paid(session, seat) == 400_000 and turning.waiting(session, seat) == []
    with pytest.raises(turning.TurnSettled):
        turning.confirm(session, seat, item.item_id, TODAY, TODAY, cny("4000"), NOW)


def test_a_draft_left_out_records_nothing_and_can_wait_again(session):
    seat = book(session)
    item = planned(session, seat, mode=Mode.DRAFT)
    come(session, seat, item)

    turning.leave_out(session, seat, item.item_id, TODAY, NOW)
    gone = turning.waiting(session, seat)
    turning.wait_again(session, seat, item.item_id, TODAY, NOW)

    assert gone == [] and len(turning.waiting(session, seat)) == 1 and paid(session, seat) == 0


def test_a_turn_of_nobody_is_not_there(session):
    seat = book(session)

    with pytest.raises(Missing):
        turning.confirm(session, seat, 1, TODAY, TODAY, cny("1"), NOW)
    turning.take_turns(session, seat.book_id, 1, TODAY, NOW)
    turning.take_turns(session, 1, 1, TODAY, NOW)
