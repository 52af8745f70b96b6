"""The area of what is spread over months."""

from ledger.plumbing.access import Area

area = Area("spreading", __name__)
