"""Reading one typed line, as the box does; nothing is recorded."""

from __future__ import annotations

from dataclasses import fields

from ledger.api.seats import READ, BookVisit
from ledger.api.shapes.reading import ReadingOut, ReadingQuery, ReadPartOut
from ledger.domain.sharing.role import Deed
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.services.books import quick
from ledger.services.quick.telling import told

area = ApiArea("reading", __name__)


@area.get("/books/<book>/reading", in_book(Deed.READ), READ, ReadingOut, query=ReadingQuery)
def read(visit: BookVisit, query: ReadingQuery) -> ReadingOut:
    """What a line means in this ledger, with what it remembers of the person who asks."""
    reading = quick.understand(visit.session, visit.seat, query.line, visit.today)
    said = told(reading, quick.accounts_in(visit.session, visit.seat))
    plain = {one.name: getattr(said, one.name) for one in fields(said)}
    parts = [ReadPartOut(amount=amount, category=category) for amount, category in said.parts]
    return ReadingOut(**{**plain, "parts": parts, "unsure": list(said.unsure), "names": dict(said.names),
                          "tags": list(said.tags)})
