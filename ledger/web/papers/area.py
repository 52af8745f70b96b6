"""The area of attached files."""

from ledger.plumbing.access import Area

area = Area("papers", __name__)
