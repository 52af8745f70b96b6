"""The area of accounts and categories."""

from ledger.plumbing.access import Area

area = Area("accounts", __name__)
