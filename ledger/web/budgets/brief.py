"""The few budgets most used, for a page that is about something else."""

from __future__ import annotations

from ledger.domain.planning.allowance import Course
from ledger.services.planning import budgeting
from ledger.web.budgets.words import Shown, shown
from ledger.web.seats import BookVisit

BRIEF = 4
"""Budgets shown there."""


def most_used(visit: BookVisit) -> list[Shown]:
    """The running budgets of which the least is left, as a part of what was allowed."""
    found = budgeting.budgets(visit.session, visit.seat, visit.today)
    running = [one for one in found if one.allowance.course is Course.RUNNING]
    running.sort(key=lambda one: one.allowance.turn.left * 1_000 // max(one.allowance.turn.allowed, 1))
    return [shown(one, visit.today) for one in running[:BRIEF]]
