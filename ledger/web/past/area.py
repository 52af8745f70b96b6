"""The area of looking back."""

from ledger.plumbing.access import Area

area = Area("past", __name__)
