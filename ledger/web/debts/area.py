"""The area of cards and loans."""

from ledger.plumbing.access import Area

area = Area("debts", __name__)
