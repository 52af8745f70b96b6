"""A dated price: what one of a currency or commodity was worth on a day, in the home currency or in another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Source(StrEnum):
    """Where a price of a book's own table came from: typed, read from a file, or what an exchange was made at."""

    TYPED = "typed"
    FILE = "file"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Price:
    """One price. `unit` is the currency it is in, None for the home currency."""

    currency: str
    on: date
    rate: Decimal
    unit: str | None = None
    source: Source = Source.TYPED

    @property
    def key(self) -> tuple[str, date]:
        """What it is of: one currency has one price a day."""
        return self.currency, self.on

    def says_the_same(self, other: Price) -> bool:
        """Whether two prices are one, wherever they came from."""
        return self.key == other.key and self.rate == other.rate and self.unit == other.unit

    def content(self) -> dict[str, Any]:
        """What is digested; the currency it is in only where it is not the home one."""
        said = {"currency": self.currency, "on": self.on, "rate": format(self.rate.normalize(), "f"), "in": self.unit}
        return {name: value for name, value in said.items() if value is not None}
