"""No row goes missing, and none is recorded twice."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.files.bills.recognise import recognise
from ledger.domain.files.bills.review import Review, identities
from ledger.domain.files.digests import plain_bytes
from ledger.domain.files.sums import Flow, Tally, reckon
from ledger.domain.files.verdict import Draft
from ledger.kernel.canonical import canonical
from tests.ledger.domain.files.bills_made import Row, app, only, reviewed, web, wechat, wechat_sheet


def _recorded(done: Review) -> frozenset[bytes]:
    return frozenset(outcome.identity for outcome in done if isinstance(outcome.verdict, Draft))


def test_two_equal_rows_of_one_bill_both_survive_and_a_second_import_adds_nothing() -> None:
    data = wechat({}, {})
    first = reviewed(data)
    second = reviewed(data, _recorded(first))
    assert len(first.drafts) == 2
    assert second.tallies["created"].rows == 0
    assert second.tallies["duplicates"] == first.tallies["created"]


def test_a_third_equal_row_in_a_later_bill_is_new() -> None:
    first = reviewed(wechat({}, {}))
    later = reviewed(wechat({}, {}, {}), _recorded(first))
    assert len(later.drafts) == 1


def test_a_payment_and_its_refund_may_share_an_order_number() -> None:
    data = wechat({}, {"收/支": "收入", "交易类型": "面馆-退款"})
    assert [draft.what for draft in reviewed(data).drafts] == ["expense", "refund"]


@pytest.mark.parametrize(
    "change",
    [{"交易单号": "X0002\t"}, {"交易时间": "2026-03-05 12:30:01"}, {"收/支": "收入"}, {"金额(元)": "¥38.51"}],
)
def test_a_row_that_differs_in_number_time_direction_or_amount_is_another(change: Row) -> None:
    seen = _recorded(reviewed(wechat({})))
    assert len(reviewed(wechat(change), seen).drafts) == 1


@pytest.mark.parametrize("change", [{"当前状态": "已转账"}, {"备注": "改了"}, {"商品": "换了名"}])
def test_a_row_whose_status_or_words_changed_since_is_the_same(change: Row) -> None:
    seen = _recorded(reviewed(wechat({})))
    assert len(reviewed(wechat(change), seen).drafts) == 0


def test_a_row_without_an_order_number_is_known_by_its_words() -> None:
    seen = _recorded(reviewed(wechat({"交易单号": "/"})))
    assert len(reviewed(wechat({"交易单号": "/"}), seen).drafts) == 0
    assert len(reviewed(wechat({"交易单号": "/", "商品": "饭"}), seen).drafts) == 1


def test_the_same_row_is_known_again_in_another_export_and_encoding() -> None:
    seen = _recorded(reviewed(wechat({})))
    again = reviewed(wechat_sheet({"金额(元)": 38.5, "交易单号": "X0001"}), seen)
    assert len(again.drafts) == 0


def test_the_same_order_number_of_another_wallet_is_another_row() -> None:
    ours = list(identities(recognise(wechat({"交易单号": "A0001"}), "a")))
    theirs = list(identities(recognise(app({}), "b")))
    assert ours != theirs


def test_an_identity_never_changes() -> None:
    marks = '[1,"wechat","X0001","2026-03-05","12:30:00","out",3850]0'
    assert only(wechat({})).identity == hashlib.sha256(marks.encode()).digest()


def test_a_row_digest_is_that_of_its_canonical_fields() -> None:
    row = only(app({"商品说明": 'a "b" \\ \u2028 面'})).row
    assert row.digest == hashlib.sha256(canonical(row.fields)).digest()


@given(st.recursive(st.text() | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=4)))
def test_quick_bytes_are_canonical_bytes(value: object) -> None:
    assert plain_bytes(value) == canonical(value)  # type: ignore[arg-type]


def test_tallies_of_parts_add_up_in_every_currency() -> None:
    left = Tally(1, {"CNY": Flow(1, 2, 3)})
    right = Tally(2, {"CNY": Flow(10, 20, 30), "USD": Flow(5)})
    assert left + right == Tally(3, {"CNY": Flow(11, 22, 33), "USD": Flow(5, 0, 0)})


def test_a_row_without_a_readable_amount_counts_but_has_no_money() -> None:
    rows = list(recognise(wechat({"金额(元)": "?"}, {}), "bill").rows)
    assert reckon(rows) == Tally(2, {"CNY": Flow(3850, 0, 0)})


_days = st.integers(0, 60).map(lambda n: (date(2026, 3, 1) + timedelta(days=n)).isoformat() + " 12:30:00")
_amounts = st.integers(0, 10**7).map(lambda fen: f"{fen // 100:,}.{fen % 100:02}") | st.sampled_from(
    ["", "?", "-1.00"]
)
_ids = st.sampled_from(["", "1", "2", "1_9", "2_8"])
_app_rows = st.fixed_dictionaries(
    {
        "交易时间": _days | st.just("2026-13-01"),
        "金额": _amounts,
        "收/支": st.sampled_from(["支出", "收入", "不计收支", "?"]),
        "交易状态": st.sampled_from(["交易成功", "交易关闭", "退款成功", "等待付款", "?"]),
        "交易订单号": _ids,
        "商品说明": st.sampled_from(["面", "余额宝-单次转入", "退款-面", "充值-普通充值", "a, b"]),
    }
)
_wechat_rows = st.fixed_dictionaries(
    {
        "交易时间": _days,
        "金额(元)": _amounts,
        "收/支": st.sampled_from(["支出", "收入", "/", "?"]),
        "当前状态": st.sampled_from(["支付成功", "支付失败", "已全额退款", "?"]),
        "交易单号": _ids,
        "交易类型": st.sampled_from(["商户消费", "零钱提现", "面馆-退款", "/"]),
    }
)
_bills = st.lists(_app_rows, min_size=1, max_size=12).map(lambda rows: app({}, *rows)) | st.lists(
    _wechat_rows, min_size=1, max_size=12
).map(lambda rows: wechat(*rows))


@given(_bills)
def test_what_goes_in_comes_out_created_duplicate_or_refused_in_number_and_in_money(data: bytes) -> None:
    parts = reviewed(data).tallies
    assert parts["created"] + parts["duplicates"] + parts["refused"] == parts["in"]
    assert parts["in"].rows == len(recognise(data, "bill").rows)


@given(_bills, st.randoms(use_true_random=False))
def test_the_law_holds_against_any_part_already_recorded(data: bytes, chance: object) -> None:
    recorded = _recorded(reviewed(data))
    seen = frozenset(chance.sample(sorted(recorded), len(recorded) // 2))  # type: ignore[attr-defined]
    parts = reviewed(data, seen).tallies
    assert parts["created"] + parts["duplicates"] + parts["refused"] == parts["in"]
    assert parts["duplicates"].rows == len(seen)


@given(_bills)
def test_importing_twice_adds_nothing(data: bytes) -> None:
    first = reviewed(data)
    assert len(reviewed(data, _recorded(first)).drafts) == 0


@given(_bills)
def test_every_row_has_an_identity_of_its_own(data: bytes) -> None:
    keys = list(identities(recognise(data, "bill")))
    assert len(set(keys)) == len(keys)


@given(_bills)
def test_every_refused_row_says_its_line_and_why(data: bytes) -> None:
    for problem in reviewed(data).problems:
        assert problem.line > 1
        assert str(problem.error)


def test_the_web_totals_take_no_part_in_the_sums() -> None:
    assert reviewed(web({})).tallies["in"].flows == {"CNY": Flow(3850, 0, 0)}
