"""What a program's request inside a ledger is, and the scopes it needs."""

from __future__ import annotations

from ledger.domain.books.book import Seat
from ledger.plumbing.access import Visit

BookVisit = Visit[Seat]
"""A request inside a book."""

READ, WRITE = "books:read", "books:write"
"""The scopes of everything about books."""
