"""Every area of the ledger's API, for the composition root."""

from __future__ import annotations

from ledger.api import (
    accounts,
    activity,
    ahead,
    books,
    budgets,
    checks,
    exports,
    goals,
    imports,
    me,
    names,
    planned,
    reading,
    reports,
    statements,
)
from ledger.api.bulk import several, templates
from ledger.api.currencies import exchange, table
from ledger.api.journal import attachments, entries, owed
from ledger.plumbing.api.area import ApiArea


def areas() -> tuple[ApiArea, ...]:
    """What programs may do with the ledger."""
    return tuple(module.area for module in (
        me, books, accounts, checks, entries, attachments, names, reading, planned, ahead, imports, reports,
        statements, exports, budgets, goals, table, exchange, activity, owed, several, templates))
