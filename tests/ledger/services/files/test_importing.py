"""A bill imported whole, on both engines: nothing is lost, nothing doubles, and all of it can be put back."""

from datetime import date

import pytest
import sqlalchemy as sa

from ledger.domain.files.refusals import NotABill
from ledger.services.books import bookkeeping
from ledger.services.files import reckoning, wholes
from ledger.store.books import entries, log
from ledger.store.files import batches, seen
from ledger.store.files.batches import State
from tests.cast import NOW
from tests.ledger.domain.files.bills_made import app
from tests.ledger.services.files import bills

BANK = {"收/付款方式": "江城银行储蓄卡(8888)"}
NEITHER = {"收/支": "不计收支"}


def entries_of(database, seat, batch):
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        found = session.rows(sa.text("SELECT entry_id FROM entry WHERE batch_id = :b"), {"b": batch.batch_id})
        return list(entries.load(session, seat.book_id, [row.entry_id for row in found]).values())


def test_what_goes_in_comes_out_created_known_or_refused_in_rows_and_in_money(database):
    seat = bills.opened(database)

    batch = bills.imported(database, seat, bills.long_bill(120))

    parts = reckoning.reckon(batch)
    assert parts["created"] + parts["duplicates"] + parts["refused"] == parts["in"]
    assert bills.counts(batch) == {"in": 120, "created": 118, "duplicates": 0, "refused": 2, "left_out": 2}
    assert bills.checked(database, seat).faults == ()


def test_the_same_file_again_adds_nothing(database):
    seat = bills.opened(database)
    bills.imported(database, seat, bills.long_bill(60))
    before = bills.held(database, seat)

    again = bills.imported(database, seat, bills.long_bill(60))

    assert bills.counts(again) == {"in": 60, "created": 0, "duplicates": 59, "refused": 1, "left_out": 1}
    assert bills.held(database, seat) == before
    assert bills.checked(database, seat).entries == 59


def test_a_longer_file_adds_only_what_is_new(database):
    seat = bills.opened(database)
    bills.imported(database, seat, bills.long_bill(40))

    batch = bills.imported(database, seat, bills.long_bill(60))

    assert bills.counts(batch) == {"in": 60, "created": 19, "duplicates": 40, "refused": 1, "left_out": 1}


def test_two_rows_alike_in_one_file_are_two_purchases(database):
    seat = bills.opened(database)

    batch = bills.imported(database, seat, app({}, {"交易订单号": "A0002"}))

    assert bills.counts(batch)["created"] == 2
    assert bills.held(database, seat)["expense:food:dining"] == 7700


def test_a_whole_import_is_put_back_and_a_second_time_there_is_nothing_left(database):
    seat = bills.opened(database)
    batch = bills.imported(database, seat, bills.long_bill(60))

    first, second = bills.undone(database, seat, batch), bills.undone(database, seat, batch)

    assert (first, second) == (59, 0)
    assert bills.held(database, seat) == {}
    assert bills.checked(database, seat).faults == ()
    assert bills.stored(database, seat, batch).state is State.UNDONE


def test_what_was_put_back_can_be_imported_again(database):
    seat = bills.opened(database)
    batch = bills.imported(database, seat, bills.long_bill(60))
    before = bills.held(database, seat)
    bills.undone(database, seat, batch)

    again = bills.imported(database, seat, bills.long_bill(60))

    assert bills.counts(again)["created"] == 59
    assert bills.held(database, seat) == before


def test_an_entry_amended_since_goes_back_with_its_import(database):
    seat = bills.opened(database)
    batch = bills.imported(database, seat, app({}))
    (kept,) = entries_of(database, seat, batch)
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        mended = kept.entry.reversed(kept.entry_id).reversed(kept.entry_id)
        again = type(kept.entry)(date(2026, 3, 6), mended.verb, mended.postings, kept.entry.words)
        bookkeeping.amend(session, bills.seated(seat)(session), kept.thing_id, 1, again, NOW)

    reversed_now = bills.undone(database, seat, batch)

    assert reversed_now == 1
    assert bills.held(database, seat) == {}
    assert bills.checked(database, seat).faults == ()


def test_an_import_is_posted_in_chunks_with_a_row_in_the_log_each(database):
    seat = bills.opened(database)

    batch = bills.imported(database, seat, bills.long_bill(25), limit=10)
    bills.undone(database, seat, batch, limit=10)

    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        deeds = [deed for deed, _hash in log.each(session, seat.book_id) if deed.batch == batch.batch_id]
    assert [deed.deed for deed in deeds] == ["import"] * 3 + ["undo_import"] * 3
    assert {deed.subject_kind for deed in deeds} == {"batch"}
    assert bills.checked(database, seat).faults == ()


def test_places_named_in_the_file_are_opened_under_their_kind_and_remembered(database):
    seat = bills.opened(database, "travel")

    bills.imported(database, seat, app({"收/付款方式": "花呗"}, BANK | {"交易订单号": "A2"}))

    held = bills.held(database, seat)
    assert held["asset:bank"] + held.get("liability:card:alipay", 0) == -7700
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        assert set(seen.methods(session, seat.book_id, "alipay")) == {"花呗", "江城银行储蓄卡(8888)"}


def test_two_bank_cards_are_never_made_one_account(database):
    seat = bills.opened(database)

    bills.imported(database, seat, app(
        {"收/付款方式": "江城银行(1111)"}, {"收/付款方式": "山城银行(2222)", "交易订单号": "A2"}))

    assert sorted(bills.held(database, seat)) == ["asset:bank:1111", "asset:bank:joint", "expense:food:dining"]


def test_an_account_may_stand_for_the_wallet_for_one_file_alone(database):
    seat = bills.opened(database)
    wallet = {"收/付款方式": "余额"}

    bills.imported(database, seat, app(wallet), account="asset:cash")
    bills.imported(database, seat, app(wallet | {"交易订单号": "A2"}))

    held = bills.held(database, seat)
    assert (held["asset:cash"], held["asset:wallet:alipay"]) == (-3850, -3850)


@pytest.mark.parametrize(("asked", "error"), [
    ({"account": "asset:nowhere"}, wholes.NoSuchAccount),
    ({"account": "expense:food:dining"}, wholes.NoSuchAccount),
    ({"format": "wechat"}, wholes.OtherFormat),
])
def test_a_wrong_wish_is_refused_and_changes_nothing(database, asked, error):
    seat = bills.opened(database)

    with pytest.raises(error):
        bills.imported(database, seat, app({}), **asked)

    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        assert batches.latest(session, seat.book_id, 9) == []


def test_what_is_no_bill_is_refused_whole(database):
    seat = bills.opened(database)

    with pytest.raises(NotABill):
        bills.imported(database, seat, b"a,b\n1,2\n")

    assert bills.checked(database, seat).entries == 0


def test_a_service_fee_is_a_cost_of_its_own_and_the_rest_arrives(database):
    seat = bills.opened(database)

    bills.imported(database, seat, app(
        NEITHER | BANK | {"商品说明": "提现-实时提现", "交易对方": "江城银行", "金额": "300.00",
                          "备注": "服务费：0.30元"}))

    held = bills.held(database, seat)
    assert held.pop("asset:wallet:alipay") == -30000
    assert held.pop("expense:bank_fees") == 30
    assert list(held.values()) == [29970]


def test_a_refund_lowers_the_category_of_its_payment(database):
    seat = bills.opened(database)

    bills.imported(database, seat, app(
        {"交易分类": "服饰装扮", "金额": "299.00", "交易订单号": "P1"},
        NEITHER | {"交易分类": "退款", "交易对方": "某店", "金额": "99.00", "交易状态": "退款成功",
                   "交易订单号": "P1_R1", "商品说明": "退款-衣服"}))

    assert bills.held(database, seat)["expense:clothes"] == 20000


def test_a_side_the_file_does_not_say_waits_on_its_way(database):
    seat = bills.opened(database)

    bills.imported(database, seat, app(
        NEITHER | {"商品说明": "充值", "交易对方": "支付宝", "金额": "100.00", "收/付款方式": "余额"}))

    assert bills.held(database, seat) == {"asset:transit": -10000, "asset:wallet:alipay": 10000}


def test_without_a_rate_the_home_value_is_pending_and_nothing_is_dropped(database):
    seat = bills.opened(database, currency="KZT")

    batch = bills.imported(database, seat, app({}))

    (kept,) = entries_of(database, seat, batch)
    assert [(one.minor, one.home_minor) for one in kept.entry.postings] == [(3850, None), (-3850, None)]
    assert bills.checked(database, seat).faults == ()


def test_rows_in_a_closed_month_are_refused_by_name_and_the_others_go_in(database):
    seat = bills.opened(database)
    bills.locked(seat, database, date(2026, 3, 31))

    batch = bills.imported(database, seat, app({}, {"交易时间": "2026-04-01 09:00:00", "交易订单号": "A2"}))

    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        codes = [one.error.code for one in reckoning.refusals(session, seat, batch.batch_id)]
    assert (bills.counts(batch)["created"], codes) == (1, ["month_locked"])


def test_a_refusal_names_its_line_its_column_and_its_reason(database):
    seat = bills.opened(database)

    batch = bills.imported(database, seat, app({}, {"金额": "3x", "交易订单号": "A2"}, {"交易状态": "交易关闭"}))

    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        found = [
            (one.line, one.column, one.error.code)
            for one in reckoning.refusals(session, seat, batch.batch_id)
        ]
    assert found == [(16, "金额", "not_an_amount"), (17, "", "nothing_moved")]
