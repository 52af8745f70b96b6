"""Reading a file of dated prices: a table, or the price lines of a Beancount or hledger journal. Nothing is guessed.

A table has the columns date, code, price and, where it is not the home currency, in; by their names in any order, or
in that order without names; parted by commas, semicolons or tabs. A day is year, month, day; 03/04/2026 is refused,
since two countries read it as two days. A number with one comma and no point is refused for the same reason. Sources:
Beancount 3 language syntax ("Prices"), hledger's manual ("P directive").
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger.domain.files.decode import decode
from ledger.kernel.errors import N_, HouseError, Invalid
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR
from ledger.kernel.number import AmbiguousAmount, NotAnAmount
from ledger.kernel.rate import canonical_rate

LINES_MAX = 50_000
"""Lines of one file."""

BYTES_MAX = 4 * 1024 * 1024
"""Bytes of one file."""

_SHOWN = 24
_NAMES = {
    "date": "date", "day": "date", "日期": "date", "日": "date",
    "code": "code", "currency": "code", "commodity": "code", "symbol": "code", "代码": "code", "代碼": "code",
    "货币": "code", "貨幣": "code", "币种": "code", "幣種": "code", "幣別": "code",
    "price": "price", "rate": "price", "value": "price", "close": "price", "价格": "price", "價格": "price",
    "汇率": "price", "匯率": "price", "净值": "price", "淨值": "price",
    "in": "in", "unit": "in", "quote": "in", "in currency": "in", "计价": "in", "計價": "in", "计价货币": "in",
    "計價貨幣": "in",
}
_COLUMNS = ("date", "code", "price", "in")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_BEANCOUNT = re.compile(r"([0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2})\s+price\s+(\S+)\s+(\S+)\s+([^\s;]+)\s*(?:;.*)?")
_HLEDGER = re.compile(
    r"P\s+([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})(?:\s+[0-9:]{5,8})?\s+(\"[^\"]+\"|[^\s0-9\"]+)\s+"
    r"(-?[0-9][0-9.,]*)\s*(\"[^\"]+\"|[^\s0-9;\"]+)\s*(?:;.*)?")
_IS_JOURNAL = re.compile(r"P\s+[0-9]{4}[-/.]|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}\s+[a-z*!]")
_PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,18})?")
_MARKS = (",", ".", "'", "\u2019", " ")
_GROUPED = {mark: re.compile(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in _MARKS}


class TooManyLines(Invalid):
    """More lines than one file of prices may have."""

    message = N_("This file has more than %(limit)s lines. Bring it in pieces.")


class DayUnclear(Invalid):
    """A day that is none, or that two countries read as two."""

    message = N_("“%(text)s” is not clearly a day. Write it as 2026-11-21.")


class PriceLineUnclear(Invalid):
    """A line that begins like a price and is none."""

    message = N_("This line is not a price. Write day, code, price, and what it is in.")


class ColumnMissing(Invalid):
    """A line with fewer columns than a price needs."""

    message = N_("This line lacks its %(column)s.")


class RateOutOfRange(Invalid):
    """A price of nothing, below nothing, or out of all proportion."""

    message = N_("“%(text)s” is no price. A price is a number above zero.")


@dataclass(frozen=True, slots=True)
class Found:
    """A price as a line says it; `unit` is "" where the line does not name what it is in."""

    line: int
    on: date
    code: str
    price: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that could not be read, as it stands, and why."""

    line: int
    text: str
    why: HouseError


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: prices, refused lines, and how many lines of a journal are about something else."""

    prices: tuple[Found, ...]
    refused: tuple[Refusal, ...]
    others: int = 0


def read(content: bytes, name: str) -> Reading:
    """Every line of a file as a price, a refusal, or something else. Raises: NotText, TooManyLines."""
    lines = [(n, line.text) for n, line in enumerate(decode(content, name).lines(), 1) if line.text.strip()]
    if len(lines) > LINES_MAX:
        raise TooManyLines(limit=LINES_MAX, field="file")
    is_journal = any(_IS_JOURNAL.match(text) for _n, text in lines)
    return _journal(lines) if is_journal else _table(lines)


def read_price(text: str) -> Decimal:
    """A price of any script's digits. Raises: NotAnAmount, AmbiguousAmount, RateOutOfRange."""
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.strip())
    plain = plain.replace("\u066b", ".").replace("\u066c", ",").replace("\u00a0", " ").replace("\u202f", " ")
    number = _plain(plain, text)
    try:
        canonical_rate(number)
    except Invalid:
        raise RateOutOfRange(text=text.strip()[:_SHOWN], field="price") from None
    return number


def read_day(text: str) -> date:
    """A day written as year, month, day. Raises: DayUnclear."""
    found = _DAY.fullmatch(text.strip())
    try:
        on = date(*map(int, found.groups())) if found else None
    except ValueError:
        on = None
    if on is None or not EARLIEST_YEAR <= on.year <= LATEST_YEAR:
        raise DayUnclear(text=text.strip()[:_SHOWN], field="day")
    return on


def _plain(text: str, typed: str) -> Decimal:
    """Digits with marks as a number: where both marks stand the later one is the point, one alone that stands more
    than once groups, and a lone comma may be either. Raises: NotAnAmount, AmbiguousAmount."""
    sign, body = ("-", text[1:].strip()) if text.startswith(("-", "\u2212")) else ("", text.removeprefix("+"))
    commas, points = body.count(","), body.count(".")
    if commas == 1 and not points and body.replace(",", "").isdecimal():
        raise AmbiguousAmount(text=typed.strip()[:_SHOWN], one=body.replace(",", "."), other=body.replace(",", ""),
                              field="price")
    decimal = "," if commas == 1 and body.rfind(",") > body.rfind(".") else "." if points == 1 else ""
    whole, mark, rest = body.rpartition(decimal) if decimal else (body, "", "")
    groups = next((one for one in _GROUPED if one in whole), "")
    said = f"{sign}{whole.replace(groups, '') if groups else whole or '0'}{mark and '.'}{rest}"
    is_grouped = not groups or _GROUPED[groups].fullmatch(whole)
    if not is_grouped or not (whole or rest) or not _PLAIN.fullmatch(said):
        raise NotAnAmount(text=typed.strip()[:_SHOWN], field="price")
    return Decimal(said)


def _journal(lines: Iterable[tuple[int, str]]) -> Reading:
    prices, refused, others = list[Found](), list[Refusal](), 0
    for n, text in lines:
        is_price = text.startswith("P ") or re.match(r"\S+\s+price\s", text)
        found = _HLEDGER.fullmatch(text.rstrip()) or _BEANCOUNT.fullmatch(text.rstrip())
        if not is_price:
            others += not text.lstrip().startswith((";", "#", "*", "%"))
            continue
        try:
            if found is None:
                raise PriceLineUnclear()
            day, code, price, unit = found.groups()
            prices.append(_found(n, day, code.strip('"'), price, unit.strip('"')))
        except HouseError as error:
            refused.append(Refusal(n, text, error))
    return Reading(tuple(prices), tuple(refused), others)


def _table(lines: Sequence[tuple[int, str]]) -> Reading:
    lines = [(n, text) for n, text in lines if not text.startswith("#")]
    if not lines:
        return Reading((), ())
    mark = max("\t;,", key=lines[0][1].count)
    rows = [(n, text, [cell.strip() for cell in next(csv.reader([text], delimiter=mark), [])]) for n, text in lines]
    names = [_NAMES.get(cell.lower(), "") for cell in rows[0][2]]
    if {"date", "code", "price"} <= set(names):
        rows = rows[1:]
    else:
        names = list(_COLUMNS)
    return _rows(rows, {name: names.index(name) for name in _COLUMNS if name in names})


def _rows(rows: Iterable[tuple[int, str, list[str]]], at: dict[str, int]) -> Reading:
    prices, refused = list[Found](), list[Refusal]()
    for n, text, cells in rows:
        try:
            said = {name: cells[place] if place < len(cells) else "" for name, place in at.items()}
            lacking = next((name for name in _COLUMNS[:3] if not said[name]), "")
            if lacking:
                raise ColumnMissing(column=lacking)
            if len([cell for cell in cells if cell]) > max(len(at), max(at.values()) + 1):
                raise PriceLineUnclear()
            prices.append(_found(n, said["date"], said["code"], said["price"], said.get("in", "")))
        except HouseError as error:
            refused.append(Refusal(n, text, error))
    return Reading(tuple(prices), tuple(refused))


def _found(line: int, day: str, code: str, price: str, unit: str) -> Found:
    return Found(line, read_day(day), code.strip().upper(), read_price(price), unit.strip().upper())

