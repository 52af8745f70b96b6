"""Accounts and categories: what there is, how it is arranged, and whether it holds what the books say."""

from ledger.web.accounts import checks, deeds, fixes, pages
from ledger.web.accounts.area import area

__all__ = ["area", "checks", "deeds", "fixes", "pages"]
