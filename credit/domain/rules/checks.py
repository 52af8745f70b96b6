"""Static checks of a rule set before anybody tries it out: what is wrong with it, and what may not be meant.

Source: credit.md F2. Rows are named by their number, counted from one. A check that `blocks` must be mended before
the rules can be handed in; the others are to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from credit.domain.case import Case
from credit.domain.rules.boxes import Box, box, empty_sides, is_covered, is_within, shared, side, uncovered
from credit.domain.rules.plain import condition_said
from credit.domain.rules.rule_reader import (
    DeniedSignal,
    UnknownSignal,
    condition_cases,
    read_condition,
    read_head,
    read_need,
    read_terms,
    row_cases,
)
from credit.domain.rules.rule_set import Condition
from credit.domain.rules.speech import Fact, Literal, Said
from credit.domain.signals.registry import SIGNALS, Unit
from ledger.kernel.errors import N_, HouseError

OVERLAPS_SHOWN = 20
"""Overlapping pairs told one by one; the count says how many there are in all."""

_CUTS_MOST = 10_000
"""Cuts spent on looking for rows that several others hide together; the work stays bounded."""

_HUNDRED = 100
_Part = TypeVar("_Part")


class Check(StrEnum):
    """What was looked for, in the order it is told."""

    UNREADABLE = "unreadable"
    UNKNOWN_SIGNAL = "unknown_signal"
    DENIED_SIGNAL = "denied_signal"
    MISMATCH = "mismatch"
    CONTRADICTION = "contradiction"
    UNREACHABLE = "unreachable"
    NOT_UNIQUE = "not_unique"
    OVERLAP = "overlap"
    UNIT = "unit"
    GAP = "gap"


BLOCKING = frozenset({
    Check.UNREADABLE, Check.UNKNOWN_SIGNAL, Check.DENIED_SIGNAL, Check.MISMATCH, Check.CONTRADICTION,
    Check.UNREACHABLE})
"""Checks that must be mended."""


@dataclass(frozen=True)
class Finding:
    """One thing found: which check, the rows it is about (from one), the field's path where it is one, and words."""

    check: Check
    rows: tuple[int, ...]
    said: Said
    field: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the rules cannot be handed in with it."""
        return self.check in BLOCKING


@dataclass(frozen=True, slots=True)
class _Read:
    """A row that could be read: its number, counted from one, its conditions and its box."""

    number: int
    conditions: tuple[Condition, ...]
    box: Box


def static_checks(document: object) -> tuple[Finding, ...]:
    """Everything found in the JSON shape of a rule set, blocking first; a part that cannot be read stops no other."""
    try:
        head = read_head(document)
        cases = row_cases(head)
    except HouseError as error:
        return (_refusal(error, ()),)
    findings: list[Finding] = []
    try:
        read_need(head)
    except HouseError as error:
        findings.append(_refusal(error, ()))
    rows = [row for number, case in enumerate(cases, start=1) if (row := _row(case, number, findings))]
    findings += [*_contradictions(rows), *_units(rows)]
    rows = [row for row in rows if not empty_sides(row.box)]
    findings += [*_unreachable(rows), *_overlaps(rows), *_gaps(rows)]
    return tuple(sorted(findings, key=lambda one: (not one.blocks, list(Check).index(one.check), one.rows)))


def _row(case: Case, number: int, findings: list[Finding]) -> _Read | None:
    """A row, None where not all of it can be read; what cannot is found."""
    before = len(findings)
    parts = _tried(condition_cases, case, number, findings) or ()
    conditions = [_tried(read_condition, part, number, findings) for part in parts]
    _tried(read_terms, case, number, findings)
    if len(findings) > before:
        return None
    whole = tuple(one for one in conditions if one is not None)
    return _Read(number, whole, box(whole))


def _tried(read: Callable[[Case], _Part], case: Case, number: int, findings: list[Finding]) -> _Part | None:
    try:
        return read(case)
    except HouseError as error:
        findings.append(_refusal(error, (number,)))
        return None


def _refusal(error: HouseError, rows: tuple[int, ...]) -> Finding:
    """A refusal of the reader, told as a finding."""
    field = str(error.facts.get("field", ""))
    kind = Check.MISMATCH if field.endswith((".bound", ".op")) else _MEANT.get(type(error), Check.UNREADABLE)
    facts: dict[str, Fact] = {name: Literal(str(value)) for name, value in error.facts.items()}
    return Finding(kind, rows, Said(error.message, facts), field)


def _contradictions(rows: list[_Read]) -> Iterator[Finding]:
    for row in rows:
        for signal in empty_sides(row.box):
            yield Finding(Check.CONTRADICTION, (row.number,), Said(
                N_("Row %(row)s fits nobody: its conditions on “%(signal)s” exclude each other."),
                {"row": _number(row), "signal": Said(SIGNALS[signal].plain)}))


def _units(rows: list[_Read]) -> Iterator[Finding]:
    """Bounds so small that somebody may have thought in whole units."""
    for row in rows:
        for one in row.conditions:
            words = _SMALL.get(SIGNALS[one.signal].unit)
            if words and 0 < abs(one.bound) < _HUNDRED:
                what = condition_said(one.signal, one.low, one.high)
                yield Finding(Check.UNIT, (row.number,), Said(words, {"row": _number(row), "what": what}))


def _unreachable(rows: list[_Read]) -> Iterator[Finding]:
    for at, row in enumerate(rows):
        above = [other for other in rows[:at] if shared(row.box, other.box) is not None]
        whole = next((other for other in above if is_within(row.box, other.box)), None)
        if whole:
            yield Finding(Check.UNREACHABLE, (row.number, whole.number), Said(
                N_("Row %(row)s is never reached: whoever fits it already fits row %(other)s."),
                {"row": _number(row), "other": _number(whole)}))
        elif is_covered(row.box, [other.box for other in above], _CUTS_MOST // len(rows)):
            yield Finding(Check.UNREACHABLE, (row.number,), Said(
                N_("Row %(row)s is never reached: whoever fits it already fits a row above it."),
                {"row": _number(row)}))


def _overlaps(rows: list[_Read]) -> Iterator[Finding]:
    pairs = [(one, other, both) for at, one in enumerate(rows) for other in rows[at + 1:]
             if (both := shared(one.box, other.box)) is not None]
    for one, other, both in pairs[:OVERLAPS_SHOWN]:
        signal = next((signal for signal in one.box if signal in other.box), None)
        facts: dict[str, Fact] = {"row": _number(one), "other": _number(other)}
        if signal:
            facts["what"] = condition_said(signal, *side(both, signal))
        yield Finding(Check.OVERLAP, (one.number, other.number), Said(_OVERLAP[signal is not None], facts))
    if pairs:
        yield Finding(Check.NOT_UNIQUE, (), Said(
            N_("Pairs of rows that can fit the same person: %(count)s. The upper one wins."),
            {"count": Literal(str(len(pairs)))}))


def _gaps(rows: list[_Read]) -> Iterator[Finding]:
    """Values of a signal that every row asks for, at which no row offers anything."""
    signals = [signal for signal in (rows[0].box if rows else ()) if all(signal in row.box for row in rows)]
    for signal in signals:
        if SIGNALS[signal].unit is not Unit.YES:
            for span in uncovered(signal, [row.box for row in rows]):
                what = condition_said(signal, span.low, span.high)
                yield Finding(Check.GAP, (), Said(
                    N_("Nobody is offered anything where %(what)s. Is that meant?"), {"what": what}))


def _number(row: _Read) -> Literal:
    return Literal(str(row.number))


_MEANT: dict[type[HouseError], Check] = {UnknownSignal: Check.UNKNOWN_SIGNAL, DeniedSignal: Check.DENIED_SIGNAL}
_OVERLAP = {
    True: N_("Rows %(row)s and %(other)s overlap where %(what)s. Row %(row)s wins there."),
    False: N_("Rows %(row)s and %(other)s can fit the same person. Row %(row)s wins."),
}
_COIN = N_("Row %(row)s says: %(what)s. Sums are counted in the smallest coin: 120000 is 1,200.00.")
_SMALL = {
    Unit.BPS: N_("Row %(row)s says: %(what)s. Shares and rates are hundredths of a per cent: 1600 is 16%%."),
    Unit.MONEY: _COIN, Unit.MONEY_A_DAY: _COIN,
}
