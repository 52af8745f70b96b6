"""A cell of the table of rules: what is typed (≥ 3, ≤ 35, 5,000 – 20,000, = 2, nothing) and what it means.

Sums are written in whole units of a currency, shares and rates in per cent, everything else as it is counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from credit.domain.rules.rule_set import Op
from credit.domain.signals.registry import SIGNALS, Meaning, Unit
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.number import read_number
from ledger.plumbing.format import number

_OPS = {"≥": Op.AT_LEAST, "≤": Op.AT_MOST, "=": Op.IS}
_FOLD = str.maketrans({"＝": "=", "＞": ">", "＜": "<", "％": "%", "～": "–", "—": "–", "−": "-", "，": ",", "　": " "})
_ONE = re.compile(r"([≥≤=])\s*(.+)", re.DOTALL)
_RANGE = re.compile(r"(-?[^–\s-][^–-]*?)\s*(?:–|\s-\s|-(?=\s*\d))\s*(-?.+)", re.DOTALL)
_MONEY = frozenset({Unit.MONEY, Unit.MONEY_A_DAY})
CELL_MAX = 60


class NoComparison(Invalid):
    """A cell that says no comparison."""

    message = N_("Write ≥, ≤ or = before the number, or a range such as 5,000 – 20,000. Nothing means any.")


class NotSoFine(Invalid):
    """More digits than the signal is counted in."""

    message = N_("“%(text)s” is finer than this is counted. Write fewer digits.")


class UpsideDown(Invalid):
    """A range that ends below its beginning."""

    message = N_("The range ends below its beginning.")


def read_cell(signal: str, text: str, currency: str, field: str) -> list[dict[str, Any]]:
    """The comparisons of a cell, none where it is empty. Raises: NoComparison, NotSoFine, UpsideDown, NotAnAmount."""
    said = text[:CELL_MAX].translate(_FOLD).replace(">=", "≥").replace("<=", "≤").strip()
    if not said:
        return []
    one = _ONE.fullmatch(said)
    if one:
        return [_comparison(signal, _OPS[one[1]], _bound(signal, one[2], currency, field))]
    both = _RANGE.fullmatch(said)
    if both is None:
        raise NoComparison(field=field)
    low, high = (_bound(signal, part, currency, field) for part in both.groups())
    if high < low:
        raise UpsideDown(field=field)
    return [_comparison(signal, Op.AT_LEAST, low), _comparison(signal, Op.AT_MOST, high)]


def cell_text(signal: str, comparisons: Sequence[Mapping[str, Any]], currency: str) -> str:
    """What a cell says, as it would be typed."""
    lows = [one["bound"] for one in comparisons if one["op"] != Op.AT_MOST]
    highs = [one["bound"] for one in comparisons if one["op"] != Op.AT_LEAST]
    if not lows and not highs:
        return ""
    if lows and highs:
        low, high = (bound_text(signal, bound, currency) for bound in (max(lows), min(highs)))
        return f"= {low}" if low == high else f"{low} – {high}"
    sign, bound = ("≥", max(lows)) if lows else ("≤", min(highs))
    return f"{sign} {bound_text(signal, bound, currency)}"


def bound_text(signal: str, bound: int, currency: str) -> str:
    """A bound in the unit it is written in, grouped; no digits after the point where they would be zeros."""
    places = _places(SIGNALS[signal], currency)
    whole, rest = divmod(abs(bound), 10**places)
    return number(Decimal(bound).scaleb(-places) if rest else whole if bound >= 0 else -whole)


def unit_text(signal: str, currency: str) -> str:
    """The unit a column is written in, as a message to translate; the currency's code for sums."""
    unit = SIGNALS[signal].unit
    return currency if unit in _MONEY else UNITS[unit]


UNITS: Mapping[Unit, str] = {
    Unit.BPS: N_("per cent"), Unit.DAYS: N_("days"), Unit.MONTHS: N_("months"), Unit.YEARS: N_("years"),
    Unit.COUNT: N_("occasions"), Unit.CLASS: "", Unit.YES: "",
}


def choices(signal: str) -> list[tuple[str, str]]:
    """What may be chosen in a cell instead of typed, as (text of the cell, message); none where it is typed."""
    meaning = SIGNALS[signal]
    if meaning.unit is Unit.YES:
        return [("", N_("any")), ("= 1", N_("yes")), ("= 0", N_("no"))]
    return [("", N_("any")), *((f"= {at}", name) for at, name in enumerate(meaning.classes))] if meaning.classes else []


def _bound(signal: str, text: str, currency: str, field: str) -> int:
    places = _places(SIGNALS[signal], currency)
    scaled = read_number(text.strip().removesuffix("%").strip(), field).scaleb(places)
    if scaled != scaled.to_integral_value() or abs(scaled) >= 10**16:
        raise NotSoFine(text=text.strip()[:20], field=field)
    return int(scaled)


def _places(meaning: Meaning, currency: str) -> int:
    """How many digits after the point the unit is written with."""
    if meaning.unit in _MONEY:
        return digits_of(currency)
    return 2 if meaning.unit is Unit.BPS else 0


def _comparison(signal: str, op: Op, bound: int) -> dict[str, Any]:
    return {"signal": signal, "op": op.value, "bound": bound}
