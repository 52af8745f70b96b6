"""One change between two versions in words: the row, the column, what stood and what stands."""

from __future__ import annotations

from typing import Any

from credit.domain.lenders.difference import Change
from credit.domain.signals.registry import SIGNALS
from credit.web.lenders.cells import cell_text
from credit.web.lenders.words import OFFER_COLUMNS
from ledger.plumbing.i18n import gettext as _


def change_told(change: Change, currency: str) -> dict[str, Any]:
    """A change for the screen; a row that is new or gone has no column."""
    row = change.after or change.before
    if change.column in OFFER_COLUMNS:
        said = {"column": _(OFFER_COLUMNS[change.column]), "was": _plain(change.was), "now": _plain(change.now)}
    elif change.column:
        said = {"column": _(SIGNALS[change.column].plain), "was": _cell(change.column, change.was, currency),
                "now": _cell(change.column, change.now, currency)}
    else:
        said = {"column": "", "was": "", "now": ""}
    return {"row": row, "kind": change.kind.value, **said}


def _cell(signal: str, bounds: Any, currency: str) -> str:
    return cell_text(signal, [{"op": op, "bound": bound} for op, bound in bounds or ()], currency) or _("any")


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
