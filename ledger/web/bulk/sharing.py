"""Addresses that fill the sheet without naming a ledger: the one used last takes them.

`/record?amount=32&payee=…` takes the names of the sheet's fields, or `line`; `/share` is where a telephone sends what
is shared to it. Both only fill in: nothing is recorded before a person presses Record.
"""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from ledger.domain.bulk.stencil import KEPT
from ledger.kernel.ids import id_text
from ledger.kernel.limits import LINE_MAX, NOTE_MAX
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.http import see_other
from ledger.services.bulk import lately
from ledger.web.bulk.area import area

FILLED = (*(name for name in KEPT if name not in ("category", "account", "to", "for")), "on", "rate", "line")
"""What an address without a ledger may say: nothing that is an id of one."""


@area.get("/record", may=SIGNED_IN)
def record_somewhere(visit: Visit[int]) -> Response:
    """The sheet of the ledger used last, with what the address says."""
    said = {name: request.args[name][:NOTE_MAX] for name in FILLED if request.args.get(name)}
    return _to_sheet(visit, said)


@area.get("/share", may=SIGNED_IN)
def share(visit: Visit[int]) -> Response:
    """What was shared from elsewhere, as the line one would type; an address with it becomes the note."""
    title, text, url = (" ".join(request.args.get(name, "").split()) for name in ("title", "text", "url"))
    words = [word for word in (text or title).split() if not word.startswith(("http://", "https://"))]
    links = [url] if url else [word for word in text.split() if word.startswith(("http://", "https://"))]
    said = {"line": " ".join(words)[:LINE_MAX]}
    if links:
        said["note"] = " ".join([*([title] if title else []), *links])[:NOTE_MAX]
    return _to_sheet(visit, {name: value for name, value in said.items() if value})


def _to_sheet(visit: Visit[int], said: dict[str, Any]) -> Response:
    seat = lately.last_used(visit.session, visit.principal)
    if seat is None:
        return see_other(url_for("books.open_form"))
    return see_other(url_for("journal.new", book=id_text(seat.book_id), **said))
