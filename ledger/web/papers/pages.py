"""What is seen of an entry's files: the list on its page, each file, each small picture."""

from __future__ import annotations

from flask import Response

from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import read_id
from ledger.plumbing.access import in_book
from ledger.services.papers import attaching
from ledger.web.papers.area import area
from ledger.web.papers.sent import file_response, picture_response
from ledger.web.seats import BookVisit


@area.get("/books/<book>/journal/<thing>/papers/<attachment>", may=in_book(Deed.READ))
def file(visit: BookVisit, thing: str, attachment: str) -> Response:
    """A file of an entry, whole. Raises: Missing."""
    found = attaching.one(visit.session, visit.seat, read_id(thing), read_id(attachment))
    return file_response(attaching.content(visit.session, visit.seat, found), found.kind, found.name)


@area.get("/books/<book>/journal/<thing>/papers/<attachment>/small", may=in_book(Deed.READ))
def small(visit: BookVisit, thing: str, attachment: str) -> Response:
    """The small picture of a file. Raises: Missing, for one without."""
    found = attaching.one(visit.session, visit.seat, read_id(thing), read_id(attachment))
    return picture_response(attaching.thumb(visit.session, visit.seat, found))

