"""Who comes to a turn and when: the work list at the book's midnight, and several at once."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from ledger.domain.books.book import Book
from ledger.domain.planning.turn import TurnState
from ledger.plumbing import clock, work
from ledger.plumbing.db import Database
from ledger.services.books import checking
from ledger.services.planning import moving_on, scheduling, turning
from tests.cast import NOW, TODAY, book, cny
from tests.ledger.services.planning.turns.coming import come, paid, planned, settle


@pytest.mark.parametrize(("zone", "day", "begins"), [
    ("Asia/Shanghai", "2026-11-22", "2026-11-21T16:00"), ("America/New_York", "2026-03-08", "2026-03-08T05:00"),
    ("America/New_York", "2026-11-01", "2026-11-01T04:00"), ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00"),
    ("America/Santiago", "2026-09-06", "2026-09-06T04:00"), ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00"),
    ("Pacific/Kiritimati", "2026-11-22", "2026-11-21T10:00"),
])
def test_a_turn_is_asked_for_as_its_day_begins_where_the_book_is(zone: str, day: str, begins: str) -> None:
    where, wanted = Book(1, "", "", "", "", "CNY", zone), date.fromisoformat(day)

    at = moving_on.begins(where, wanted)

    assert at == datetime.fromisoformat(begins).replace(tzinfo=UTC)
    assert moving_on.today_in(where, at) >= wanted > moving_on.today_in(where, at - timedelta(seconds=1))


def test_the_work_list_comes_to_each_turn_at_the_books_midnight(database: Database) -> None:
    with database.transaction() as session:
        seat = book(session)
        planned(session, seat, next_day=date(2026, 11, 22), anchor=22)

    counts = []
    for at in ("2026-11-21T15:59", "2026-11-21T16:00", "2026-12-21T15:59", "2026-12-21T16:00"):
        with clock.pinned(datetime.fromisoformat(at).replace(tzinfo=UTC)):
            work.consume(database)
        with database.transaction(write=False) as session:
            session.allow_books([seat.book_id])
            counts.append(len(turning.done_by_itself(session, seat)))

    assert counts == [0, 1, 1, 2]


def test_racers_record_a_turn_once(database: Database) -> None:
    with database.transaction() as session:
        seat = book(session)
        item = planned(session, seat, rule="FREQ=DAILY", next_day=TODAY - timedelta(days=2))
    started, refused = threading.Barrier(6), []

    def race(by_hand: bool) -> None:
        started.wait()
        with database.transaction() as racing:
            racing.allow_books([seat.book_id])
            try:
                if by_hand:
                    scheduling.record_now(racing, seat, item.item_id, 1, TODAY, cny("4200"), NOW)
                else:
                    turning.take_turns(racing, seat.book_id, item.item_id, TODAY - timedelta(days=2), NOW)
            except moving_on.StalePlan:
                refused.append(1)

    racers = [threading.Thread(target=race, args=(n % 3 == 0,)) for n in range(6)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        come(session, seat, item)
        found = turning.of_item(session, seat, item.item_id)
        assert [one.turn.state for one in found] == [TurnState.RECORDED] * 3
        assert paid(session, seat) == 3 * 420_000
        assert checking.verify(session, seat.book_id).faults == ()
    assert len(refused) in (1, 2)


def test_a_ledger_that_moved_west_waits_for_the_day_to_begin_there(database: Database) -> None:
    with database.transaction() as session:
        seat = book(session)
        planned(session, seat, next_day=date(2026, 11, 22), anchor=22)
        settle(session, seat, zone="America/Los_Angeles")

    counts = []
    for at in ("2026-11-21T16:00", "2026-11-22T07:59", "2026-11-22T08:00"):
        with clock.pinned(datetime.fromisoformat(at).replace(tzinfo=UTC)):
            work.consume(database)
        with database.transaction(write=False) as session:
            session.allow_books([seat.book_id])
            counts.append(len(turning.done_by_itself(session, seat)))

    assert counts == [0, 0, 1]
