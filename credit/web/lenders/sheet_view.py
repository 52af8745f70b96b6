"""The table of rules made ready for the screen: heads, cells with their marks, what each row says, what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from credit.domain.lenders.difference import asked
from credit.domain.lenders.lender import Lender
from credit.domain.offers.product import Product
from credit.domain.rules.checks import Check, Finding
from credit.domain.rules.denied import is_denied
from credit.domain.rules.rule_reader import read_rule_set
from credit.domain.rules.rule_set import RuleSet
from credit.domain.signals.registry import SIGNALS, Subject
from credit.services.lenders import reading
from credit.services.speaking import say_aloud
from credit.web.lenders.cells import cell_text, choices, unit_text
from credit.web.lenders.sheet import Sheet, field_of, rate_text, read
from ledger.kernel.errors import N_, HouseError
from ledger.plumbing.format import number
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import say

SUBJECTS: Mapping[Subject, str] = {
    Subject.BOOK: N_("The ledger"), Subject.OFFER: N_("The offer"), Subject.SITUATION: N_("The situation"),
}
_BEFORE = {"product": "product", "max": "max", "rate": "rate_percent", "months": "instalments"}
_STATES: Mapping[Check, str] = {
    Check.OVERLAP: N_("overlaps %(row)s"), Check.UNREACHABLE: N_("never reached"),
    Check.CONTRADICTION: N_("fits nobody"), Check.UNIT: N_("look at the unit"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A signal asked for: its name to a person, its unit, and what may be chosen where nothing is typed."""

    signal: str
    label: str
    unit: str
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its field, what is typed, what it was before (None: the same), its mark ("", warn, bad), its fault."""

    name: str
    text: str
    was: str | None
    mark: str
    fault: str
    label: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row: cells by signal, the four cells of what it offers, a state (kind, words) if any, and its sentence."""

    at: int
    cells: Mapping[str, Cell]
    offer: Mapping[str, Cell]
    state: tuple[str, str] | None
    says: str
    is_open: bool

    @property
    def number(self) -> int:
        """Its number on screen."""
        return self.at + 1


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole table. `found` are (kind, words): bad must be mended, warn is to be looked at."""

    currency: str
    columns: tuple[Column, ...]
    rows: tuple[ShownRow, ...]
    found: tuple[tuple[str, str], ...]
    faults: Mapping[str, str]
    in_all: Sequence[tuple[str, str]]
    spoken: int | None
    pickable: Sequence[tuple[str, Sequence[tuple[str, str]]]]

    @property
    def bad(self) -> int:
        """How much must be mended."""
        return sum(kind == "bad" for kind, _said in self.found) + len(self.faults)

    @property
    def warn(self) -> int:
        """How much is to be looked at."""
        return sum(kind == "warn" for kind, _said in self.found)


def shown_of(sheet: Sheet, sold: Mapping[str, Product], lender: Lender, on: date,
             before: Sequence[Mapping[str, Any]] | None) -> Shown:
    """A sheet for the screen. `before` are the rows of what is live, None where nothing is."""
    currency = reading.currency_of([line.product for line in sheet.lines], sold)
    held = read(sheet, currency)
    findings = reading.findings(held.document, sold, lender, on) if not held.faults else ()
    rules = _rules(held.document) if not held.faults else None
    columns = tuple(Column(one, _(SIGNALS[one].plain), _(unit) if (unit := unit_text(one, currency)) else "",
                           [(value, _(text)) for value, text in choices(one)]) for one in sheet.columns)
    labels = {column.signal: column.label for column in columns} | {
        "product": _("Product"), "max": _("Up to"), "rate": _("Yearly rate"), "months": _("Months")}
    marks = _marks(findings, held.document)
    faults = {name: say(error) for name, error in held.faults.items()}
    rows = tuple(_row(sheet, at, currency, labels, marks, faults, findings, rules, before)
                 for at in range(len(sheet.lines)))
    spoken = sheet.open if sheet.open is not None and sheet.open < len(rows) else 0 if rows else None
    in_all = reading.aloud_in_all(rules.rows[spoken], currency) if rules and spoken is not None else []
    told = tuple(("bad" if one.blocks else "warn", say_aloud(one.said, currency)) for one in findings)
    return Shown(currency, columns, rows, told, _located(faults, labels), in_all, spoken, _pickable(sheet))


def _row(sheet: Sheet, at: int, currency: str, labels: Mapping[str, str], marks: Mapping[str, str],
         faults: Mapping[str, str], findings: Sequence[Finding], rules: RuleSet | None,
         before: Sequence[Mapping[str, Any]] | None) -> ShownRow:
    line = sheet.lines[at]
    old = before[at] if before is not None and len(before) == len(sheet.lines) else None

    def cell(name: str, text: str, was: str | None) -> Cell:
        key = name.partition("-")[2].partition("-")[2] or name.partition("-")[0]
        label = _("Row %(row)s: %(column)s", row=at + 1, column=labels[key])
        return Cell(name, text, was if was != text else None, marks.get(name, ""), faults.get(name, ""), label)

    cells = {one: cell(f"cell-{at}-{one}", line.cells.get(one, ""), _was(old, one, currency)) for one in sheet.columns}
    texts = {"product": line.product, "max": line.most, "rate": line.rate, "months": line.months}
    offer = {name: cell(f"{name}-{at}", text, _was_offered(old, name)) for name, text in texts.items()}
    says = reading.aloud(rules.rows[at], currency) if rules else ""
    is_open = sheet.open == at or any(name.split("-")[1:2] == [str(at)] for name in faults)
    return ShownRow(at, cells, offer, _state(at + 1, findings), says, is_open)


def _was(old: Mapping[str, Any] | None, signal: str, currency: str) -> str | None:
    if old is None:
        return None
    return cell_text(signal, [{"op": op, "bound": bound} for op, bound in asked(old).get(signal, ())], currency)


def _was_offered(old: Mapping[str, Any] | None, name: str) -> str | None:
    if old is None:
        return None
    value = old["offer"].get(_BEFORE[name], "")
    if name == "max":
        return number(Decimal(value))
    if name == "rate":
        return rate_text(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _state(number: int, findings: Sequence[Finding]) -> tuple[str, str] | None:
    """The first thing found about a row, in two or three words; an overlap is told at the lower row."""
    for one in findings:
        if number not in one.rows or (one.check is Check.OVERLAP and one.rows[0] == number):
            continue
        if one.check is Check.UNREACHABLE and one.rows[0] != number:
            continue
        words = _(_STATES.get(one.check, N_("must be mended"))) % {"row": one.rows[0]}
        return ("bad" if one.blocks else "warn"), words
    return None


def _marks(findings: Sequence[Finding], document: Mapping[str, Any]) -> dict[str, str]:
    """The cells a finding is about."""
    marks: dict[str, str] = {}
    for one in findings:
        if one.field and one.rows:
            at = one.rows[0] - 1
            marks[field_of(one.field, document["rows"][at], at)] = "bad" if one.blocks else "warn"
    return marks


def _rules(document: Mapping[str, Any]) -> RuleSet | None:
    try:
        return read_rule_set(document)
    except HouseError:
        return None


def _located(faults: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    """Each fault with the row and column it is in."""
    told = {}
    for name, text in faults.items():
        kind, _dash, rest = name.partition("-")
        at, _dash, signal = rest.partition("-")
        key = signal or kind
        is_cell = at.isdigit() and key in labels
        told[name] = _("Row %(row)s, %(column)s: %(fault)s", row=int(at) + 1, column=labels[key],
                       fault=text) if is_cell else text
    return told


def _pickable(sheet: Sheet) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """The signals that may be added, by what they speak of."""
    return [(_(name), [(one, _(meaning.plain)) for one, meaning in SIGNALS.items()
                       if meaning.subject is subject and one not in sheet.columns and not is_denied(one)])
            for subject, name in SUBJECTS.items()]

