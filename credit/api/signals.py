"""Signals: what a ledger says on a day, told to somebody who sits in it. Nothing of it is kept or passed on."""

from __future__ import annotations

from credit.api.seats import IN_BOOK, OFFERS, BookVisit
from credit.api.shapes.signal import SignalsOut, SignalsQuery
from credit.services import measuring
from ledger.plumbing.api.area import ApiArea

area = ApiArea("signals", __name__)


@area.get("/books/<book>/signals", IN_BOOK, OFFERS, SignalsOut, query=SignalsQuery)
def signals(visit: BookVisit, query: SignalsQuery) -> SignalsOut:
    """What a ledger says of its money on a day. One's own figures need no consent, and nothing is kept of them."""
    person_id = visit.principal.person_id or 0
    found = measuring.seen(visit.session, person_id, visit.seat.book_id, query.on or visit.today)
    return SignalsOut.model_validate(measuring.measured_json(found))
