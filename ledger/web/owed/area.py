"""The area of what is owed."""

from ledger.plumbing.access import Area

area = Area("owed", __name__)
