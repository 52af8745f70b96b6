"""Spread over months: the list, one of them, and what a person does to it."""

from ledger.web.spreading import deeds, pages
from ledger.web.spreading.area import area

__all__ = ["area", "deeds", "pages"]
