"""The area of the journal: what stands, looking back, and what a person does to an entry."""

from ledger.plumbing.access import Area

area = Area("journal", __name__)
