"""Paid for others, repaid later: what they owe is no spending, and what they repay is no income."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ledger import door
from ledger.domain.books.entry import Verb
from ledger.domain.books.said import Said
from ledger.domain.owed.debt import MoreThanOpen
from ledger.domain.owed.lent import OwedTooMuch
from ledger.kernel.money import Money
from ledger.kernel.period import month_of
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, checking, recording
from ledger.services.books.quick import accounts_in
from ledger.services.owed import owing, parties, settling
from ledger.services.owed.settling import Payment
from ledger.services.reports import statements
from tests.cast import NOW, TODAY, book, cny, join, jpy, named
from tests.ledger.services.owed.dinners import debt_of, dinner, lines, open_now

LATER = TODAY + timedelta(days=9)


def income_and_spending(session: Session, seat) -> tuple[int, int]:
    made = statements.income_statement(session, seat, month_of(TODAY), None)
    return made.income.amount, made.went_out


def test_a_dinner_halved_with_a_friend_costs_half_and_is_repaid_in_yen_to_the_last_unit(session: Session) -> None:
    """帮小王垫: 晚饭 300 支付宝, 一人一半; he repays 3,100 JPY worth 148 that day."""
    seat = book(session)
    kept = dinner(session, seat, "300", [("小王", None)])

    assert lines(session, seat, kept) == [
        ("expense:food:dining", 15_000, "CNY"), ("asset:receivable:friends", 15_000, "CNY"),
        ("asset:wallet:alipay", -30_000, "CNY")]
    assert open_now(session, seat) == {"小王": [15_000]}

    paypay = named(session, seat, "wechat").account_id
    rate = Decimal(148) / Decimal(3100)
    done = settling.settle(session, seat, debt_of(session, seat, "小王"),
                           Payment(cny("150"), paypay, TODAY, jpy("3100")), NOW, rate=round(rate, 9))

    assert lines(session, seat, done.stands) == [
        ("asset:wallet:wechat", 3_100, "JPY"), ("equity:exchange", -3_100, "JPY"), ("equity:exchange", 15_000, "CNY"),
        ("asset:receivable:friends", -15_000, "CNY")]
    assert done.stands and [p.home_minor for p in done.stands.entry.postings] == [14_800, -14_800, 15_000, -15_000]
    assert (open_now(session, seat), done.stands.entry.verb) == ({}, Verb.EXCHANGE)
    assert income_and_spending(session, seat) == (0, 15_000)
    sheet = statements.balance_sheet(session, seat, TODAY, None).balance
    assert {row.account.code: row.amount for row in sheet.origins.rows if row.account}["equity:exchange"] == -200
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_part_repaid_closes_the_oldest_and_the_rest_may_be_forgiven(session: Session) -> None:
    seat = book(session)
    first = dinner(session, seat, "90", [("Ola", cny("30"))], on=TODAY - timedelta(days=20))
    second = dinner(session, seat, "80", [("Ola", cny("50"))])
    wechat = named(session, seat, "wechat").account_id

    settling.settle(session, seat, debt_of(session, seat, "Ola"), Payment(cny("45"), wechat, LATER), NOW)

    (item,) = debt_of(session, seat, "Ola").items
    assert (item.thing_id, item.minor, item.left) == (second.thing_id, 5_000, 3_500)
    assert first.thing_id not in {one.thing_id for one in debt_of(session, seat, "Ola").items}
    with pytest.raises(MoreThanOpen) as refused:
        settling.settle(session, seat, debt_of(session, seat, "Ola"), Payment(cny("35.01"), wechat, LATER), NOW)
    assert refused.value.facts == {"open": "35.00 CNY", "field": "amount"}

    gifts = named(session, seat, "dining").account_id
    settling.forgive(session, seat, debt_of(session, seat, "Ola"), cny("35"), gifts, LATER, NOW)

    assert open_now(session, seat) == {}
    assert income_and_spending(session, seat) == (0, 6_000 + 3_000 + 3_500)


def test_what_somebody_paid_for_me_is_spent_and_owed_and_touches_no_account_of_mine(session: Session) -> None:
    seat = book(session)
    kept = dinner(session, seat, "120", paid_by="Lin")

    assert lines(session, seat, kept) == [
        ("expense:food:dining", 12_000, "CNY"), ("liability:payable:friends", -12_000, "CNY")]
    assert open_now(session, seat) == {"Lin": [-12_000]}

    bank = named(session, seat, "bank").account_id
    done = settling.settle(session, seat, debt_of(session, seat, "Lin"), Payment(cny("120"), bank, LATER), NOW)

    assert lines(session, seat, done.stands) == [
        ("asset:bank:joint", -12_000, "CNY"), ("liability:payable:friends", 12_000, "CNY")]
    assert open_now(session, seat) == {}


def test_equal_shares_add_up_to_the_last_coin_and_the_odd_coins_are_ones_own(session: Session) -> None:
    seat = book(session)
    kept = dinner(session, seat, "100.00", [("A", None), ("B", None)])

    assert [p.minor for p in kept.entry.postings] == [3_334, 3_333, 3_333, -10_000]
    with pytest.raises(OwedTooMuch):
        dinner(session, seat, "10", [("A", cny("10.01"))])


def test_all_of_it_paid_for_others_still_says_what_it_was_for(session: Session) -> None:
    seat = book(session)
    kept = dinner(session, seat, "20", [("Ola", cny("20"))])

    assert [p.minor for p in kept.entry.postings] == [0, 2_000, -2_000]
    said = recording.said_of(kept.entry, accounts_in(session, seat))
    assert said and (said.amount, said.category, [(one.money) for one in said.owed]) == (
        cny("20"), named(session, seat, "dining").account_id, [cny("20")])
    assert income_and_spending(session, seat) == (0, 0)


def test_amending_the_amount_keeps_what_the_others_owe(session: Session) -> None:
    seat = book(session)
    kept = dinner(session, seat, "300", [("小王", cny("150"))], parts=(("groceries", "50"),))
    said = recording.said_of(kept.entry, accounts_in(session, seat))
    assert said

    again = recording.amended_from(session, seat, kept.entry, said)
    assert again.content(None) == kept.entry.content(None)
    done = bookkeeping.amend(session, seat, kept.thing_id, 1, again, NOW)
    assert done.stands and open_now(session, seat) == {"小王": [15_000]}


def test_taking_the_dinner_back_leaves_what_was_repaid_open_the_other_way(session: Session) -> None:
    seat = book(session)
    kept = dinner(session, seat, "90", [("Ola", cny("30"))])
    wechat = named(session, seat, "wechat").account_id
    settling.settle(session, seat, debt_of(session, seat, "Ola"), Payment(cny("30"), wechat, LATER), NOW)

    bookkeeping.take_back(session, seat, kept.thing_id, 1, NOW)

    assert open_now(session, seat) == {"Ola": [-3_000]}
    other = dinner(session, seat, "90", [("Ola", cny("40"))], on=LATER)
    (item,) = debt_of(session, seat, "Ola").items
    assert (item.thing_id, item.left) == (other.thing_id, 1_000)
    bookkeeping.restore(session, seat, kept.entry_id, NOW)
    assert open_now(session, seat) == {"Ola": [4_000]}


def test_the_door_tells_what_is_open_and_a_debt_in_another_currency_closes_whatever_its_rate_did(
    session: Session,
) -> None:
    seat = book(session)
    dinner(session, seat, "300", [("小王", None)])
    person = seat.member.person_id or 0
    assert [one.minor for one in door.figures(session, person, seat.book_id, TODAY).open_items] == [15_000]
    wechat = named(session, seat, "wechat").account_id
    settling.settle(session, seat, debt_of(session, seat, "小王"), Payment(cny("150"), wechat, TODAY), NOW)

    said = Said(TODAY, Verb.EXPENSE, jpy("3000"), named(session, seat, "dining").account_id, wechat)
    said = parties.shared(session, seat, said, [("Yuki", jpy("2000"))], "", NOW)
    entry = recording.entry_from(session, seat, said)
    bookkeeping.record(session, seat, entry, NOW, rate=Decimal("0.048"))
    assert [one.minor for one in door.figures(session, person, seat.book_id, TODAY).open_items] == [9_600]
    back = Payment(jpy("2000"), wechat, LATER)
    settling.settle(session, seat, debt_of(session, seat, "Yuki"), back, NOW, rate=Decimal("0.050"))

    assert open_now(session, seat) == {}
    assert door.figures(session, person, seat.book_id, LATER).open_items == ()


def test_somebody_elses_private_dinner_is_in_nobodys_list_but_its_recorders(session: Session) -> None:
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    kept = dinner(session, seat, "90", [("Ola", cny("30"))])
    hidden = replace(kept.entry, visibility="private")
    bookkeeping.amend(session, seat, kept.thing_id, 1, hidden, NOW)

    assert open_now(session, seat) == {"Ola": [3_000]}
    assert open_now(session, jun) == {}
    assert owing.people(session, jun) == ()


def test_a_day_long_ago_and_one_named_entry(session: Session) -> None:
    seat = book(session)
    dinner(session, seat, "90", [("Ola", cny("30"))], on=date(2026, 1, 5))
    second = dinner(session, seat, "80", [("Ola", cny("50"))])
    wechat = named(session, seat, "wechat").account_id
    found = debt_of(session, seat, "Ola")
    assert (found.since, found.whole) == (date(2026, 1, 5), Money(8_000, "CNY"))

    settling.settle(session, seat, found, Payment(cny("50"), wechat, LATER, things=(second.thing_id,)), NOW)

    assert [one.minor for one in debt_of(session, seat, "Ola").items] == [3_000]
