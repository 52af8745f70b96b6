"""Chinese numerals as they are said of money: 三十二, 两百五, 一千二, 1万2, 3万."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {char: n for n, chars in enumerate(("零〇", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"))
           for char in chars}
_ANY = "零〇一二两兩三四五六七八九十百千万萬"
_LONGEST = 24

NUMERAL = (r"(?:[0-9]{1,9}(?:\.[0-9]{1,4})?(?=[万萬千百]))?"
           rf"[{_ANY}](?:[{_ANY}]|(?<=[万萬千百])[0-9](?![0-9.])){{0,{_LONGEST}}}")
"""A stretch that may be a numeral; `read_numeral` says whether it is one."""

SMALL = "[0-9一二两兩三四五六七八九]"
"""One digit of tenths or hundredths: the 五 and the 毛 of 三块五毛."""

_D = "[1-9一二两兩三四五六七八九]"
_SECTION = re.compile(
    rf"(?:(?P<k>{_D})千)?(?:[零〇]?(?P<h>{_D})百)?(?:[零〇]?(?P<t>{_D}?)(?P<ten>十))?(?P<o>[零〇]?)(?P<n>{_D}?)")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def read_numeral(text: str) -> Decimal | None:
    """The value of a numeral, its last digit as it is said: 一千二 is 1,200 and 一千零二 is 1,002.

    None for what is no number: digits in a row (一二三), a unit after nothing but 十, units out of order.
    """
    front, mark, rest = re.sub("萬", "万", text).partition("万")
    if not mark:
        return _section(front)
    thousands = Decimal(front) if _PLAIN.fullmatch(front) else _section(front)
    if thousands is None or not thousands:
        return None
    if len(rest) == 1 and (rest in _DIGITS or rest.isdecimal()):
        return thousands * 10_000 + digit_of(rest) * 1_000
    ones = _section(rest) if rest else Decimal(0)
    return None if ones is None else thousands * 10_000 + ones


def digit_of(char: str) -> int:
    """The value of one digit, Chinese or not."""
    return _DIGITS[char] if char in _DIGITS else int(char)


def small_numeral(text: str) -> int:
    """The whole value of digits or a numeral: what counts days, weeks and months. Raises: ValueError."""
    found = Decimal(int(text)) if text.isdecimal() else read_numeral(text)
    if found is None:
        raise ValueError(text)
    return int(found)


def _section(text: str) -> Decimal | None:
    """The value of what stands below ten thousand; 1.2千 and 3百 count too."""
    if text[-1:] in ("千", "百") and _PLAIN.fullmatch(text[:-1]):
        return Decimal(text[:-1]) * (1_000 if text[-1] == "千" else 100)
    match = _SECTION.fullmatch(text)
    if match is None or not text:
        return None
    k, h, n = (digit_of(match[name]) if match[name] else 0 for name in "khn")
    tens = (digit_of(match["t"]) if match["t"] else 1) if match["ten"] else 0
    if n and not match["o"] and not tens and (k or h):
        n *= 10 if h else 100
    return Decimal(1_000 * k + 100 * h + 10 * tens + n)
