"""The area of tags, projects and payees."""

from ledger.plumbing.access import Area

area = Area("names", __name__)
