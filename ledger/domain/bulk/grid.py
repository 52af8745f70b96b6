"""A row written beside others, as it was typed: days in words or as a spreadsheet gives them, names of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.domain.books.account import Account
from ledger.domain.books.search import folded
from ledger.domain.files.values import read_when
from ledger.domain.quick.days import find_days, maybe_days
from ledger.domain.quick.typed import fold
from ledger.kernel.errors import N_, Invalid

COLUMNS = ("on", "amount", "what", "account", "payee", "note")
"""The columns of a row, in the order they are typed and pasted."""

_SPREADSHEET_BEGINS = date(1899, 12, 30)
_SERIAL_DIGITS = 5


class NoSuchDay(Invalid):
    """Text in the column of days that is no day."""

    message = N_("“%(text)s” is not a day. Write it as 2026-11-21, or in words.")


class NoAccountCalled(Invalid):
    """A name in the column of accounts that no account has."""

    message = N_("No account is called “%(text)s”.")


class NoCategoryCalled(Invalid):
    """Words that neither name a category nor remind of one."""

    message = N_("“%(text)s” names no category. Write one of the ledger's.")


class GridTooLong(Invalid):
    """More rows than are recorded at once."""

    message = N_("At most %(limit)s rows at once. A longer list is brought in as a file.")


class RowsToMend(Invalid):
    """Rows that cannot be recorded as they are."""

    message = N_("Some rows are to be mended. Nothing is recorded yet, and everything typed is here.")


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row as text. With no amount, `what` is a whole line: `lunch 32 wechat`."""

    n: int
    on: str = ""
    amount: str = ""
    what: str = ""
    account: str = ""
    payee: str = ""
    note: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, column) for column in COLUMNS[1:])


def read_day(text: str, today: date) -> date:
    """The day a cell says; today where it is empty. Raises: NoSuchDay."""
    text = text.strip()
    if not text:
        return today
    said = fold(text)
    whole = [one.day for one in (*find_days(said, today), *maybe_days(said, today))
             if (one.start, one.end) == (0, len(said))]
    if whole:
        return whole[0]
    is_serial = text.isascii() and text.isdigit() and len(text) == _SERIAL_DIGITS
    when = read_when(text, _SPREADSHEET_BEGINS if is_serial else None)
    if when is None:
        raise NoSuchDay(text=text[:20], field="on")
    return when[0]


def account_called(text: str, among: Iterable[Account]) -> Account | None:
    """The account with this name in any language, or with this word of its own; None for none."""
    asked = folded(text).strip()
    found = list(among)
    named = (one for one in found if asked in {folded(name) for name in one.names.values()})
    worded = (one for one in found if asked in {folded(word) for word in one.words})
    return next(named, None) or next(worded, None)
