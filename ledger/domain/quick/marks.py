"""Marks that make a number money, and the currencies each may mean."""

from __future__ import annotations

import re

from ledger.kernel.currency import DIGITS

_MEANS = {
    "¥": "CNY JPY", "$": "USD HKD TWD CAD AUD SGD NZD MOP", "€": "EUR", "£": "GBP", "₩": "KRW", "฿": "THB",
    "₹": "INR", "us$": "USD", "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "c$": "CAD", "s$": "SGD",
    "元 块 塊 圆 圓 元钱 块钱 塊錢 块整 元整": "CNY TWD HKD MOP SGD",
    "rmb yuan kuai 人民币 人民幣": "CNY", "日元 日圆 日圓 日币 日幣 円 yen": "JPY",
    "美元 美金 美刀": "USD", "dollar dollars bucks": "USD HKD TWD CAD AUD SGD NZD",
    "欧元 歐元 欧 歐 euro euros": "EUR", "英镑 英鎊 pound pounds quid": "GBP",
    "港币 港幣 港元 港纸": "HKD", "台币 台幣 新台币 新台幣 nt": "TWD", "韩元 韓元 韩币 韓幣 won": "KRW",
    "泰铢 泰銖 baht": "THB", "新币 新幣 坡币": "SGD", "澳元 澳币 澳幣": "AUD", "加元 加币 加幣": "CAD",
    "瑞士法郎 瑞郎 francs": "CHF", "马币 馬幣 令吉 林吉特 ringgit": "MYR", "越南盾 dong": "VND",
    "印尼盾 rupiah": "IDR", "卢比 盧比 rupees rupee": "INR", "卢布 盧布 roubles": "RUB", "纽币 紐幣": "NZD",
    "澳门币 澳門幣": "MOP", "比索 pesos": "PHP", "里拉 lira": "TRY",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "cny": "CNY", "hkd": "HKD", "twd": "TWD",
    "krw": "KRW", "thb": "THB", "sgd": "SGD", "aud": "AUD", "cad": "CAD", "nzd": "NZD", "chf": "CHF",
}
_CODES = {word: tuple(codes.split()) for words, codes in _MEANS.items() for word in words.split()}


def _pattern(word: str) -> str:
    left = "(?<![a-z])" if word[0].isascii() and word[0].isalpha() else ""
    right = "(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else ""
    return f"{left}{re.escape(word)}{right}"


MARK = "|".join([*map(_pattern, sorted(_CODES, key=len, reverse=True)), "(?<![a-z])[a-z]{3}(?![a-z])"])
"""What may stand beside a number as its currency; `currency_of` says whether it is one."""


def currency_of(typed: str, folded: str, home: str) -> str | None:
    """The currency a mark means, home where it may mean home; three letters only as the capitals they are.

    None for letters that are no mark: "top 30" is not thirty pa'anga, "TOP 30" is.
    """
    codes = _CODES.get(folded)
    if codes is not None:
        return home if home in codes else codes[0]
    return typed if typed in DIGITS else None
