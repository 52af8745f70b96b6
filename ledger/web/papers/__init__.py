"""Files attached to entries, on screen: adding them, seeing them, taking them away and putting them back."""

from ledger.web.papers import deeds, pages
from ledger.web.papers.area import area

__all__ = ["area", "deeds", "pages"]
