"""Taking a ledger along: a copy for a spreadsheet, for Beancount or for hledger."""

from __future__ import annotations

from flask import Response

from ledger.api.seats import READ, BookVisit
from ledger.api.shapes.export import ExportQuery
from ledger.domain.files.out.forms import FORMS, file_name
from ledger.domain.sharing.role import Deed
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.http import attached
from ledger.services.files import exporting

area = ApiArea("exports", __name__)
GIVES = tuple(sorted({form.mimetype for form in FORMS.values()}))


@area.file("/books/<book>/export", in_book(Deed.READ), READ, GIVES, query=ExportQuery)
def export(visit: BookVisit, query: ExportQuery) -> Response:
    """A copy of a ledger as it now stands, as a file. A table (csv, UTF-8 with a byte order mark), or plain text for
    Beancount or hledger that ends with the sums the ledger keeps, for that program to check."""
    form = FORMS[query.format]
    made = exporting.copied(visit.session, visit.seat, form, visit.today)
    return attached(made, form.mimetype, file_name(visit.seat.book.name, visit.today, form))
