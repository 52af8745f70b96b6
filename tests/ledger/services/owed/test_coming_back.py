"""Money that came back for an entry, and what an employer pays back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.owed.given_back import MoreThanPaid
from ledger.kernel.period import month_of
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, checking, journal, opening
from ledger.services.owed import claiming, refunding, settling
from ledger.services.owed.claiming import NothingToClaim
from ledger.services.owed.refunding import NothingToComeBack, Refund
from ledger.services.owed.settling import Payment
from ledger.services.reports import statements
from ledger.store.books import entries
from tests.cast import NOW, TODAY, book, cny, jpy, named
from tests.ledger.services.owed.dinners import debt_of, dinner, lines, open_now

NEXT_MONTH = TODAY + timedelta(days=20)


def spent_by_category(session: Session, seat, on=TODAY) -> dict[str, int]:
    made = statements.income_statement(session, seat, month_of(on), None)
    assert made.income.amount == 0
    return {row.key: row.amount for block in made.spending for row in block.rows}


def test_a_refund_lowers_its_part_of_a_split_in_the_month_it_came_back(session: Session) -> None:
    seat = book(session)
    wechat = named(session, seat, "wechat").account_id
    kept = dinner(session, seat, "158", key="groceries", parts=(("daily", "58"),))

    done = refunding.refund(session, seat, kept.thing_id, Refund(cny("40"), 1, wechat, NEXT_MONTH), NOW)

    assert done.stands and done.stands.entry.verb is Verb.REFUND
    assert spent_by_category(session, seat) == {"expense:food:groceries": 10_000, "expense:daily": 5_800}
    assert spent_by_category(session, seat, NEXT_MONTH) == {"expense:daily": -4_000}
    seen = refunding.of_entry(session, seat, kept)
    assert (seen.paid, seen.back, seen.left) == (15_800, 4_000, 11_800)
    assert [(one.paid, one.back) for one in seen.pieces] == [(10_000, 0), (5_800, 4_000)]
    (settlement,) = seen.settlements
    assert (settlement.is_refund, settlement.amount) == (True, cny("40"))
    assert [one.kept.thing_id for one in refunding.of_entry(session, seat, done.stands).settles] == [kept.thing_id]


def test_no_more_comes_back_than_was_paid_unless_said_so(session: Session) -> None:
    seat = book(session)
    wechat = named(session, seat, "wechat").account_id
    kept = dinner(session, seat, "100")
    whole = Refund(cny("100.01"), None, wechat, TODAY)

    with pytest.raises(MoreThanPaid) as refused:
        refunding.refund(session, seat, kept.thing_id, whole, NOW)
    assert refused.value.facts == {"left": "100.00 CNY", "field": "amount"}
    done = refunding.refund(session, seat, kept.thing_id, replace(whole, is_more=True), NOW)
    assert done.stands and refunding.of_entry(session, seat, kept).back == 10_001
    with pytest.raises(NothingToComeBack):
        refunding.refund(session, seat, done.stands.thing_id, whole, NOW)

    bookkeeping.undo(session, seat, done.seq, NOW)
    assert refunding.of_entry(session, seat, kept).back == 0


def test_what_came_back_in_yen_closes_the_purchase_exactly(session: Session) -> None:
    seat = book(session)
    wechat = named(session, seat, "wechat").account_id
    kept = dinner(session, seat, "150")

    done = refunding.refund(session, seat, kept.thing_id, Refund(cny("150"), None, wechat, TODAY, jpy("3100")), NOW,
                            rate=Decimal("0.048"))

    assert lines(session, seat, done.stands)[-1] == ("expense:food:dining", -15_000, "CNY")
    assert spent_by_category(session, seat) == {}
    assert checking.verify(session, seat.book_id).faults == ()


def test_what_is_paid_in_instalments_comes_back_onto_their_debt_where_the_shop_says_so(session: Session) -> None:
    seat = book(session)
    fresh = Account(0, "liability:loan:instalments", Kind.LIABILITY, Purpose.LOAN, {"en": "Laptop"}, "CNY")
    debt = opening.add_account(session, seat, fresh, NOW)
    kept = dinner(session, seat, "6000")
    moved = compose.moved(debt, named(session, seat, "alipay"), cny("6000"))
    bookkeeping.record(session, seat, Entry(TODAY, Verb.TRANSFER, moved), NOW)

    done = refunding.refund(session, seat, kept.thing_id, Refund(cny("1500"), None, debt.account_id, TODAY), NOW)

    assert lines(session, seat, done.stands) == [
        ("liability:loan:instalments", 150_000, "CNY"), ("expense:food:dining", -150_000, "CNY")]
    assert spent_by_category(session, seat) == {"expense:food:dining": 450_000}


def test_a_refund_of_a_shared_dinner_lowers_what_the_friend_owes_in_proportion(session: Session) -> None:
    seat = book(session)
    alipay = named(session, seat, "alipay").account_id
    kept = dinner(session, seat, "300", [("小王", cny("100"))])

    done = refunding.refund(session, seat, kept.thing_id, Refund(cny("30"), None, alipay, TODAY), NOW)

    assert done.stands and journal.shown(session, seat, done.stands).line.amount == cny("30")
    assert open_now(session, seat) == {"小王": [9_000]}
    assert spent_by_category(session, seat) == {"expense:food:dining": 18_000}


def test_a_trip_is_claimed_entry_by_entry_and_paid_back_in_one_sum_with_a_shortfall(session: Session) -> None:
    seat = book(session)
    bank = named(session, seat, "bank").account_id
    train = dinner(session, seat, "553.50", key="transport")
    hotel = dinner(session, seat, "420", parts=(("daily", "20"),), on=TODAY - timedelta(days=1))

    done = claiming.claim(session, seat, [(train.thing_id, 1), (hotel.thing_id, 1)], "Acme", "Osaka", NOW)

    assert len(done) == 2 and open_now(session, seat) == {"Acme": [97_350]}
    assert spent_by_category(session, seat) == {}
    owed = debt_of(session, seat, "Acme")
    assert len({one.project for one in owed.items}) == 1 and owed.items[0].project is not None
    with pytest.raises(NothingToClaim):
        claiming.claim(session, seat, [(train.thing_id, 2)], "Acme", "Osaka", NOW)

    settling.settle(session, seat, owed, Payment(cny("900"), bank, NEXT_MONTH), NOW)

    (left,) = debt_of(session, seat, "Acme").items
    assert (left.thing_id, left.left) == (train.thing_id, 7_350)
    assert spent_by_category(session, seat) == {}
    now = entries.standing_of(session, seat.book_id, train.thing_id)
    assert now
    settled = refunding.of_entry(session, seat, now).settlements
    assert [(one.is_refund, one.amount.minor) for one in settled] == [(False, 48_000)]
