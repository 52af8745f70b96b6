"""Currencies and the digits after their point.

The table is ours and frozen: stored money never changes scale because a library was upgraded. Source: ISO 4217
list one of 2026-01-01; codes without a minor unit (metals, funds, tests) are not money here.
"""

from __future__ import annotations

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


class UnknownCurrency(Invalid):
    """A code that is in no table."""

    message = N_("“%(code)s” is not a currency we know. Use its three letters, such as CNY or EUR.")


def digits_of(code: str) -> int:
    """Digits after the point of a currency. Raises: UnknownCurrency."""
    try:
        return DIGITS[code]
    except KeyError:
        raise UnknownCurrency(code=code[:8], field="currency") from None
