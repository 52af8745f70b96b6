"""The area of what is done at once: several entries, a grid of rows, templates, keys, the way to any place."""

from ledger.plumbing.access import Area

area = Area("bulk", __name__)
