"""What stands above every statement for keeping it: the saved reports, and where this one is saved and printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from ledger.domain.reports.saved import STATEMENTS
from ledger.kernel.ids import id_text
from ledger.services.reports import saving
from ledger.web.seats import BookVisit

_SHOWN = 6
"""Saved reports above a statement; the rest stand on their own page."""

OF = "of_statement"
"""Names the statement in the address of saving it."""

_PAGING = ("after", "cursor", "as")


def address(endpoint: str, book: str, said: Mapping[str, str]) -> str:
    """The address of a page of a book, with what was said after it as it was said."""
    return f"{url_for(endpoint, book=book)}?{urlencode(said)}"


def around(visit: BookVisit, endpoint: str) -> dict[str, Any]:
    """What the parts of a statement's head that keep it are given."""
    book, statement = id_text(visit.seat.book_id), endpoint.rpartition(".")[2]
    found = saving.reports(visit.session, visit.seat)
    said = {name: value for name, value in request.args.to_dict().items() if name not in _PAGING}
    can = statement in STATEMENTS
    return {
        "saved_reports": [(one.name, url_for("statements.open_saved", book=book, saved=id_text(one.report_id)))
                          for one in found[:_SHOWN]],
        "saved_more": len(found) > _SHOWN, "saved_href": url_for("statements.saved", book=book),
        "pdf_href": address(endpoint, book, {**said, "as": "pdf"}),
        "save_href": address("statements.new_saved", book, {**said, OF: statement}) if can else "",
    }
