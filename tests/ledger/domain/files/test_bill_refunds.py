"""A payment that was given back, whole or in part, before or after it was recorded."""

from __future__ import annotations

from ledger.domain.files.verdict import Draft
from tests.ledger.domain.files.bills_made import Row, app, only, reviewed

NEUTRAL: Row = {"收/支": "不计收支"}
CLOSED: Row = {"交易订单号": "B7\t", "金额": "50.00", "交易状态": "交易关闭", "收/付款方式": "余额宝"}


def _back(amount: str, number: int = 1) -> Row:
    return {
        **NEUTRAL,
        "交易订单号": f"B7_R{number}\t",
        "商品说明": "退款-书",
        "金额": amount,
        "交易状态": "退款成功",
        "交易时间": f"2026-03-0{number} 10:00:00",
        "收/付款方式": "余额宝",
    }


def test_a_payment_given_back_whole_is_left_out_with_its_refund() -> None:
    done = reviewed(app(_back("50.00"), CLOSED))
    assert [problem.code for problem in done.problems] == ["nothing_moved", "nothing_moved"]


def test_a_payment_given_back_whole_in_two_parts_is_left_out_with_both() -> None:
    done = reviewed(app(CLOSED, _back("20.00", 1), _back("30.00", 2)))
    assert [problem.code for problem in done.problems] == ["nothing_moved"] * 3


def test_a_payment_given_back_in_part_is_an_expense_and_a_refund() -> None:
    done = reviewed(app(CLOSED, _back("20.00")))
    assert [(draft.what, draft.amount.minor, draft.refers) for draft in done.drafts] == [
        ("expense", 5000, ""),
        ("refund", 2000, "B7"),
    ]


def test_a_payment_recorded_before_it_was_given_back_keeps_its_refund() -> None:
    before = reviewed(app({**CLOSED, "交易状态": "交易成功"}))
    seen = frozenset(outcome.identity for outcome in before)
    later = reviewed(app(CLOSED, _back("50.00")), seen)
    assert [draft.what for draft in later.drafts] == ["refund"]
    assert later.tallies["duplicates"].rows == 1


def test_a_refund_whose_payment_is_in_no_bill_is_recorded() -> None:
    draft = only(app(_back("50.00"))).verdict
    assert isinstance(draft, Draft)
    assert (draft.what, draft.refers, draft.target) == ("refund", "B7", "余额宝")
