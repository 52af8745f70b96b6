"""Our words as a program is answered: identifiers, exact amounts, instants; and places in a list already at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from ledger.kernel.ids import id_text
from ledger.kernel.money import exact_text
from ledger.plumbing.api.cursor import Key, opened, sealed

T = TypeVar("T")


def id_or_null(number: int | None) -> str | None:
    """An identifier's text, or null."""
    return None if number is None else id_text(number)


def amount_text(minor: int, currency: str) -> str:
    """Minor units as exact decimal text with the currency's digits, however large a sum they are."""
    return exact_text(minor, currency)


def instant(at: datetime) -> str:
    """An instant in ISO 8601."""
    return at.isoformat(timespec="milliseconds")


def page_of(of: str, items: Sequence[T], key: Callable[[T], Key], after: str, limit: int) -> tuple[list[T], str | None]:
    """One page of items that are all at hand, in their own order, and the cursor of the next. Raises: BadCursor."""
    start = 0
    if after:
        last = opened(of, after)[0]
        start = next((n for n, one in enumerate(items, 1) if key(one) == last), len(items))
    shown = list(items[start : start + limit])
    more = start + limit < len(items)
    return shown, sealed(of, key(shown[-1])) if more else None
