"""Planned items on screen: what is to come, how it repeats, and what is done about it when it does."""

from ledger.web.planning import deeds, pages, turns
from ledger.web.planning.area import planning

__all__ = ["deeds", "pages", "planning", "turns"]
