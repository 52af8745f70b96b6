"""A voice for tests: English as it is written in the source, sums in yuan, nothing looked up."""

from __future__ import annotations

from collections.abc import Sequence

from credit.domain.rules.speech import Quantity
from credit.domain.signals.registry import Unit

NOUNS = {Unit.DAYS: "day", Unit.MONTHS: "month", Unit.YEARS: "year", Unit.COUNT: "time"}


class English:
    def text(self, message: str) -> str:
        return message

    def quantity(self, quantity: Quantity) -> str:
        value = quantity.value
        if quantity.unit in (Unit.MONEY, Unit.MONEY_A_DAY):
            return f"CNY {value // 100}.{value % 100:02d}"
        if quantity.unit is Unit.BPS:
            return f"{value // 100}.{value % 100:02d}%"
        return f"{value} {NOUNS[quantity.unit]}{'' if value == 1 else 's'}"

    def listed(self, parts: Sequence[str], either: bool) -> str:
        *first, last = parts
        return f"{', '.join(first)} {'or' if either else 'and'} {last}" if first else last


ENGLISH = English()
