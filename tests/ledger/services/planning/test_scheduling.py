"""Planned items on both engines: written down, recorded, moved on, taken back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.books.compose import CurrencyNotHeld, NotACategory
from ledger.domain.books.entry import SameAccount
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session
from ledger.services.books import arranging, checking
from ledger.services.planning import scheduling
from ledger.store.books import log, sums
from tests.cast import NOW, TODAY, book, cny, jpy, named, next_after


def item(session: Session, seat: Seat, **changed: object) -> Scheduled:
    wanted = Scheduled(
        0,
        "Rent",
        "expense",
        named(session, seat, "bank").account_id,
        named(session, seat, "rent").account_id,
        cny("4200"),
        date(2026, 12, 1),
        Repeats.MONTHLY,
        1,
    )
    return replace(wanted, **changed)


def rent(session: Session, seat: Seat, **changed: object) -> Scheduled:
    return scheduling.add(session, seat, item(session, seat, **changed), NOW)


def test_what_is_planned_is_shown_by_its_next_day(session):
    seat = book(session)
    rent(session, seat)
    rent(session, seat, name="Phone", next_day=date(2026, 11, 25))

    shown = scheduling.planned(session, seat)

    assert [one.item.name for one in shown] == ["Phone", "Rent"]
    assert shown[0].target == named(session, seat, "rent")


def test_recording_posts_an_entry_and_moves_on_to_the_next_day(session):
    seat = book(session)
    planned = rent(session, seat, next_day=TODAY)

    done = scheduling.record_now(session, seat, planned.item_id, 1, TODAY, cny("4200"), NOW)

    assert done.done.stands.entry.words.note == "Rent"
    assert done.now.next_day == date(2026, 12, 1) and not done.now.closed
    assert sums.balances(session, seat.book_id, TODAY)[planned.account_id, "CNY"][0] == -420000
    assert checking.verify(session, seat.book_id).faults == ()


def test_another_sum_is_recorded_and_the_plan_keeps_its_own(session):
    seat = book(session)
    planned = rent(session, seat)

    done = scheduling.record_now(session, seat, planned.item_id, 1, TODAY, cny("4000"), NOW)

    assert done.done.stands.entry.postings[0].minor == 400000
    assert done.now.amount == cny("4200")


@pytest.mark.parametrize("changed", [{"repeats": Repeats.ONCE}, {"ends_on": date(2026, 12, 15)}])
def test_after_its_last_day_an_item_closes(session, changed):
    seat = book(session)
    planned = rent(session, seat, **changed)

    scheduling.record_now(session, seat, planned.item_id, 1, TODAY, planned.amount, NOW)

    assert scheduling.planned(session, seat) == []


@pytest.mark.parametrize("repeats", list(Repeats))
def test_taking_the_recording_back_puts_the_item_back_on_its_day(session, repeats):
    seat = book(session)
    planned = rent(session, seat, repeats=repeats)
    done = scheduling.record_now(session, seat, planned.item_id, 1, TODAY, planned.amount, NOW)

    back = scheduling.take_back(session, seat, planned.item_id, done.done.seq, planned.next_day, NOW)

    assert (back.next_day, back.closed) == (planned.next_day, False)
    assert all(minor == 0 for minor, _ in sums.balances(session, seat.book_id, TODAY).values())


def test_two_people_cannot_record_the_same_turn(session):
    seat = book(session)
    planned = rent(session, seat)
    scheduling.record_now(session, seat, planned.item_id, 1, TODAY, planned.amount, NOW)

    with pytest.raises(scheduling.StalePlan):
        scheduling.record_now(session, seat, planned.item_id, 1, TODAY, planned.amount, NOW)


def test_an_item_is_closed_and_planned_again(session):
    seat = book(session)
    planned = rent(session, seat)

    scheduling.close(session, seat, planned.item_id, 1, NOW)
    gone = scheduling.planned(session, seat)
    back = scheduling.reopen(session, seat, planned.item_id, NOW)

    assert gone == [] and back.name == "Rent"
    with pytest.raises(Missing):
        scheduling.reopen(session, seat, planned.item_id, NOW)


def test_every_deed_is_in_the_log(session):
    seat = book(session)
    planned = rent(session, seat)
    scheduling.amend(session, seat, replace(planned, name="Rent and heating"), 1, NOW)
    scheduling.close(session, seat, planned.item_id, 2, NOW)

    deeds = [(one.deed, one.subject_kind, one.subjects) for one in log.latest(session, seat.book_id, 3)]

    assert deeds == [(deed, "scheduled", (planned.item_id,)) for deed in ("unplan", "plan", "plan")]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"account_id": 1}, scheduling.NotChosen),
        ({"category_id": 1}, scheduling.NotChosen),
        ({"verb": "income"}, NotACategory),
        ({"ends_on": date(2026, 11, 30)}, scheduling.EndsBefore),
    ],
)
def test_what_could_not_be_recorded_is_not_planned(session, changed, refusal):
    seat = book(session)

    with pytest.raises(refusal):
        rent(session, seat, **changed)


def test_money_does_not_move_from_an_account_to_itself(session):
    seat = book(session)
    bank = named(session, seat, "bank").account_id

    with pytest.raises(SameAccount):
        rent(session, seat, verb="transfer", category_id=bank)


def test_an_account_bound_to_a_currency_plans_in_it(session):
    seat = book(session)
    bank = named(session, seat, "bank")
    arranging.amend(session, seat, replace(bank, currency="CNY"), bank.version, NOW)

    with pytest.raises(CurrencyNotHeld):
        rent(session, seat, amount=jpy("8000"))


def test_a_ledger_put_away_plans_nothing(session):
    seat = book(session)

    with pytest.raises(BookClosed):
        rent(session, replace(seat, book=replace(seat.book, closed=True)))


def test_the_next_thirty_days_are_summed_with_what_is_late_and_without_own_transfers(session):
    seat = book(session)
    rent(session, seat, next_day=date(2026, 11, 1))
    rent(session, seat, name="Salary", verb="income", category_id=named(session, seat, "salary").account_id,
         next_day=date(2026, 12, 15), amount=cny("9000"))
    rent(session, seat, name="To cash", verb="transfer", category_id=named(session, seat, "cash").account_id)
    rent(session, seat, name="Abroad", amount=jpy("8000"))

    coming = scheduling.ahead(scheduling.planned(session, seat), "CNY", TODAY)

    assert (coming.comes, coming.goes, coming.left_out) == (cny("9000"), cny("-8400"), 1)


def test_the_scene_reminds_only_of_what_is_not_planned(session):
    seat = book(session)
    before = {hint.key for hint in scheduling.hints(session, seat)}
    rent(session, seat)

    after = {hint.key for hint in scheduling.hints(session, seat)}

    assert before - after == {"rent"}


@given(st.dates(date(2020, 1, 1), date(2050, 1, 1)), st.sampled_from([Repeats.WEEKLY, Repeats.MONTHLY, Repeats.YEARLY]))
def test_an_item_that_goes_on_always_has_a_later_day(day: date, repeats: Repeats) -> None:
    planned = Scheduled(1, "Rent", "expense", 1, 2, cny("1"), day, repeats, day.day)

    following = next_after(planned)

    assert following is not None and following > day
