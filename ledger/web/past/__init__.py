"""Looking back over a book: what was done and undoing it, the trash, closing months."""

from ledger.web.past import activity, closing, trash
from ledger.web.past.area import area

__all__ = ["activity", "area", "closing", "trash"]
