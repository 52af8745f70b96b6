"""Says the rules layer's sentences in the reader's language: sums, shares, days and lists as the house writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from credit.domain.rules.speech import Fact, Quantity, speak
from credit.domain.signals.registry import Unit
from ledger.plumbing.format import amount_text, listed, number, percent_bp
from ledger.plumbing.language import gettext, ngettext

_WHOLE_PERCENT = 100


def say_aloud(fact: Fact, currency: str) -> str:
    """A sentence of the rules layer in the current language; its sums are of `currency`."""
    return speak(fact, _Reader(currency))


@dataclass(frozen=True, slots=True)
class _Reader:
    """The voice of the current request."""

    currency: str

    def text(self, message: str) -> str:
        """A message in the reader's language."""
        return gettext(message)

    def quantity(self, quantity: Quantity) -> str:
        """A number with its unit."""
        value = quantity.value
        if quantity.unit in (Unit.MONEY, Unit.MONEY_A_DAY):
            return amount_text((value, self.currency), home=self.currency)
        if quantity.unit is Unit.BPS:
            return percent_bp(value, 0 if value % _WHOLE_PERCENT == 0 else 2)
        return _counted(quantity.unit, value)

    def listed(self, parts: Sequence[str], either: bool) -> str:
        """Texts as one."""
        return listed(parts, either=either)


def _counted(unit: Unit, value: int) -> str:
    said = number(Decimal(value))
    if unit is Unit.DAYS:
        return ngettext("%(number)s day", "%(number)s days", value, number=said)
    if unit is Unit.MONTHS:
        return ngettext("%(number)s month", "%(number)s months", value, number=said)
    if unit is Unit.YEARS:
        return ngettext("%(number)s year", "%(number)s years", value, number=said)
    if unit is Unit.COUNT:
        return ngettext("%(number)s time", "%(number)s times", value, number=said)
    return said
