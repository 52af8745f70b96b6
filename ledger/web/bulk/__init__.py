"""Much at once: entries changed together, rows written together, templates, keys, and the way to any place."""

from ledger.web.bulk import grid, palette, several, sharing, stencils, tapping
from ledger.web.bulk.area import area

__all__ = ["area", "grid", "palette", "several", "sharing", "stencils", "tapping"]
