"""Every area and resolver of the ledger, for the composition root."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.plumbing.access import Area, Resolver
from ledger.web.accounts import area as accounts
from ledger.web.ahead import area as ahead
from ledger.web.books import books
from ledger.web.budgets import area as budgets
from ledger.web.bulk import area as bulk
from ledger.web.currencies import area as rates
from ledger.web.debts import area as debts
from ledger.web.exports import exports
from ledger.web.guide import guide
from ledger.web.imports import area as imports
from ledger.web.invitations import invitations
from ledger.web.journal import area as journal
from ledger.web.members import members
from ledger.web.names import area as names
from ledger.web.offline import area as offline
from ledger.web.owed import area as owed
from ledger.web.papers import area as papers
from ledger.web.past import area as past
from ledger.web.people import area as people
from ledger.web.planning import planning
from ledger.web.proposals import proposals
from ledger.web.reminders import area as reminders
from ledger.web.reminders import stops
from ledger.web.reports import reports
from ledger.web.seats import resolve_book
from ledger.web.spreading import area as spreading
from ledger.web.start import start
from ledger.web.statements import area as statements


def areas() -> tuple[Area, ...]:
    """The screens of the ledger."""
    return (
        start, books, journal, past, papers, reports, statements, names, rates, budgets, planning, ahead, proposals,
        accounts, debts, owed, spreading, imports, exports, bulk, members, invitations, people, offline, reminders,
        stops, guide,
    )  # fmt: skip


def resolvers() -> Mapping[str, Resolver]:
    """Who finds the seat a rule speaks of."""
    return {"book": resolve_book}
