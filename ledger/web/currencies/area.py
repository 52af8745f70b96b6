"""The area of rates, prices and commodities."""

from ledger.plumbing.access import Area

area = Area("rates", __name__)
