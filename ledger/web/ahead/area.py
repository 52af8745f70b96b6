"""The area of what lies ahead."""

from ledger.plumbing.access import Area

area = Area("ahead", __name__)
