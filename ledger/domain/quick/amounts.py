"""Numbers in a line that may be its amount, arithmetic and currency marks included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ledger.domain.quick.marks import MARK, currency_of
from ledger.domain.quick.phrases import JOINS
from ledger.domain.quick.typed import Typed, is_han, is_letter
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import Invalid
from ledger.kernel.limits import AMOUNT_TEXT_MAX
from ledger.kernel.money import Money
from ledger.kernel.number import is_sum, read_sum

MARKED, PLAIN, GLUED = 2, 1, 0
"""How much a number looks like money: beside a currency, standing alone, or counting the thing after it."""

_NUMBER = r"(?:[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)*|\.[0-9]+)"
_SUM = rf"[( ]*{_NUMBER}(?:[) ]*[-+*/x][( ]*{_NUMBER})*[)]*"
_FIND = re.compile(rf"(?P<before>{MARK})? ?(?P<sum>{_SUM})(?P<times> ?(?:[万萬千]|[kw](?![a-z])))?"
                   rf"(?: ?(?P<after>{MARK}))?(?P<tenth>(?<=[块塊元])[0-9][毛角]?(?![0-9.]))?")
_TIMES = {"万": 10_000, "萬": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}
_NOT_MONEY_BEFORE = "第双雙#@:._"
_NOT_MONEY_AFTER = "%折°_"


@dataclass(frozen=True, slots=True)
class AmountFound:
    """A number from `start` to `end`; `value` is None where it cannot be read, or not in one way."""

    start: int
    end: int
    text: str
    value: Decimal | None
    currency: str
    rank: int


def find_amounts(line: Typed, taken: Sequence[bool], home: str) -> list[AmountFound]:
    """Every number outside the places already taken, in the order typed."""
    found, at = [], 0
    while match := _FIND.search(line.folded, at):
        at = match.end()
        start, end = match.span("sum")
        if any(taken[start:end]):
            at = next(i for i in range(start, end) if taken[i]) + 1
            continue
        one = _read(line, match, taken, home)
        if one is not None:
            found.append(one)
            at = one.end
    return found


def _read(line: Typed, match: re.Match[str], taken: Sequence[bool], home: str) -> AmountFound | None:
    before, after = (_mark(line, match, side, taken, home) for side in ("before", "after"))
    start = match.start("before") if before else match.start("sum")
    end = match.end("after") if after else match.end("times") if match["times"] else match.end("sum")
    if match["tenth"] and after:
        end = match.end("tenth")
    start += len(line.folded[start:end]) - len(line.folded[start:end].lstrip())
    rank = MARKED if before or after else bare_rank(line.folded, start, end, taken)
    if rank is None:
        return None
    currency = after or before or home
    text, value = _value(match, currency, bool(after))
    return AmountFound(start, end, text, value, currency, rank)


def _mark(line: Typed, match: re.Match[str], side: str, taken: Sequence[bool], home: str) -> str | None:
    start, end = match.span(side)
    if start < 0 or any(taken[start:end]):
        return None
    return currency_of(line.text[start:end], line.folded[start:end], home)


def bare_rank(folded: str, start: int, end: int, taken: Sequence[bool]) -> int | None:
    """How much a bare number looks like money; None where it is part of something else."""
    before = folded[start - 1] if start and not taken[start - 1] else " "
    after = folded[end] if end < len(folded) and not taken[end] else " "
    beyond = folded[end + 1] if end + 1 < len(folded) else " "
    if is_letter(before) or before in _NOT_MONEY_BEFORE or is_letter(after) or after in _NOT_MONEY_AFTER:
        return None
    if before.isdigit() or after.isdigit() or (after in ":." and beyond.isdigit()):
        return None
    return GLUED if is_han(after) and after not in JOINS else PLAIN


def _value(match: re.Match[str], currency: str, has_after: bool) -> tuple[str, Decimal | None]:
    """The text as a field for amounts takes it, and its value: above zero, and small enough to record."""
    text = match["sum"].strip().replace("x", "*")
    if not is_sum(text) or text.count("(") != text.count(")"):
        text = text.strip("() ")
    try:
        value = read_sum(text[:AMOUNT_TEXT_MAX + 1], digits_of(currency))
        if match["times"]:
            value *= _TIMES[match["times"].strip()]
        if match["tenth"] and has_after and not is_sum(text):
            value += Decimal(int(match["tenth"][0])).scaleb(-1)
        exact = Money.of(value, currency).decimal
    except (Invalid, ArithmeticError):
        return text, None
    plain = format(exact, "f") if match["times"] or match["tenth"] else text
    return plain, value if value > 0 else None
