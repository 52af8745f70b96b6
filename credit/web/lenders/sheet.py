"""The table of rules as a form: everything typed into it, kept as it was typed, and the rule set it comes to.

A sheet never loses what was typed. Faults are by field, and the field names row and column: `cell-2-dti`,
`max-0`. Rows count from 0 in names and from 1 on screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import MultiDict

from credit.domain.rules.denied import is_denied
from credit.domain.rules.rule_reader import ROWS_MAX, read_rule_set
from credit.domain.rules.rule_set import FORMAT
from credit.domain.signals.registry import SIGNALS
from credit.web.lenders.cells import CELL_MAX, cell_text, read_cell
from ledger.kernel.errors import HouseError, Invalid
from ledger.kernel.number import read_number
from ledger.plumbing.fields import Needed
from ledger.plumbing.format import number

COLUMNS_MAX = 20
"""Signals one row can ask for."""

_NUMBERS = "0123456789"


@dataclass(frozen=True)
class Line:
    """One row as typed: a text for each signal, and what it offers."""

    cells: Mapping[str, str] = field(default_factory=dict)
    product: str = ""
    most: str = ""
    rate: str = ""
    months: str = ""


@dataclass(frozen=True)
class Sheet:
    """The whole table as typed. `edition` is the draft's when it was opened; `open` the row being written, if any."""

    name: str
    moment: str
    edition: int
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    open: int | None = None


@dataclass(frozen=True)
class Read:
    """What a sheet comes to: the rule set's JSON shape as far as it can be read, and what is wrong by field."""

    document: Mapping[str, Any]
    faults: Mapping[str, HouseError]


def from_body(name: str, body: Mapping[str, Any], edition: int, currency: str) -> Sheet:
    """The sheet of a version's body."""
    rows = body["set"]["rows"]
    columns = tuple(dict.fromkeys(one["signal"] for row in rows for one in row["when"]))
    return Sheet(name, body["set"]["need"], edition, columns, tuple(_line(row, columns, currency) for row in rows))


def from_form(form: MultiDict[str, str]) -> Sheet:
    """The sheet of a form. A column of no signal, or of one that is there twice, is left out."""
    columns = tuple(dict.fromkeys(name for name in form.getlist("column") if may_ask(name)))[:COLUMNS_MAX]
    count = min(_whole(form.get("lines", "0")), ROWS_MAX)
    lines = tuple(Line(
        {signal: form.get(f"cell-{at}-{signal}", "")[:CELL_MAX] for signal in columns},
        *(form.get(f"{name}-{at}", "")[:CELL_MAX] for name in ("product", "max", "rate", "months")),
    ) for at in range(count))
    opened = form.get("open", "")
    return Sheet(form.get("name", "")[:80], form.get("need", "")[:40], _whole(form.get("edition", "0")), columns, lines,
                 _whole(opened) if opened else None)


def changed(sheet: Sheet, do: str, form: Mapping[str, str]) -> Sheet:
    """The sheet after a press: `open:2`, `copy:2`, `drop:2`, `up:2`, `down:2`, `add`, `column`, `less:dti`."""
    name, _, what = do.partition(":")
    at = _whole(what)
    lines = list(sheet.lines)
    if name == "column" and may_ask(form.get("signal", "")):
        return replace(sheet, columns=tuple(dict.fromkeys((*sheet.columns, form["signal"])))[:COLUMNS_MAX])
    if name == "less":
        return replace(sheet, columns=tuple(one for one in sheet.columns if one != what))
    if name == "add" and len(lines) < ROWS_MAX:
        lines.append(Line(product=lines[-1].product if lines else ""))
        return replace(sheet, lines=tuple(lines), open=len(lines) - 1)
    if not 0 <= at < len(lines):
        return sheet
    return _row_changed(sheet, name, at, lines)


def read(sheet: Sheet, currency: str) -> Read:
    """What the sheet comes to. Everything wrong is found, not only the first."""
    faults: dict[str, HouseError] = {}
    rows = [_row(line, at, sheet.columns, currency, faults) for at, line in enumerate(sheet.lines)]
    document = {"format": FORMAT, "need": sheet.moment, "rows": rows}
    if not sheet.name.strip():
        faults["name"] = Needed(field="name")
    for at, row in enumerate(rows):
        if not any(name.split("-")[1] == str(at) for name in faults if "-" in name):
            _check(sheet, row, at, faults)
    if not rows:
        _check_whole(document, faults)
    return Read(document, faults)


def may_ask(signal: str) -> bool:
    """Whether a rule may ask for a signal: it is measured, and not denied."""
    return signal in SIGNALS and not is_denied(signal)


def field_of(path: str, row: Mapping[str, Any], at: int) -> str:
    """The form's field for a path of the rule set's shape, such as `rows[0].when[1].bound`."""
    _, _, rest = path.partition("].")
    if rest.startswith("when["):
        place = _whole(rest[5:].partition("]")[0])
        when = row.get("when", ())
        return f"cell-{at}-{when[place]['signal']}" if place < len(when) else f"cell-{at}-"
    names = {"product": "product", "max": "max", "rate_percent": "rate", "instalments": "months"}
    return f"{names.get(rest.partition('.')[2].partition('[')[0], 'max')}-{at}"


def rate_text(percent: str) -> str:
    """A rate as it is written: two places at least."""
    whole = Decimal(percent or 0) * 100
    return f"{Decimal(percent):.2f}" if percent and whole == whole.to_integral_value() else percent


def _row_changed(sheet: Sheet, name: str, at: int, lines: list[Line]) -> Sheet:
    opened: int | None = at
    if name == "copy" and len(lines) < ROWS_MAX:
        lines.insert(at + 1, lines[at])
        opened = at + 1
    elif name == "drop":
        del lines[at]
        opened = None
    elif name in ("up", "down"):
        other = at + (1 if name == "down" else -1)
        if 0 <= other < len(lines):
            lines[at], lines[other] = lines[other], lines[at]
            opened = other
    return replace(sheet, lines=tuple(lines), open=opened)


def _line(row: Mapping[str, Any], columns: Sequence[str], currency: str) -> Line:
    cells = {signal: cell_text(signal, [one for one in row["when"] if one["signal"] == signal], currency)
             for signal in columns}
    offer = row["offer"]
    months = offer.get("instalments", [])
    return Line(cells, offer["product"], number(Decimal(offer["max"])), rate_text(offer.get("rate_percent", "")),
                ", ".join(map(str, months if isinstance(months, list) else [months])))


def _row(line: Line, at: int, columns: Sequence[str], currency: str, faults: dict[str, HouseError]) -> dict[str, Any]:
    when: list[dict[str, Any]] = []
    for signal in columns:
        name = f"cell-{at}-{signal}"
        try:
            when += read_cell(signal, line.cells.get(signal, ""), currency, name)
        except Invalid as error:
            faults[name] = error
    offer: dict[str, Any] = {"product": line.product.strip()}
    for name, key, text in (("max", "max", line.most), ("rate", "rate_percent", line.rate)):
        try:
            if text.strip() or name == "max":
                offer[key] = f"{read_number(text.strip().removesuffix('%'), f'{name}-{at}'):f}"
        except Invalid as error:
            faults[f"{name}-{at}"] = error
    months = [part for part in line.months.replace("，", ",").replace("、", ",").split(",") if part.strip()]
    if months:
        offer["instalments"] = [_whole(part.strip()) for part in months]
    return {"when": when, "offer": offer}


def _check(sheet: Sheet, row: Mapping[str, Any], at: int, faults: dict[str, HouseError]) -> None:
    """Whether one row by itself can be read, its faults filed by field."""
    try:
        read_rule_set({"format": FORMAT, "need": sheet.moment, "rows": [row]})
    except HouseError as error:
        path = str(error.facts.get("field", ""))
        faults["need" if path == "need" else field_of(path, row, at)] = error


def _check_whole(document: Mapping[str, Any], faults: dict[str, HouseError]) -> None:
    try:
        read_rule_set(document)
    except HouseError as error:
        faults[str(error.facts.get("field", ""))] = error


def _whole(text: str) -> int:
    """A whole number, −1 for anything else: no row, no month."""
    return int(text) if text and len(text) < 10 and all(c in _NUMBERS for c in text) else -1
