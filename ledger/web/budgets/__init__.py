"""Budgets and goals: what may be spent and what is left of it, what is to be saved and whether one is on track."""

from ledger.web.budgets import deeds, goals, pages
from ledger.web.budgets.area import area

__all__ = ["area", "deeds", "goals", "pages"]
