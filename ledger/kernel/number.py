"""The grammar of typed amounts: what a person may write as a number, and nothing looser.

Digits of any of the listed scripts, one decimal point, grouping by comma in threes or by fours, and the four
operations. No exponent, no NaN, no underscore: "1e1000000" is refused at its third character.
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from fractions import Fraction

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import AMOUNT_TEXT_MAX

_FOLD = str.maketrans("０１２３４５６７８９．，＋－＊／（）−–×÷、　", "0123456789.,+-*/()--*/, ")
_NUMBER = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,4}(?:,\d{4})+(?!\d)|\d{1,15})(?:\.\d{0,8})?|\.\d{1,8}", re.ASCII)
_TOKEN = re.compile(rf"\s*({_NUMBER.pattern}|[-+*/()])", re.ASCII)


class NotAnAmount(Invalid):
    """Text that is no number and no sum."""

    message = N_("“%(text)s” is not an amount. Write a number such as 32.50, or a sum such as 32+6.")


class TwoPoints(Invalid):
    """A number with two decimal points."""

    message = N_("“%(text)s” has two points. Did you mean %(guess)s?")


class AmbiguousAmount(Invalid):
    """A number that two countries read differently."""

    message = N_("“%(text)s” can be read in two ways. Write %(one)s or %(other)s.")


class DividedByZero(Invalid):
    """A sum that divides by nothing."""

    message = N_("“%(text)s” divides by zero.")


def read_number(text: str, field: str = "amount") -> Decimal:
    """The exact value of one typed number, sign allowed. Raises: NotAnAmount, TwoPoints, AmbiguousAmount."""
    folded = _folded(text, field)
    sign, body = (-1, folded[1:].lstrip()) if folded.startswith("-") else (1, folded.removeprefix("+").lstrip())
    return sign * _number(body, text, field)


def read_sum(text: str, digits: int, field: str = "amount") -> Decimal:
    """The value of typed arithmetic such as `32+6*2`, rounded half up to `digits` after the point.

    A plain number is never rounded: it comes back as typed, so that too many digits can be refused by name.
    Raises: NotAnAmount, TwoPoints, AmbiguousAmount, DividedByZero.
    """
    folded = _folded(text, field)
    if _NUMBER.fullmatch(folded) or not any(op in folded[1:] for op in "+-*/("):
        return read_number(text, field)
    tokens = _tokens(folded, text, field)
    value = _Sum(tokens, text, field).value()
    scaled = value * 10**digits
    whole = (abs(scaled) + Fraction(1, 2)).__floor__() * (1 if scaled >= 0 else -1)
    if abs(whole) >= 10**30:
        raise NotAnAmount(text=_short(text), field=field)
    return Decimal(whole).scaleb(-digits)


def is_sum(text: str) -> bool:
    """Whether the text holds arithmetic rather than one number."""
    return any(op in text.translate(_FOLD).strip()[1:] for op in "+-*/(")


def _folded(text: str, field: str) -> str:
    folded = text.translate(_FOLD).strip().lstrip("¥￥$€£").strip()
    if not folded or len(text) > AMOUNT_TEXT_MAX:
        raise NotAnAmount(text=_short(text), field=field)
    return folded


def _number(body: str, text: str, field: str) -> Decimal:
    if body.count(".") > 1 and set(body) <= set("0123456789.,"):
        whole, _, rest = body.replace(",", "").partition(".")
        raise TwoPoints(text=_short(text), guess=f"{whole or 0}.{rest.replace('.', '') or 0}", field=field)
    if re.fullmatch(r"[0-9]{1,3},[0-9]{1,2}", body):
        raise AmbiguousAmount(text=_short(text), one=body.replace(",", "."), other=body.replace(",", ""), field=field)
    if not _NUMBER.fullmatch(body):
        raise NotAnAmount(text=_short(text), field=field)
    with localcontext(prec=40):
        return Decimal(body.replace(",", "") or "0")


def _tokens(folded: str, text: str, field: str) -> list[str]:
    tokens, at = [], 0
    while at < len(folded):
        match = _TOKEN.match(folded, at)
        if match is None:
            raise NotAnAmount(text=_short(text), field=field)
        tokens.append(match[1])
        at = match.end()
    return tokens


def _short(text: str) -> str:
    return text.strip()[:24]


class _Sum:
    """Arithmetic by descent over at most AMOUNT_TEXT_MAX characters; exact fractions throughout."""

    def __init__(self, tokens: list[str], text: str, field: str) -> None:
        self.tokens, self.text, self.field, self.at = tokens, text, field, 0

    def value(self) -> Fraction:
        value = self._terms()
        if self.at != len(self.tokens):
            raise self._refusal()
        return value

    def _terms(self) -> Fraction:
        value = self._factors()
        while self._peek() in ("+", "-"):
            value += self._factors() if self._next() == "+" else -self._factors()
        return value

    def _factors(self) -> Fraction:
        value = self._atom()
        while self._peek() in ("*", "/"):
            if self._next() == "*":
                value *= self._atom()
            elif divisor := self._atom():
                value /= divisor
            else:
                raise DividedByZero(text=_short(self.text), field=self.field)
        return value

    def _atom(self) -> Fraction:
        token = self._next()
        if token == "-":
            return -self._atom()
        if token == "(":
            value = self._terms()
            if self._next() != ")":
                raise self._refusal()
            return value
        if token in ("+", "*", "/", ")", ""):
            raise self._refusal()
        return Fraction(_number(token, self.text, self.field))

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self.at += 1
        return token

    def _refusal(self) -> NotAnAmount:
        return NotAnAmount(text=_short(self.text), field=self.field)
