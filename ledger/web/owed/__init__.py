"""Who owes what: the page, and what a person does to settle it; what came back for an entry; claims."""

from ledger.web.owed import deeds, of_entries, pages
from ledger.web.owed.area import area

__all__ = ["area", "deeds", "of_entries", "pages"]
