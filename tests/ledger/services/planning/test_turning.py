"""What happens when a turn comes, on both engines: by itself, as a draft, never twice, never lost."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ledger.domain.books.book import Book, Seat
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.rule_text import read_rule
from ledger.domain.planning.turn import Mode, TurnState
from ledger.kernel.errors import Missing
from ledger.plumbing import clock, work
from ledger.plumbing.db import Database, Session
from ledger.services.books import arranging, bookkeeping, checking, opening
from ledger.services.planning import moving_on, scheduling, turning
from ledger.services.reports import figures
from ledger.store.books import books, lived, log, sums
from ledger.store.sharing import members as member_rows
from tests.cast import NOW, TODAY, book, cny, join, named


@pytest.fixture(scope="module")
def shared(shared_url: str) -> Iterator[Database]:
    """One database for all stories: each opens a ledger of its own."""
    made = Database(shared_url)
    yield made
    made.dispose()


@pytest.fixture
def session(shared: Database) -> Iterator[Session]:
    with shared.transaction() as opened:
        yield opened


def planned(session: Session, seat: Seat, **changed: object) -> Scheduled:
    wanted = Scheduled(0, "Rent", "expense", named(session, seat, "bank").account_id,
                       named(session, seat, "rent").account_id, cny("4200"), TODAY, Repeats.MONTHLY, TODAY.day,
                       mode=Mode.POST)
    rule = changed.pop("rule", "")
    if rule:
        changed |= {"repeats": Repeats.RULE, "rule": read_rule(str(rule)).rule}
    return scheduling.add(session, seat, replace(wanted, **changed), NOW)


def come(session: Session, seat: Seat, item: Scheduled, now: datetime = NOW) -> Scheduled:
    """Let the work list come to an item's turns, until it is up to date."""
    while True:
        was = moving_on.get(session, seat.book_id, item.item_id)
        turning.take_turns(session, seat.book_id, item.item_id, was.next_day, now)
        found = moving_on.get(session, seat.book_id, item.item_id)
        if found.next_day == was.next_day or found.closed:
            return found


def after(days: int) -> datetime:
    return NOW + timedelta(days=days)


def paid(session: Session, seat: Seat) -> int:
    bank = named(session, seat, "bank").account_id
    return -sums.balances(session, seat.book_id, date(2200, 1, 1)).get((bank, "CNY"), (0, 0))[0]


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


def test_into_a_closed_month_nothing_is_recorded_it_waits_and_says_why(session):
    seat = book(session)
    item = planned(session, seat, next_day=date(2026, 10, 31), anchor=31)
    _settle(session, seat, locked_until=date(2026, 10, 31))

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
    _settle(session, seat, closed=True)

    come(session, seat, item)

    assert moving_on.get(session, seat.book_id, item.item_id).next_day == TODAY and paid(session, seat) == 0


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


def test_a_turn_of_nobody_is_not_there(session):
    seat = book(session)

    with pytest.raises(Missing):
        turning.confirm(session, seat, 1, TODAY, TODAY, cny("1"), NOW)
    turning.take_turns(session, seat.book_id, 1, TODAY, NOW)
    turning.take_turns(session, 1, 1, TODAY, NOW)


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


def _settle(session: Session, seat: Seat, **changed: object) -> None:
    was = seat.book
    kept = {"name": was.name, "zone": was.zone, "home_currency": was.home_currency, "pigment": was.pigment,
            "locked_until": was.locked_until, "closed": was.closed}
    opening.change_settings(session, seat, was.version, NOW, **{**kept, **changed})


def test_a_ledger_that_moved_west_waits_for_the_day_to_begin_there(database: Database) -> None:
    with database.transaction() as session:
        seat = book(session)
        planned(session, seat, next_day=date(2026, 11, 22), anchor=22)
        _settle(session, seat, zone="America/Los_Angeles")

    counts = []
    for at in ("2026-11-21T16:00", "2026-11-22T07:59", "2026-11-22T08:00"):
        with clock.pinned(datetime.fromisoformat(at).replace(tzinfo=UTC)):
            work.consume(database)
        with database.transaction(write=False) as session:
            session.allow_books([seat.book_id])
            counts.append(len(turning.done_by_itself(session, seat)))

    assert counts == [0, 0, 1]
