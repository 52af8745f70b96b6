"""Bank files on screen: bringing one, reviewing it, recording it whole, taking it back whole."""

from ledger.web.imports import deeds, pages
from ledger.web.imports.area import area

__all__ = ["area", "deeds", "pages"]
