"""Screens of a lender: what is live, the rules and who said yes to them, products, people, and the log."""

from credit.web.lenders import audit, deciding, editor, home, people, products, results, rules, trying
from credit.web.lenders.area import area

__all__ = ["area", "audit", "deciding", "editor", "home", "people", "products", "results", "rules", "trying"]
