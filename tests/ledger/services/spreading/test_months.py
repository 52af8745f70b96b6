"""A year of insurance, a machine, rent received ahead: spread over months, ended early, undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from ledger.domain.books import compose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.planning.turn import Mode
from ledger.domain.spreading import plan
from ledger.domain.spreading.entries import MoreThanLeft
from ledger.domain.spreading.spread import Spread
from ledger.kernel.period import month_of
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, checking
from ledger.services.books.bookkeeping import StaleEntry
from ledger.services.books.holding import balances_for
from ledger.services.planning import scheduling, turning
from ledger.services.reports import statements
from ledger.services.spreading import beginning, ending, following
from ledger.services.spreading.beginning import Asked, NothingToSpread
from ledger.services.spreading.ending import Back, EndsFirst, SpreadGoesOn, SpreadOver
from ledger.store.books import accounts, entries
from ledger.store.books.entries import Kept
from tests.cast import NOW, TODAY, book, cny, lunch, named

PAID = date(2026, 8, 10)


def paid(session: Session, seat: Seat, amount: str = "3600", key: str = "insurance", on: date = PAID) -> Kept:
    parts = [(named(session, seat, key), cny(amount))]
    entry = Entry(on, Verb.EXPENSE, compose.spent(named(session, seat, "wechat"), parts), Words("Maple", "car"))
    done = bookkeeping.record(session, seat, entry, NOW)
    assert done.stands
    return done.stands


def spread(session: Session, seat: Seat, kept: Kept, months: int = 12, mode: Mode = Mode.POST) -> Spread:
    category = kept.entry.postings[0].account_id
    asked = Asked(category, lambda minor, on: plan.evenly(minor, on, months), "Car insurance", mode)
    return beginning.begin(session, seat, kept.thing_id, kept.version, asked, NOW)


def machine(session: Session, seat: Seat, amount: str = "12000", months: int = 12, residual: int = 0) -> Spread:
    kept = paid(session, seat, amount, "daily")
    asked = Asked(kept.entry.postings[0].account_id, lambda minor, on: plan.straight(minor, residual, on, months),
                  "Camera", residual=residual)
    return beginning.begin(session, seat, kept.thing_id, kept.version, asked, NOW)


def catch_up(session: Session, seat: Seat, item_id: int, now: datetime = NOW) -> None:
    """The work of turns, as it is asked for."""
    item = following.get(session, seat, item_id).item
    turning.take_turns(session, seat.book_id, item_id, item.next_day or TODAY, now)


def spent(session: Session, seat: Seat, on: date) -> dict[str, int]:
    made = statements.income_statement(session, seat, month_of(on), None)
    return {row.key: row.amount for block in made.spending for row in block.rows}


def on_account(session: Session, seat: Seat, account_id: int) -> int:
    return balances_for(session, seat, TODAY, accounts=[account_id]).get((account_id, "CNY"), (0, 0))[0]


def test_each_month_bears_its_part_and_what_is_left_waits(session: Session) -> None:
    seat = book(session)
    before = spent(session, seat, PAID)
    begun = spread(session, seat, paid(session, seat))
    catch_up(session, seat, begun.item_id)
    catch_up(session, seat, begun.item_id)

    found = following.get(session, seat, begun.item_id)
    code = accounts.load(session, seat.book_id)[found.item.category_id].code
    assert before == {}
    for month in (8, 9, 10, 11):
        assert spent(session, seat, date(2026, month, 10)) == {code: 30_000}
    assert spent(session, seat, date(2026, 12, 10)) == {}
    assert (found.gone.minor, found.left.minor, sum(one.stands for one in found.parts)) == (120_000, 240_000, 4)
    assert on_account(session, seat, found.item.account_id) == 240_000
    assert checking.verify(session, seat.book_id).faults == ()


def test_uneven_parts_come_in_their_order_and_end_exactly(session: Session) -> None:
    seat = book(session)
    begun = spread(session, seat, paid(session, seat, "100.01", on=date(2026, 5, 31)), 6)
    catch_up(session, seat, begun.item_id)

    found = following.get(session, seat, begun.item_id)
    assert [one.minor for one in found.parts] == [1_667, 1_667, 1_667, 1_667, 1_667, 1_666]
    assert [one.turn.amount.minor for one in found.parts if one.turn] == [one.minor for one in found.parts]
    assert found.left.minor == 0 and found.item.closed and not found.is_running
    assert on_account(session, seat, found.item.account_id) == 0


def test_what_is_spread_is_no_money_to_come(session: Session) -> None:
    seat = book(session)
    begun = spread(session, seat, paid(session, seat, on=TODAY), mode=Mode.DRAFT)
    catch_up(session, seat, begun.item_id)
    waiting = turning.waiting(session, seat)
    assert [one.item.item_id for one in waiting] == [begun.item_id] and turning.dues(waiting) == []
    assert scheduling.planned(session, seat) == []
    assert scheduling.ahead([], "CNY", TODAY, turning.dues(waiting)).goes == cny("0")


def test_the_rest_at_once_and_on_again(session: Session) -> None:
    seat = book(session)
    begun = spread(session, seat, paid(session, seat), mode=Mode.DRAFT)
    catch_up(session, seat, begun.item_id)
    turning.confirm(session, seat, begun.item_id, PAID, PAID, cny("300"), NOW)

    ended = ending.bear_rest(session, seat, begun.item_id, TODAY, NOW)
    assert ended.spread.ended == "rest"
    assert set(spent(session, seat, TODAY).values()) == {330_000}
    assert turning.waiting(session, seat) == []
    with pytest.raises(SpreadOver):
        ending.bear_rest(session, seat, begun.item_id, TODAY, NOW)
    with pytest.raises(EndsFirst):
        ending.undo(session, seat, begun.item_id, NOW)

    again = ending.go_on(session, seat, begun.item_id, NOW)
    assert again.left.minor == 330_000 and not again.item.closed
    assert len(turning.waiting(session, seat)) == 3
    with pytest.raises(SpreadGoesOn):
        ending.go_on(session, seat, begun.item_id, NOW)


def test_money_back_for_the_rest_and_what_does_not_come_back_is_borne(session: Session) -> None:
    seat = book(session)
    wechat = named(session, seat, "wechat").account_id
    begun = spread(session, seat, paid(session, seat))
    catch_up(session, seat, begun.item_id)
    with pytest.raises(MoreThanLeft):
        ending.take_money_back(session, seat, begun.item_id, Back(cny("2400.01"), wechat), TODAY, NOW)

    ending.take_money_back(session, seat, begun.item_id, Back(cny("2000"), wechat), TODAY, NOW)

    assert on_account(session, seat, wechat) == -160_000
    assert set(spent(session, seat, TODAY).values()) == {70_000}
    assert following.get(session, seat, begun.item_id).left.minor == 0
    assert checking.verify(session, seat.book_id).faults == ()


def test_undone_altogether_everything_is_as_it_was(session: Session) -> None:
    seat = book(session)
    kept = paid(session, seat)
    begun = spread(session, seat, kept)
    catch_up(session, seat, begun.item_id)
    ending.undo(session, seat, begun.item_id, NOW)

    stands = entries.standing_of(session, seat.book_id, kept.thing_id)
    assert stands and stands.entry.postings == kept.entry.postings and stands.entry.verb is Verb.EXPENSE
    assert set(spent(session, seat, PAID).values()) == {360_000} and spent(session, seat, TODAY) == {}
    assert following.listed(session, seat) == []
    catch_up_again = beginning.portions(session, seat, stands)
    assert [one.amount for one in catch_up_again] == [cny("3600")]


@pytest.mark.parametrize("income", [False, True])
def test_undone_after_the_payment_was_changed_keeps_the_change(session: Session, income: bool) -> None:
    seat = book(session)
    wechat = named(session, seat, "wechat")
    if income:
        category = next(a for a in accounts.load(session, seat.book_id).values() if a.kind == "income")
        lines = compose.received(wechat, [(category, cny("1200"))])
        kept = bookkeeping.record(session, seat, Entry(PAID, Verb.INCOME, lines), NOW).stands
        assert kept
        asked = Asked(category.account_id, lambda minor, on: plan.evenly(minor, on, 12), "Flat")
        begun = beginning.begin(session, seat, kept.thing_id, 1, asked, NOW)
    else:
        kept = paid(session, seat, "1200")
        begun = spread(session, seat, kept)
    later = entries.standing_of(session, seat.book_id, kept.thing_id)
    assert later
    moved = bookkeeping.amend(session, seat, kept.thing_id, later.version,
                              replace(later.entry, on=TODAY, words=Words(note="later")), NOW)
    ending.undo(session, seat, begun.item_id, NOW)

    stands = entries.standing_of(session, seat.book_id, kept.thing_id)
    assert moved.stands and stands and (stands.entry.on, stands.entry.words.note) == (TODAY, "later")
    assert (stands.entry.verb, stands.entry.postings) == (kept.entry.verb, kept.entry.postings)


def test_undone_after_the_payment_was_taken_back_leaves_nothing(session: Session) -> None:
    seat = book(session)
    kept = paid(session, seat)
    begun = spread(session, seat, kept)
    catch_up(session, seat, begun.item_id)
    bookkeeping.take_back(session, seat, kept.thing_id, 2, NOW)
    ending.undo(session, seat, begun.item_id, NOW)
    assert entries.standing_of(session, seat.book_id, kept.thing_id) is None
    assert spent(session, seat, PAID) == {} and spent(session, seat, TODAY) == {}


def test_a_part_of_a_split_is_spread_and_the_rest_stays(session: Session) -> None:
    seat = book(session)
    dining, daily = named(session, seat, "dining"), named(session, seat, "daily")
    split = compose.spent(named(session, seat, "wechat"), [(dining, cny("40")), (daily, cny("120"))])
    kept = bookkeeping.record(session, seat, Entry(PAID, Verb.EXPENSE, split), NOW).stands
    assert kept
    asked = Asked(daily.account_id, lambda minor, on: plan.evenly(minor, on, 12), "Box")
    begun = beginning.begin(session, seat, kept.thing_id, 1, asked, NOW)
    catch_up(session, seat, begun.item_id)
    assert spent(session, seat, PAID) == {dining.code: 4_000, daily.code: 1_000}
    with pytest.raises(StaleEntry):
        beginning.begin(session, seat, kept.thing_id, 1, replace(asked, category_id=dining.account_id), NOW)


def test_rent_received_for_a_year_is_income_month_by_month(session: Session) -> None:
    seat = book(session)
    income = next(a for a in accounts.load(session, seat.book_id).values() if a.kind == "income")
    got = compose.received(named(session, seat, "wechat"), [(income, cny("12000"))])
    kept = bookkeeping.record(session, seat, Entry(PAID, Verb.INCOME, got), NOW).stands
    assert kept
    asked = Asked(income.account_id, lambda minor, on: plan.evenly(minor, on, 12), "Flat")
    begun = beginning.begin(session, seat, kept.thing_id, 1, asked, NOW)
    catch_up(session, seat, begun.item_id)
    made = statements.income_statement(session, seat, month_of(PAID), None)
    assert made.income.amount == 100_000
    found = following.get(session, seat, begun.item_id)
    assert on_account(session, seat, found.item.account_id) == -800_000

    wechat = named(session, seat, "wechat").account_id
    ending.take_money_back(session, seat, begun.item_id, Back(cny("5000"), wechat), TODAY, NOW)
    assert on_account(session, seat, wechat) == 700_000
    assert statements.income_statement(session, seat, month_of(TODAY), None).income.amount == 400_000


def test_a_thing_is_worth_less_each_month_and_is_sold_at_a_loss_or_a_gain(session: Session) -> None:
    seat = book(session)
    wechat = named(session, seat, "wechat").account_id
    begun = machine(session, seat)
    catch_up(session, seat, begun.item_id)
    found = following.get(session, seat, begun.item_id)
    assert (found.left, on_account(session, seat, found.item.account_id)) == (cny("9000"), 900_000)

    ending.take_money_back(session, seat, begun.item_id, Back(cny("8000"), wechat), TODAY, NOW)
    assert spent(session, seat, TODAY) == {"expense:depreciation": 100_000, "expense:sold": 100_000}
    assert on_account(session, seat, found.item.account_id) == 0
    assert accounts.load(session, seat.book_id)[found.item.account_id].closed

    ending.go_on(session, seat, begun.item_id, NOW)
    assert not accounts.load(session, seat.book_id)[found.item.account_id].closed
    ending.take_money_back(session, seat, begun.item_id, Back(cny("9500"), wechat), TODAY, NOW)
    assert statements.income_statement(session, seat, month_of(TODAY), None).income.amount == 50_000


def test_a_thing_at_its_end_is_scrapped_at_what_it_was_still_worth(session: Session) -> None:
    seat = book(session)
    begun = machine(session, seat, "1200", 3, residual=30_000)
    catch_up(session, seat, begun.item_id)
    assert following.get(session, seat, begun.item_id).left == cny("300")
    ending.take_money_back(session, seat, begun.item_id, Back(cny("0"), None), TODAY, NOW)
    assert spent(session, seat, TODAY)["expense:sold"] == 30_000


def test_what_is_private_taken_back_or_a_transfer_cannot_be_spread(session: Session) -> None:
    seat = book(session)
    private = bookkeeping.record(session, seat, replace(lunch(session, seat), visibility="private"), NOW).stands
    gone = bookkeeping.record(session, seat, lunch(session, seat), NOW).stands
    assert private and gone
    bookkeeping.take_back(session, seat, gone.thing_id, 1, NOW)
    for kept in (private, gone):
        with pytest.raises(NothingToSpread):
            spread(session, seat, kept)
