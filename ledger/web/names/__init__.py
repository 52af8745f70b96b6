"""Tags, projects and payees: what each came to, and what is done to them."""

from ledger.web.names import deeds, pages
from ledger.web.names.area import area

__all__ = ["area", "deeds", "pages"]
