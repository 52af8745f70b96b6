"""Rows that count neither as income nor as expense: from where to where did the money go?

Each wallet words these in a few ways; a rule is a pattern and the two sides it means. Order matters: the
first match wins. A wording in no rule is refused rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ledger.domain.files.bills.dialect import ALIPAY, WECHAT
from ledger.domain.files.bills.row import BillRow
from ledger.domain.files.values import account_name

Sides = tuple[str, str]
"""The names of the place money left and the place it reached; empty: the bill does not say."""

_FUND = "余额宝"
_KNOWN = ("余额宝", "余利宝", "花呗", "借呗", "备用金", "小荷包", "网商银行", "信用购")
_LENT = ("花呗", "借呗", "备用金", "信用购")
_CARD_END = re.compile(r"还款$")
_FROM_TO = re.compile(r"[-—](?:来自|到)(.+)$")


def alipay_sides(row: BillRow) -> Sides | None:
    """The sides of a row of Alipay's that counts as neither, None where its item does not say."""
    return next((sides(row) for pattern, sides in _ALIPAY if pattern.search(row.item)), None)


def wechat_sides(row: BillRow) -> Sides | None:
    """The sides of a row of WeChat's that counts as neither, None where its kind does not say."""
    return next((sides(row) for pattern, sides in _WECHAT if pattern.search(row.kind)), None)


def is_yield(row: BillRow) -> bool:
    """Whether a neutral row of Alipay's is what a money fund earned."""
    return "收益发放" in row.item


def yield_place(row: BillRow) -> str:
    """Where a fund's earnings stay."""
    return account_name(row.method) or _named(row.item) or _FUND


def _method(row: BillRow) -> str:
    return account_name(row.method)


def _other(row: BillRow) -> str:
    return account_name(row.counterparty)


def _named(item: str) -> str:
    """The wallet's own pocket an item begins with or speaks of."""
    return next((name for name in _KNOWN if name in item), "")


def _but(name: str, *choices: str) -> str:
    """The first choice that names a place other than `name`."""
    return next((choice for choice in choices if choice and choice != name), "")


def _buy(row: BillRow) -> Sides:
    return _method(row) or ALIPAY.wallet, _other(row)


def _sell(row: BillRow) -> Sides:
    return _other(row), _method(row) or (_FUND if _FUND in row.item else ALIPAY.wallet)


def _top_up(row: BillRow) -> Sides:
    return _but(ALIPAY.wallet, _method(row), _other(row)), ALIPAY.wallet


def _withdraw(row: BillRow) -> Sides:
    return ALIPAY.wallet, _but(ALIPAY.wallet, _other(row), _method(row))


def _put_in(row: BillRow) -> Sides:
    target = _named(row.item) or _other(row)
    return _but(target, _method(row), ALIPAY.wallet), target


def _take_out(row: BillRow) -> Sides:
    source = _named(row.item) or _method(row) or _other(row)
    if row.item.endswith("到余额"):
        return source, ALIPAY.wallet
    return source, _but(source, _method(row), _other(row))


def _repay(row: BillRow) -> Sides:
    lent = next((name for name in _LENT if name in row.item or name in row.counterparty), "")
    return _method(row) or ALIPAY.wallet, lent or _but(_method(row), _other(row))


def _borrow(row: BillRow) -> Sides:
    return _named(row.item) or _other(row), _method(row) or ALIPAY.wallet


def _send(row: BillRow) -> Sides:
    return _method(row) or ALIPAY.wallet, _other(row)


_ALIPAY: tuple[tuple[re.Pattern[str], Callable[[BillRow], Sides]], ...] = (
    (re.compile("买入退款|申购退款"), _sell),
    (re.compile("买入|申购|认购"), _buy),
    (re.compile("卖出|赎回"), _sell),
    (re.compile("^充值"), _top_up),
    (re.compile("^提现"), _withdraw),
    (re.compile("放款"), _borrow),
    (re.compile("转出"), _take_out),
    (re.compile("转入"), _put_in),
    (re.compile("还款"), _repay),
    (re.compile("^转账|账户转存"), _send),
)


def _from_change(row: BillRow) -> Sides:
    return WECHAT.wallet, _but(WECHAT.wallet, _method(row), _other(row))


def _to_change(row: BillRow) -> Sides:
    return _but(WECHAT.wallet, _method(row), _other(row)), WECHAT.wallet


def _into_plus(row: BillRow) -> Sides:
    return _spoken(row) or _method(row), "零钱通"


def _out_of_plus(row: BillRow) -> Sides:
    return "零钱通", _spoken(row) or _but("零钱通", _other(row), _method(row))


def _card(row: BillRow) -> Sides:
    return _method(row) or WECHAT.wallet, account_name(_CARD_END.sub("", row.counterparty))


def _into_wealth(row: BillRow) -> Sides:
    return _method(row), "理财通"


def _out_of_wealth(row: BillRow) -> Sides:
    return "理财通", _but("理财通", _method(row), WECHAT.wallet)


def _spoken(row: BillRow) -> str:
    match = _FROM_TO.search(row.kind)
    return account_name(match[1]) if match else ""


_WECHAT: tuple[tuple[re.Pattern[str], Callable[[BillRow], Sides]], ...] = (
    (re.compile("零钱提现"), _from_change),
    (re.compile("零钱充值"), _to_change),
    (re.compile("^转入零钱通"), _into_plus),
    (re.compile("^零钱通转出"), _out_of_plus),
    (re.compile("信用卡还款"), _card),
    (re.compile("购买理财通|转入理财通"), _into_wealth),
    (re.compile("理财通(?:赎回|转出|取出|卖出)"), _out_of_wealth),
)
