"""One change between two versions in words: the row, the column, what stood and what stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from credit.domain.lenders.difference import Change
from credit.domain.signals.registry import SIGNALS
from credit.web.lenders.cells import cell_text
from credit.web.lenders.sheet import rate_text
from credit.web.lenders.words import OFFER_COLUMNS
from ledger.plumbing.format import number
from ledger.plumbing.i18n import gettext as _


def change_told(change: Change, currency: str) -> dict[str, Any]:
    """A change for the screen; a row that is new or gone has no column."""
    row = change.after or change.before
    if change.column in OFFER_COLUMNS:
        was, now = (_offered(change.column, value) for value in (change.was, change.now))
        said = {"column": _(OFFER_COLUMNS[change.column]), "was": was, "now": now}
    elif change.column:
        said = {"column": _(SIGNALS[change.column].plain), "was": _cell(change.column, change.was, currency),
                "now": _cell(change.column, change.now, currency)}
    else:
        said = {"column": "", "was": "", "now": ""}
    return {"row": row, "kind": change.kind.value, **said}


def _cell(signal: str, bounds: Any, currency: str) -> str:
    return cell_text(signal, [{"op": op, "bound": bound} for op, bound in bounds or ()], currency) or _("any")


def _offered(column: str, value: Any) -> str:
    """What a row offers, as the table writes it."""
    if value is None:
        return ""
    if column == "max":
        return number(Decimal(value))
    if column == "rate_percent":
        return rate_text(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
