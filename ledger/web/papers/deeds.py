"""What is done with an entry's files: adding them, taking one away, putting it back."""

from __future__ import annotations

from flask import Response, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Needed
from ledger.plumbing.http import see_other
from ledger.services.papers import attaching
from ledger.web.journal.pages import entry
from ledger.web.papers.area import area
from ledger.web.papers.sent import FIELD, papers_sent
from ledger.web.seats import BookVisit


@area.post("/books/<book>/journal/<thing>/papers", may=in_book(Deed.AMEND), again=entry)
def add(visit: BookVisit, thing: str) -> Response:
    """Attach the files of the form."""
    thing_id = read_id(thing)
    attaching.check_may(visit.session, visit.seat, thing_id)
    papers = papers_sent()
    if not papers:
        raise Needed(field=FIELD)
    attaching.attach(visit.session, visit.seat, thing_id, papers, clock.now())
    return _to(visit, thing)


@area.post("/books/<book>/journal/<thing>/papers/<attachment>/take-away", may=in_book(Deed.AMEND))
def take_away(visit: BookVisit, thing: str, attachment: str) -> Response:
    """Take a file away; it waits below to be put back."""
    attaching.take_away(visit.session, visit.seat, read_id(thing), read_id(attachment), clock.now())
    return _to(visit, thing)


@area.post("/books/<book>/journal/<thing>/papers/<attachment>/put-back", may=in_book(Deed.AMEND))
def put_back(visit: BookVisit, thing: str, attachment: str) -> Response:
    """Attach a file again that was taken away."""
    attaching.put_back(visit.session, visit.seat, read_id(thing), read_id(attachment), clock.now())
    return _to(visit, thing)


def _to(visit: BookVisit, thing: str) -> Response:
    return see_other(url_for("journal.entry", book=id_text(visit.seat.book_id), thing=thing) + "#papers")
