"""What a program's request of a person or of a lender is, and the scopes it needs."""

from __future__ import annotations

from typing import Any

from credit.domain.lenders.lender import LenderSeat
from credit.domain.lenders.role import Deed
from ledger.kernel.errors import Missing
from ledger.plumbing.access import Rule, Visit, in_book

PersonVisit = Visit[int]
"""A request of a person: the seat is their number."""

BookVisit = Visit[Any]
"""A request inside a book: of the seat only `book_id` is of interest here."""

LenderVisit = Visit[LenderSeat]
"""A request inside a lender."""

OFFERS, RULES = "offers:read", "lender:rules"
"""The scopes of the person's side and of the lender's."""

IN_BOOK = in_book("read")
"""Anybody who sits in the book in the path."""

VERSION_DIGITS = 6


def in_lender(deed: Deed) -> Rule:
    """A person of the lender in the path whose role allows the deed: the rule of its pages."""
    return Rule("lender", deed)


def read_version(text: str) -> int:
    """The number of a version in an address. Raises: Missing."""
    if not (text.isascii() and text.isdigit() and len(text) <= VERSION_DIGITS):
        raise Missing()
    return int(text)
