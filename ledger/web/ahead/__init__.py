"""The page of what lies ahead."""

from ledger.web.ahead import pages
from ledger.web.ahead.area import area

__all__ = ["area", "pages"]
