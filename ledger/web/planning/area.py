"""The area of planned items, and what its pages and deeds have in common."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from ledger.kernel.ids import id_text
from ledger.plumbing.access import Area
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.web.seats import BookVisit

planning = Area("planning", __name__)
_NUMBER_MAX = 10**11


def frame(visit: BookVisit) -> dict[str, Any]:
    """What every page of the area shows."""
    return {
        "book": book_of(visit),
        "home": visit.seat.book.home_currency,
        "today": visit.today,
        "faults": visit.faults,
    }


def book_of(visit: BookVisit) -> str:
    """The book as its address writes it."""
    return id_text(visit.seat.book_id)


def number(name: str) -> int:
    """A whole number that a form or an address carries. Raises: Needed, NotAChoice."""
    return Fields(request.values).whole(name, 1, _NUMBER_MAX)


def back(visit: BookVisit) -> Response:
    """On to the list of what is planned."""
    return see_other(url_for("planning.index", book=book_of(visit)))
