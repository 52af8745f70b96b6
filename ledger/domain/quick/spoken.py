"""Amounts as they are spoken: 三十二块五, 两百, 3块2毛5, 五毛, 四千八百日元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ledger.domain.quick.amounts import MARKED, AmountFound, bare_rank
from ledger.domain.quick.marks import MARK, currency_of
from ledger.domain.quick.numerals import NUMERAL, SMALL, digit_of, read_numeral
from ledger.domain.quick.typed import Typed
from ledger.kernel.errors import Invalid
from ledger.kernel.money import Money

_DIGITS = r"(?<![0-9.,])[0-9]{1,9}"
_DIME = r"[毛角]"
_TAIL = (rf"(?<=[块塊元圆圓])(?P<tenth>{SMALL})(?![0-9.十百千万萬号號月日天周週])"
         rf"(?:{_DIME}(?P<cent>{SMALL})?(?![0-9.])分?)?")
_FIND = re.compile(
    rf"(?P<before>{MARK})? ?(?P<han>{NUMERAL})(?P<after> ?(?:{MARK}))?(?:{_TAIL})?"
    rf"|(?P<digits>{_DIGITS}) ?(?P<unit>[块塊元])(?:{_TAIL.replace('tenth', 'tenths').replace('cent', 'cents')})"
    rf"|(?<![0-9.,十百千万萬零〇])(?P<dimes>{SMALL}){_DIME}(?P<left>{SMALL}(?![0-9.]))?(?:钱|錢|分)?")
_BIG = frozenset("十百千万萬亿億")


def find_spoken(line: Typed, taken: Sequence[bool], home: str) -> list[AmountFound]:
    """Every amount said in Chinese numerals, or in coins, outside the places already taken."""
    matches = (match for match in _FIND.finditer(line.folded) if not any(taken[match.start():match.end()]))
    found = (_han(line, match, taken, home) if match["han"] else _coins(line, match, home) for match in matches)
    return [one for one in found if one is not None]


def _han(line: Typed, match: re.Match[str], taken: Sequence[bool], home: str) -> AmountFound | None:
    """A numeral beside a currency, or one too long to be part of a word: 三 in 三明治 is none."""
    value = read_numeral(match["han"])
    before, after = (_currency(line, match, side, home) for side in ("before", "after"))
    start = match.start("before") if before else match.start("han")
    end = match.end() if after else match.end("han")
    rank = MARKED if before or after else bare_rank(line.folded, match.start("han"), end, taken)
    if value is None or rank is None or not (before or after or _stands_alone(match["han"])):
        return None
    if after:
        value += _small(match["tenth"], match["cent"])
    return _found(start, end, value, after or before or home, rank)


def _coins(line: Typed, match: re.Match[str], home: str) -> AmountFound | None:
    """Digits with their tenths and hundredths: 3块2毛5, 五毛."""
    if match["dimes"]:
        return _found(match.start(), match.end(), _small(match["dimes"], match["left"]), home, MARKED)
    value = Decimal(match["digits"]) + _small(match["tenths"], match["cents"])
    return _found(match.start(), match.end(), value, currency_of(match["unit"], match["unit"], home) or home, MARKED)


def _currency(line: Typed, match: re.Match[str], side: str, home: str) -> str | None:
    start, end = match.span(side)
    typed, folded = line.text[start:end].strip(), line.folded[start:end].strip()
    return currency_of(typed, folded, home) if start >= 0 else None


def _stands_alone(numeral: str) -> bool:
    return len(numeral) > 1 and not _BIG.isdisjoint(numeral)


def _small(tenth: str | None, cent: str | None) -> Decimal:
    tens, ones = (digit_of(char) if char else 0 for char in (tenth, cent))
    return Decimal(10 * tens + ones).scaleb(-2)


def _found(start: int, end: int, value: Decimal, currency: str, rank: int) -> AmountFound | None:
    try:
        exact = Money.of(value, currency).decimal
    except (Invalid, ArithmeticError):
        return None
    return AmountFound(start, end, format(exact.normalize(), "f"), exact, currency, rank) if exact > 0 else None
