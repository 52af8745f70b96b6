"""The area of a lender's screens."""

from __future__ import annotations

from ledger.plumbing.access import Area

area = Area("lenders", "credit.web.lenders")
"""Everything under `/lenders`."""
