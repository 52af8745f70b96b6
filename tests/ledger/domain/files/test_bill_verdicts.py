"""What each row of a bill becomes: expense, income, refund, a move between one's own places, or left out."""

from __future__ import annotations

import pytest

from ledger.domain.files.verdict import Draft, Problem
from tests.ledger.domain.files.bills_made import Row, app, only, web, wechat

NEUTRAL: Row = {"收/支": "不计收支"}


def _drafted(data: bytes) -> Draft:
    verdict = only(data).verdict
    assert isinstance(verdict, Draft)
    return verdict


def _refused(data: bytes) -> Problem:
    verdict = only(data).verdict
    assert isinstance(verdict, Problem)
    return verdict


@pytest.mark.parametrize(
    ("row", "what", "source", "target"),
    [
        ({}, "expense", "江城银行信用卡(4321)", ""),
        ({"收/付款方式": ""}, "expense", "余额", ""),
        ({"收/付款方式": "余额宝&红包"}, "expense", "余额宝&红包", ""),
        ({"收/付款方式": "江城银行（4321）"}, "expense", "江城银行(4321)", ""),
        ({"交易状态": "等待确认收货"}, "expense", "江城银行信用卡(4321)", ""),
        ({"收/支": "收入", "收/付款方式": "余额"}, "income", "", "余额"),
        ({"收/支": "收入", "收/付款方式": "", "交易状态": "退税成功"}, "refund", "", "余额"),
        (
            {**NEUTRAL, "商品说明": "退款-牛肉面", "交易状态": "退款成功"},
            "refund",
            "",
            "江城银行信用卡(4321)",
        ),
        (
            {**NEUTRAL, "商品说明": "余额宝-2026.03.01-收益发放", "收/付款方式": "余额宝"},
            "income",
            "",
            "余额宝",
        ),
        ({**NEUTRAL, "商品说明": "余额宝-2026.03.01-收益发放", "收/付款方式": ""}, "income", "", "余额宝"),
        ({**NEUTRAL, "商品说明": "余额宝-单次转入", "收/付款方式": "余额"}, "transfer", "余额", "余额宝"),
        ({**NEUTRAL, "商品说明": "余额宝-自动转入", "收/付款方式": ""}, "transfer", "余额", "余额宝"),
        ({**NEUTRAL, "商品说明": "余额宝-转出到余额", "收/付款方式": "余额宝"}, "transfer", "余额宝", "余额"),
        (
            {**NEUTRAL, "商品说明": "余额宝-转出到银行卡", "收/付款方式": "余额宝", "交易对方": "江城银行"},
            "transfer",
            "余额宝",
            "江城银行",
        ),
        (
            {**NEUTRAL, "商品说明": "充值-普通充值", "收/付款方式": "江城银行(1)"},
            "transfer",
            "江城银行(1)",
            "余额",
        ),
        (
            {**NEUTRAL, "商品说明": "充值-普通充值", "收/付款方式": "余额", "交易对方": "江城银行"},
            "transfer",
            "江城银行",
            "余额",
        ),
        (
            {**NEUTRAL, "商品说明": "提现-实时提现", "收/付款方式": "余额", "交易对方": "江城银行"},
            "transfer",
            "余额",
            "江城银行",
        ),
        (
            {
                **NEUTRAL,
                "商品说明": "花呗主动还款-2026年03月账单",
                "交易状态": "还款成功",
                "收/付款方式": "余额宝",
            },
            "transfer",
            "余额宝",
            "花呗",
        ),
        (
            {
                **NEUTRAL,
                "商品说明": "信用卡还款",
                "交易状态": "还款成功",
                "交易对方": "海角银行",
                "收/付款方式": "余额",
            },
            "transfer",
            "余额",
            "海角银行",
        ),
        (
            {**NEUTRAL, "商品说明": "借呗-放款", "交易状态": "放款成功", "收/付款方式": "余额"},
            "transfer",
            "借呗",
            "余额",
        ),
        (
            {**NEUTRAL, "商品说明": "晨光混合-买入", "交易对方": "晨光基金", "收/付款方式": "余额宝"},
            "transfer",
            "余额宝",
            "晨光基金",
        ),
        (
            {
                **NEUTRAL,
                "商品说明": "晨光混合-买入退款",
                "交易对方": "晨光基金",
                "收/付款方式": "余额宝",
                "交易状态": "退款成功",
            },
            "transfer",
            "晨光基金",
            "余额宝",
        ),
        (
            {**NEUTRAL, "商品说明": "晨光混合-卖出至余额宝", "交易对方": "晨光基金", "收/付款方式": "余额宝"},
            "transfer",
            "晨光基金",
            "余额宝",
        ),
        (
            {**NEUTRAL, "商品说明": "转账到银行卡", "交易对方": "江城银行", "收/付款方式": "余额"},
            "transfer",
            "余额",
            "江城银行",
        ),
    ],
)
def test_a_row_of_alipay_becomes_what_it_means(row: Row, what: str, source: str, target: str) -> None:
    draft = _drafted(app(row))
    assert (draft.what, draft.source, draft.target) == (what, source, target)
    assert (draft.amount.minor, draft.amount.currency, draft.line) == (3850, "CNY", 15)


@pytest.mark.parametrize(
    ("row", "what", "source", "target"),
    [
        ({}, "expense", "零钱", ""),
        ({"支付方式": "/"}, "expense", "零钱", ""),
        ({"交易类型": "亲属卡交易", "支付方式": "零钱通"}, "expense", "零钱通", ""),
        ({"交易类型": "一种新的交易", "支付方式": "江城银行(1)"}, "expense", "江城银行(1)", ""),
        ({"当前状态": "已全额退款"}, "expense", "零钱", ""),
        ({"当前状态": "已退款(￥5.00)"}, "expense", "零钱", ""),
        ({"当前状态": "已退款¥5.00"}, "expense", "零钱", ""),
        ({"当前状态": "对方已退还"}, "expense", "零钱", ""),
        ({"收/支": "收入", "支付方式": "/", "当前状态": "已存入零钱"}, "income", "", "零钱"),
        (
            {"收/支": "收入", "交易类型": "面馆-退款", "支付方式": "江城银行(1)", "当前状态": "已全额退款"},
            "refund",
            "",
            "江城银行(1)",
        ),
        (
            {"收/支": "/", "交易类型": "面馆-退款", "支付方式": "/", "当前状态": "已退款"},
            "refund",
            "",
            "零钱",
        ),
        (
            {
                "收/支": "/",
                "交易类型": "零钱提现",
                "交易对方": "江城银行()",
                "支付方式": "江城银行(1)",
                "当前状态": "提现已到账",
            },
            "transfer",
            "零钱",
            "江城银行(1)",
        ),
        (
            {
                "收/支": "/",
                "交易类型": "零钱提现",
                "交易对方": "江城银行()",
                "支付方式": "零钱",
                "当前状态": "提现已到账",
            },
            "transfer",
            "零钱",
            "江城银行",
        ),
        (
            {"收/支": "/", "交易类型": "零钱充值", "支付方式": "江城银行(1)", "当前状态": "充值完成"},
            "transfer",
            "江城银行(1)",
            "零钱",
        ),
        (
            {"收/支": "中性交易", "交易类型": "转入零钱通-来自江城银行(1)", "支付方式": "江城银行(1)"},
            "transfer",
            "江城银行(1)",
            "零钱通",
        ),
        ({"收/支": "/", "交易类型": "转入零钱通-来自零钱", "支付方式": "零钱"}, "transfer", "零钱", "零钱通"),
        ({"收/支": "/", "交易类型": "零钱通转出-到零钱", "支付方式": "零钱通"}, "transfer", "零钱通", "零钱"),
        (
            {"收/支": "/", "交易类型": "零钱通转出-到江城银行(1)", "支付方式": "零钱通"},
            "transfer",
            "零钱通",
            "江城银行(1)",
        ),
        (
            {"收/支": "/", "交易类型": "信用卡还款", "交易对方": "海角银行信用卡还款"},
            "transfer",
            "零钱",
            "海角银行信用卡",
        ),
        (
            {"收/支": "/", "交易类型": "购买理财通", "交易对方": "理财通", "支付方式": "江城银行"},
            "transfer",
            "江城银行",
            "理财通",
        ),
        (
            {"收/支": "/", "交易类型": "理财通赎回", "交易对方": "理财通", "支付方式": "江城银行"},
            "transfer",
            "理财通",
            "江城银行",
        ),
    ],
)
def test_a_row_of_wechat_becomes_what_it_means(row: Row, what: str, source: str, target: str) -> None:
    draft = _drafted(wechat(row))
    assert (draft.what, draft.source, draft.target) == (what, source, target)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (app({"交易状态": "交易关闭"}), "nothing_moved"),
        (app({**NEUTRAL, "交易状态": "交易关闭", "收/付款方式": ""}), "nothing_moved"),
        (web({"收/支": "收入", "交易状态": "交易关闭"}), "nothing_moved"),
        (app({"交易状态": "还款失败"}), "nothing_moved"),
        (app({"金额": "0.00"}), "nothing_moved"),
        (app({**NEUTRAL, "交易状态": "信用服务使用成功"}), "nothing_moved"),
        (app({"交易状态": "等待付款"}), "still_pending"),
        (app({"交易状态": "审核中"}), "unknown_status"),
        (app({"交易状态": ""}), "unknown_status"),
        (app({"交易状态": "退款成功"}), "unknown_status"),
        (app({**NEUTRAL, "商品说明": "调整"}), "unknown_move"),
        (web({"收/支": ""}), "unknown_move"),
        (wechat({"当前状态": "支付失败"}), "nothing_moved"),
        (wechat({"当前状态": "提现中"}), "still_pending"),
        (wechat({"当前状态": "已退款(很多)"}), "unknown_status"),
        (wechat({"收/支": "/", "交易类型": "/", "当前状态": "充值完成"}), "unknown_move"),
        (wechat({"备注": "服务费¥38.50"}), "fee_too_large"),
    ],
)
def test_a_row_that_is_in_doubt_or_moved_nothing_is_refused_with_its_line(data: bytes, code: str) -> None:
    problem = _refused(data)
    assert problem.code == code
    assert problem.line == problem.error.facts["line"] == only(data).row.line


def test_every_refusal_can_be_said_to_a_person() -> None:
    problem = _refused(wechat({"当前状态": "审核中"}))
    assert "审核中" in str(problem.error)


def test_a_service_fee_in_the_remark_is_part_of_the_amount() -> None:
    draft = _drafted(
        wechat(
            {
                "收/支": "/",
                "交易类型": "零钱提现",
                "金额(元)": "¥1001.00",
                "当前状态": "提现已到账",
                "备注": "服务费¥1.00",
            }
        )
    )
    assert (draft.amount.minor, draft.fee) == (100100, 100)
