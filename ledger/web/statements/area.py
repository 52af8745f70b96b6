"""The area of statements."""

from ledger.plumbing.access import Area

area = Area("statements", __name__)
