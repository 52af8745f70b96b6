"""Taking a ledger along: the forms it can be had in, and the file."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from ledger.domain.files.out.forms import FORMS, file_name
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text
from ledger.plumbing.access import Area, in_book
from ledger.plumbing.fields import NotAChoice
from ledger.plumbing.http import attached
from ledger.services.files import exporting
from ledger.web.seats import BookVisit

exports = Area("exports", __name__)
USUAL = "csv"


@exports.get("/books/<book>/export", may=in_book(Deed.READ))
def index(visit: BookVisit) -> Response:
    """What a copy is good for, form by form."""
    return make_response(render_template("exports/index.html", book=id_text(visit.seat.book_id)))


@exports.get("/books/<book>/export/file", may=in_book(Deed.READ))
def file(visit: BookVisit) -> Response:
    """A copy as a file; a table unless another form is asked for. Raises: NotAChoice."""
    form = FORMS.get(request.args.get("format", USUAL))
    if form is None:
        raise NotAChoice(field="format")
    made = exporting.copied(visit.session, visit.seat, form, visit.today)
    return attached(made, form.mimetype, file_name(visit.seat.book.name, visit.today, form))
