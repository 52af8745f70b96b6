"""Reading a case handed in as JSON: strict about every key, so that a slip is refused and never guessed.

Amounts and rates are decimal text, days `YYYY-MM-DD`, counts whole numbers. Errors carry the field's path.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NoReturn

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.schedule import RateBelowZero
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR
from ledger.kernel.money import Money
from ledger.kernel.number import read_number

CASE_BYTES = 1_000_000
"""Size of a case in bytes."""

RATE_PERCENT_MAX = 100_000
"""Highest yearly rate a case may state, per cent."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class MalformedJson(Invalid):
    """Not JSON, or JSON that no two programs read alike."""

    message = N_("This is not one well-formed JSON object.")


class CaseTooLarge(Invalid):
    """More text than a case has."""

    message = N_("This is more than %(most)s bytes.")


class MissingField(Invalid):
    """Something that must be given is not."""

    message = N_("“%(field)s” is missing.")


class UnknownField(Invalid):
    """Something is given that has no meaning here."""

    message = N_("“%(field)s” is not known here.")


class NotQuoted(Invalid):
    """A bare number, or anything else, where text belongs: bare numbers lose digits between programs."""

    message = N_("“%(field)s” must be text in quotes.")


class NotWhole(Invalid):
    """A value that is no whole number."""

    message = N_("“%(field)s” must be a whole number, without quotes.")


class NotAList(Invalid):
    """A value that is no list."""

    message = N_("“%(field)s” must be a list.")


class NotAnObject(Invalid):
    """A value that has no fields."""

    message = N_("“%(field)s” must be an object with fields of its own.")


class NotADay(Invalid):
    """Text that is no day of the calendar, or one no book reaches."""

    message = N_("“%(text)s” is not a day. Write it as 2026-11-21.")


class NotOneOf(Invalid):
    """A word outside a closed list."""

    message = N_("“%(field)s” must be one of: %(choices)s.")


def read_case(text: bytes) -> dict[str, object]:
    """The one JSON object in some bytes. Raises: CaseTooLarge, MalformedJson."""
    if len(text) > CASE_BYTES:
        raise CaseTooLarge(most=CASE_BYTES)
    try:
        case = json.loads(text.decode("utf-8-sig"), parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise MalformedJson() from None
    if not isinstance(case, dict):
        raise MalformedJson()
    return case


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a field is given twice")
    return dict(pairs)


class RateTooHigh(Invalid):
    """A stated rate no contract has."""

    message = N_("A rate is at most %(most)s per cent a year.")


class AmountBelowZero(Invalid):
    """A fee or a payment that would be paid to the borrower."""

    message = N_("This amount is zero or more.")


@dataclass(frozen=True, slots=True)
class Case:
    """An object of a case, and the path that leads to it. Only the keys in `known` may stand in it.

    Raises: UnknownField; each reader: MissingField, and what its value can be wrong in.
    """

    values: Mapping[str, object]
    known: Collection[str]
    path: str = ""

    def __post_init__(self) -> None:
        for key in self.values:
            if key not in self.known:
                raise UnknownField(field=self.name(str(key)[:40]))

    def name(self, key: str) -> str:
        """A field's path, such as `payments[2].amount`."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the field is given."""
        return key in self.values

    def text(self, key: str) -> str:
        """A field of text. Raises: NotQuoted."""
        value = self._given(key)
        if not isinstance(value, str):
            raise NotQuoted(field=self.name(key))
        return value

    def choice(self, key: str, choices: Collection[str]) -> str:
        """A word out of a closed list. Raises: NotOneOf."""
        value = self.text(key)
        if value not in choices:
            raise NotOneOf(field=self.name(key), choices=", ".join(choices))
        return value

    def number(self, key: str) -> Decimal:
        """Decimal text. Raises: NotAnAmount, TwoPoints, AmbiguousAmount."""
        return read_number(self.text(key), self.name(key))

    def minor(self, key: str, currency: str, absent: int | None = None) -> int:
        """An amount in minor units; `absent` if it may be left out. Raises: as `number`, TooManyDigits."""
        if absent is not None and not self.has(key):
            return absent
        try:
            return Money.of(self.number(key), currency).minor
        except Invalid as error:
            error.facts["field"] = self.name(key)
            raise

    def not_below_zero(self, key: str, currency: str, absent: int | None = None) -> int:
        """An amount of zero or more in minor units. Raises: as `minor`, AmountBelowZero."""
        minor = self.minor(key, currency, absent)
        if minor < 0:
            raise AmountBelowZero(field=self.name(key))
        return minor

    def percent(self, key: str) -> Decimal:
        """A yearly rate in per cent, zero or more. Raises: as `number`, RateBelowZero, RateTooHigh."""
        percent = self.number(key)
        if percent < 0:
            raise RateBelowZero(field=self.name(key))
        if percent > RATE_PERCENT_MAX:
            raise RateTooHigh(most=RATE_PERCENT_MAX, field=self.name(key))
        return percent

    def whole(self, key: str) -> int:
        """A whole number, not in quotes. Raises: NotWhole."""
        value = self._given(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise NotWhole(field=self.name(key))
        return value

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers. Raises: NotAList, NotWhole."""
        value = self._given(key)
        if not isinstance(value, list):
            raise NotAList(field=self.name(key))
        if any(not isinstance(one, int) or isinstance(one, bool) for one in value):
            raise NotWhole(field=self.name(key))
        return tuple(value)

    def day(self, key: str) -> date:
        """A day. Raises: NotADay."""
        text = self.text(key)
        try:
            day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None or not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise NotADay(text=text[:24], field=self.name(key))
        return day

    def part(self, key: str, known: Collection[str]) -> Case:
        """An object within this one. Raises: NotAnObject."""
        return _case(self._given(key), known, self.name(key))

    def parts(self, key: str, known: Collection[str]) -> tuple[Case, ...]:
        """A list of objects. Raises: NotAList, NotAnObject."""
        value = self._given(key)
        if not isinstance(value, list):
            raise NotAList(field=self.name(key))
        return tuple(_case(inner, known, f"{self.name(key)}[{at}]") for at, inner in enumerate(value))

    def mapping(self, key: str) -> Mapping[str, object]:
        """An object whose keys are anybody's, unread. Raises: NotAnObject."""
        value = self._given(key)
        if not isinstance(value, dict):
            raise NotAnObject(field=self.name(key))
        return value

    def mappings(self, key: str) -> tuple[Mapping[str, object], ...]:
        """A list of such objects, unread. Raises: NotAList, NotAnObject."""
        value = self._given(key)
        if not isinstance(value, list):
            raise NotAList(field=self.name(key))
        if not all(isinstance(inner, dict) for inner in value):
            raise NotAnObject(field=self.name(key))
        return tuple(value)

    def _given(self, key: str) -> object:
        if key not in self.values:
            raise MissingField(field=self.name(key))
        return self.values[key]


def _case(value: object, known: Collection[str], path: str) -> Case:
    if not isinstance(value, dict):
        raise NotAnObject(field=path)
    return Case(value, known, path)
