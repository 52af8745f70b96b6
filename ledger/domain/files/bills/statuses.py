"""What each wallet's status words say about money. A word in no list is never guessed: its row is refused."""

from __future__ import annotations

import re
from typing import Literal

from ledger.domain.files.bills.dialect import Format

Standing = Literal["moved", "returned", "closed", "pending", "unknown"]
"""moved: the row's money went its way; returned: it came back by this very row; closed: it never moved."""

_WORDS: dict[Format, dict[Standing, str]] = {
    "alipay": {
        "moved": """交易成功 支付成功 还款成功 转账成功 充值成功 提现成功 代付成功 缴费成功 放款成功 收款成功
            等待确认收货 等待发货 等待对方发货 等待对方确认收货 交易完成""",
        "returned": "退款成功 退税成功",
        "closed": """交易关闭 已关闭 交易失败 支付失败 还款失败 转账失败 充值失败 提现失败 代付失败 缴费失败
            失败 交易取消 已取消 已撤销 冻结成功 解冻成功 信用服务使用成功""",
        "pending": "等待付款 等待对方付款 处理中 还款处理中 转账处理中 提现处理中 退款中 退款处理中",
    },
    "wechat": {
        "moved": """支付成功 已转账 朋友已收钱 对方已收钱 已收钱 已存入零钱 已到账 充值成功 充值完成
            提现已到账 已存入零钱通 还款成功 已全额退款 已退款 已退还 对方已退还 已部分退款""",
        "closed": "支付失败 转账失败 充值失败 提现失败 还款失败 已关闭 交易关闭 已取消 已撤销",
        "pending": "待确认收款 待对方收钱 待朋友收钱 提现中 充值中 还款中 处理中 待支付 退款中",
    },
}
_STANDINGS: dict[Format, dict[str, Standing]] = {
    wallet: {word: standing for standing, words in lists.items() for word in words.split()}
    for wallet, lists in _WORDS.items()
}
_PARTLY = re.compile(r"已退款\s*[(（]?[¥￥]?[0-9][0-9,.]*[)）]?")


def standing_of(wallet: Format, status: str) -> Standing:
    """What a status says. WeChat writes `已退款(￥5.00)` on a payment given back in part: it did move."""
    known = _STANDINGS[wallet].get(status)
    if known is None and wallet == "wechat" and _PARTLY.fullmatch(status):
        return "moved"
    return known or "unknown"
