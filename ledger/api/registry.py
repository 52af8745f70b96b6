"""Every area of the ledger's API, for the composition root."""

from __future__ import annotations

from ledger.api import (
    accounts,
    books,
    budgets,
    checks,
    entries,
    exports,
    goals,
    imports,
    me,
    planned,
    reading,
    reports,
    statements,
)
from ledger.api.currencies import exchange, table
from ledger.plumbing.api.area import ApiArea


def areas() -> tuple[ApiArea, ...]:
    """What programs may do with the ledger."""
    return tuple(module.area for module in (
        me, books, accounts, checks, entries, reading, planned, imports, reports, statements, exports, budgets, goals,
        table, exchange))
