"""The area of budgets and goals."""

from ledger.plumbing.access import Area

area = Area("budgets", __name__)
