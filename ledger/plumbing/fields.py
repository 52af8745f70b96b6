"""Reading forms: each field by name and by what it must be. What cannot be read is Invalid and names its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from werkzeug.datastructures import MultiDict

from ledger.kernel.currency import DIGITS, UnknownCurrency, digits_of, is_commodity
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.ids import read_id
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR, LINE_MAX, NOTE_MAX
from ledger.kernel.money import Money
from ledger.kernel.number import read_number, read_sum


class Needed(Invalid):
    """A field left empty that must be filled."""

    message = N_("Fill this in.")


class TooLong(Invalid):
    """More characters than a field takes."""

    message = N_("At most %(limit)s characters.")


class NotADay(Invalid):
    """Text that is no day."""

    message = N_("“%(text)s” is not a day. Write it as 2026-11-21.")


class NotAChoice(Invalid):
    """A value that was not among the choices."""

    message = N_("Choose one of those shown.")


class Fields:
    """A form as typed readings. Every method raises Invalid with the fact `field`."""

    def __init__(self, form: MultiDict[str, str] | Mapping[str, str]) -> None:
        self.form = form

    def __contains__(self, name: str) -> bool:
        return bool(self.form.get(name, "").strip())

    def line(self, name: str, *, needed: bool = False, limit: int = LINE_MAX) -> str:
        """One line of text, outer blanks and control characters removed."""
        text = "".join(c for c in self.form.get(name, "") if c.isprintable()).strip()
        return self._bounded(name, text, needed, limit)

    def note(self, name: str, limit: int = NOTE_MAX) -> str:
        """Text of several lines."""
        text = "".join(c for c in self.form.get(name, "") if c.isprintable() or c == "\n").strip()
        return self._bounded(name, text, False, limit)

    def secret(self, name: str, limit: int = LINE_MAX) -> str:
        """A password or code, exactly as typed."""
        return self._bounded(name, self.form.get(name, ""), True, limit)

    def amount(self, name: str, currency: str) -> Money:
        """Typed money, arithmetic allowed."""
        if name not in self:
            raise Needed(field=name)
        digits = digits_of(currency)
        try:
            return Money.of(read_sum(self.form.get(name, ""), digits, name), currency)
        except Invalid as error:
            error.facts["field"] = name
            raise

    def number(self, name: str) -> Decimal:
        """A typed number, exact."""
        if name not in self:
            raise Needed(field=name)
        return read_number(self.form.get(name, ""), name)

    def whole(self, name: str, low: int, high: int) -> int:
        """A whole number between two bounds, both in."""
        text = self.line(name, needed=True)
        if not text.isascii() or not text.isdigit() or not low <= int(text[:12]) <= high:
            raise NotAChoice(field=name)
        return int(text)

    def day(self, name: str, default: date | None = None) -> date:
        """A day written as YYYY-MM-DD; the default only where nothing was written."""
        text = self.line(name)
        if not text and default is not None:
            return default
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise NotADay(text=text[:20], field=name) from None
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise NotADay(text=text[:20], field=name)
        return day

    def choice(self, name: str, among: Mapping[str, object] | tuple[str, ...] | frozenset[str]) -> str:
        """One of the values offered."""
        value = self.form.get(name, "")
        if value not in among:
            raise NotAChoice(field=name)
        return value

    def currency(self, name: str) -> str:
        """A currency code."""
        code = self.line(name, needed=True).upper()
        if code not in DIGITS:
            raise UnknownCurrency(code=code[:8], field=name)
        return code

    def unit(self, name: str) -> str:
        """The code of a currency, or what a commodity of the book is kept as; whether it has that one is not asked."""
        code = self.line(name, needed=True).upper()
        return code if is_commodity(code) else self.currency(name)

    def id(self, name: str) -> int:
        """An identifier; one that is malformed names nothing. Raises: Needed, Missing."""
        if name not in self:
            raise Needed(field=name)
        return read_id(self.form.get(name, ""))

    def id_or_none(self, name: str) -> int | None:
        """An identifier, or None where the field is empty."""
        return self.id(name) if name in self else None

    def flag(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self.form.get(name, "") in ("1", "on", "yes", "true")

    def _bounded(self, name: str, text: str, needed: bool, limit: int) -> str:
        if needed and not text:
            raise Needed(field=name)
        if len(text) > limit:
            raise TooLong(limit=limit, field=name)
        return text
