"""Accounts and categories: what there is, and how it is arranged."""

from ledger.web.accounts import deeds, pages
from ledger.web.accounts.area import area

__all__ = ["area", "deeds", "pages"]
