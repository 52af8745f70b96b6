"""Rates and prices, a book's own commodities, and the rate an entry is locked at."""

from ledger.web.currencies import commodities, deeds, pages, shown
from ledger.web.currencies.area import area

__all__ = ["area", "commodities", "deeds", "pages", "shown"]
