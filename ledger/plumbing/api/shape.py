"""Shapes: what a program sends and is answered, checked by pydantic with our own words for text, days and amounts.

Nothing is coerced: a number where text is wanted is refused, a day is `YYYY-MM-DD`, an amount exact decimal text.
What is wrong is a refusal of ours that names its field, in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema

from ledger.kernel.currency import CODE_PATTERN, shown_code
from ledger.kernel.errors import HouseError, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.limits import LINE_MAX, NOTE_MAX
from ledger.kernel.number import NotAnAmount, read_number
from ledger.plumbing.answers import KEY_MAX
from ledger.plumbing.api.refusals import NotDecimal, WrongForm
from ledger.plumbing.fields import Fields, NotAChoice, NotADay, TooLong

T = TypeVar("T")
LIMIT_MAX = 200
"""Items of a list answered at once, at most."""

ID_PATTERN = "^[0-9a-hjkmnp-tv-z]{13}$"
AMOUNT_PATTERN = r"^-?[0-9]{1,15}(\.[0-9]{1,8})?$"
RATE_PATTERN = r"^[0-9]{1,13}(\.[0-9]{1,24})?$"
_RATE = re.compile(RATE_PATTERN.replace("$", r"\Z"))
_CODE = re.compile(CODE_PATTERN)
_AMOUNT = re.compile(AMOUNT_PATTERN.replace("$", r"\Z"))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,18}")


class Refused(ValueError):
    """How a refusal of ours passes through pydantic."""

    def __init__(self, error: HouseError) -> None:
        super().__init__(error.code)
        self.error = error


class Shape(BaseModel):
    """What goes in or out: no field but those named, nothing coerced."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True, frozen=True,
                                                  use_attribute_docstrings=True)


class Page(Shape):
    """One page of a list; `next` is the cursor of the page after it, null at the end."""

    items: list[Any]
    next: str | None = None


def read_text(reading: Callable[[str], T]) -> PlainValidator:
    """A validator of text alone; what the reading refuses is refused by the shape, in the same words."""

    def read(said: object) -> T:
        if not isinstance(said, str):
            raise Refused(WrongForm(wanted="string"))
        try:
            return reading(said)
        except HouseError as error:
            raise Refused(error) from None

    return PlainValidator(read)


def as_text(**schema: Any) -> WithJsonSchema:
    """How the document describes a text."""
    return WithJsonSchema({"type": "string", **schema})


def read_line(text: str, limit: int = LINE_MAX) -> str:
    """One line, as a form's field would be read. Raises: TooLong."""
    return Fields({"text": text}).line("text", limit=limit)


def _note(text: str) -> str:
    return Fields({"text": text}).note("text")


def _needed(text: str) -> str:
    return Fields({"text": text}).line("text", needed=True)


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise NotADay(text=text[:20])
    return Fields({"day": text}).day("day")


def _amount(text: str) -> Decimal:
    if not _AMOUNT.match(text):
        with suppress(NotAnAmount):
            read_number(text)
        raise NotDecimal(text=text.strip()[:24])
    return read_number(text)


def _id(text: str) -> int:
    try:
        return read_id(text)
    except Missing:
        raise NotAChoice() from None


def _currency(text: str) -> str:
    if text != text.strip().upper():
        raise NotAChoice()
    return Fields({"code": text}).currency("code")


def _unit(text: str) -> str:
    """A code as it is written; which commodity it means is found where the book is known. Raises: UnknownCurrency."""
    code = text if text == text.strip().upper() else ""
    return code if _CODE.fullmatch(code) else _currency(text)


def _rate(text: str) -> Decimal:
    if not _RATE.match(text):
        raise NotDecimal(text=text.strip()[:24])
    return Decimal(text)


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise WrongForm(wanted="integer")
    return int(text)


def _key(text: str) -> str:
    if len(text) > KEY_MAX:
        raise TooLong(limit=KEY_MAX)
    if not text.isascii() or not text.isprintable():
        raise NotAChoice()
    return text


def _limit(text: str) -> int:
    if not 1 <= (limit := _whole(text)) <= LIMIT_MAX:
        raise NotAChoice()
    return limit


Line = Annotated[str, read_text(read_line), as_text(maxLength=LINE_MAX)]
"""One line of text; blanks around it and control characters are dropped."""

Named = Annotated[str, read_text(_needed), as_text(minLength=1, maxLength=LINE_MAX)]
"""One line of text that says something."""

Key = Annotated[str, read_text(_key), as_text(pattern=f"^[ -~]{{0,{KEY_MAX}}}$")]
"""A key something is done once by."""

Note = Annotated[str, read_text(_note), as_text(maxLength=NOTE_MAX)]
"""Text of several lines."""

Day = Annotated[date, read_text(_day), PlainSerializer(date.isoformat), as_text(format="date")]
"""A day as YYYY-MM-DD: never a number, which pydantic would read as seconds since 1970."""

Amount = Annotated[Decimal, read_text(_amount), PlainSerializer("{:f}".format), as_text(pattern=AMOUNT_PATTERN)]
"""An exact amount, rate or bound: digits of ASCII, one point, no exponent, no grouping."""

Id = Annotated[int, read_text(_id), PlainSerializer(id_text), as_text(pattern=ID_PATTERN)]
"""An identifier as its thirteen characters."""

Currency = Annotated[str, read_text(_currency), as_text(pattern="^[A-Z]{3}$")]
"""A currency by its three letters."""

Unit = Annotated[str, read_text(_unit), as_text(pattern=f"^{CODE_PATTERN}$")]
"""A currency by its three letters, or a commodity of the ledger by its code."""

Rate = Annotated[Decimal, read_text(_rate), PlainSerializer("{:f}".format), as_text(pattern=RATE_PATTERN)]
"""A rate or a price: exact decimal text above zero."""

Count = Annotated[int, read_text(_whole), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 10**18 - 1})]
"""A whole number in an address."""

Limit = Annotated[int, read_text(_limit), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LIMIT_MAX})]
"""How many items at once, in an address."""

CursorText = Annotated[str, as_text()]
"""A cursor: `next` of the page before, empty for the first page."""

Version = Annotated[int, Field(ge=1, le=10**9)]
"""The version of a thing that was read."""

IdText = Annotated[str, as_text(pattern=ID_PATTERN)]
"""An identifier as it is answered."""

UnitText = Annotated[str, PlainSerializer(shown_code), as_text()]
"""A currency, or a commodity by its code, as it is answered."""

AmountText = Annotated[str, as_text(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
"""An amount as it is answered: exact decimal text with the currency's digits."""

DayText = Annotated[str, as_text(format="date")]
"""A day as it is answered."""

Instant = Annotated[str, as_text(format="date-time")]
"""An instant as it is answered, ISO 8601 in UTC."""


class ListQuery(Shape):
    """`after` is the `next` of the page before."""

    after: CursorText = ""
    limit: Limit = 50


class Nothing(Shape):
    """A deed that needs nothing said: an empty object, or no body."""
