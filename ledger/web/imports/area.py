"""The area of bank files."""

from ledger.plumbing.access import Area

area = Area("imports", __name__)
