"""The pages of cards and loans: where each stands, what it costs, and paying it."""

from ledger.web.debts import card, early, instalments, loan
from ledger.web.debts.area import area

__all__ = ["area", "card", "early", "instalments", "loan"]
