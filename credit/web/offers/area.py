"""The area of offers: what was shown to a person, why, and what they do with it."""

from __future__ import annotations

from ledger.plumbing.access import Area

area = Area("offers", "credit.web.offers")
