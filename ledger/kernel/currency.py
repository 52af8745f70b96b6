"""Currencies and a book's own commodities, and the digits after their point.

The table is ours and frozen: stored money never changes scale because a library was upgraded. Source: ISO 4217
list one of 2026-01-01; codes without a minor unit (metals, funds, tests) are not money here.

A commodity of a book (fund units, shares, points, grams of gold) is kept as its code, a point and its digits:
`FUND.4` has four. So its scale stands wherever it is named, never changes, and no commodity is ever taken for a
currency, not even for one that ISO names later.
"""

from __future__ import annotations

import re

from ledger.kernel.errors import N_, Invalid

_CODES_BY_DIGITS = {
    0: """
        BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
    """,
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
        CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
        GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
        MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
        PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
        TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
    """,
    3: """
        BHD IQD JOD KWD LYD OMR TND
    """,
    4: """
        CLF UYW
    """,
}

DIGITS: dict[str, int] = {code: digits for digits, codes in _CODES_BY_DIGITS.items() for code in codes.split()}
"""Currency code to the number of digits of its minor unit (JPY 0, CNY 2, KWD 3)."""


COMMODITY_DIGITS_MAX = 8
"""Digits after the point of a commodity, at most: ten million whole ones still fit one posting."""

CODE_PATTERN = "[A-Z][A-Z0-9_-]{0,10}[A-Z0-9]"
"""A commodity's code as it is shown: two to twelve capitals, digits, dashes."""

_COMMODITY = re.compile(rf"{CODE_PATTERN}\.[0-8]")


class UnknownCurrency(Invalid):
    """A code that is in no table."""

    message = N_("“%(code)s” is not a currency we know. Use its three letters, such as CNY or EUR.")


def digits_of(code: str) -> int:
    """Digits after the point of a currency or commodity. Raises: UnknownCurrency."""
    digits = DIGITS.get(code)
    if digits is not None:
        return digits
    if not is_commodity(code):
        raise UnknownCurrency(code=code[:16], field="currency")
    return int(code[-1])


def is_commodity(code: str) -> bool:
    """Whether a code is that of a commodity: its own code, a point, and its digits."""
    return _COMMODITY.fullmatch(code) is not None


def commodity_of(code: str, digits: int) -> str:
    """What a commodity with this code and so many digits is kept as: FUND with 4 is `FUND.4`."""
    return f"{code}.{digits}"


def shown_code(code: str) -> str:
    """A code as people and other programs read it: that of a commodity without its digits."""
    return code.partition(".")[0]
