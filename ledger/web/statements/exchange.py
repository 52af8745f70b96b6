"""Gain and loss on other currencies and commodities as a page."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Response, make_response, render_template, url_for

from ledger.domain.currencies.gains import Line
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import shown_code
from ledger.kernel.ids import id_text, packed
from ledger.kernel.money import Money
from ledger.plumbing.access import in_book
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.currencies import gaining
from ledger.services.currencies.gaining import Exchange
from ledger.web.seats import BookVisit
from ledger.web.statements import asked as asking
from ledger.web.statements.area import area
from ledger.web.statements.frame import frame, status_of

BEHIND_MAX = 400
"""Entries one address names; more are found in the journal of the place."""


@area.get("/books/<book>/reports/exchange", may=in_book(Deed.READ))
def exchange(visit: BookVisit) -> Response:
    """What was gained or lost by what is held in other currencies, by currency and place."""
    asked = asking.read(visit)
    found = gaining.exchange(visit.session, visit.seat, asked.period, visit.today)
    told = [(shown_code(currency), found.priced.get(currency), [_line(visit, found, line) for line in lines])
            for currency, lines in groupby(found.lines, key=lambda line: line.held.currency)]
    response = make_response(render_template(
        "statements/exchange.html", **frame(visit, asked), found=found, told=told, unvalued=found.waiting,
        unpriced=[shown_code(one) for one in found.unpriced]))
    response.status_code = status_of(visit)
    return response


def _line(visit: BookVisit, found: Exchange, line: Line) -> dict[str, Any]:
    """A place and currency as the template draws it; what was realised opens the entries that did."""
    account, book = found.known[line.held.account_id], id_text(visit.seat.book_id)
    name = localised(account.names)
    behind = url_for("journal.behind", book=book, of=packed(line.entries[-BEHIND_MAX:]),
                     what=_("%(name)s: exchanged and realised", name=name)) if line.entries else ""
    return {"line": line, "name": name, "held": Money(line.minor, line.held.currency), "behind": behind,
            "href": url_for("journal.index", book=book, account=id_text(account.account_id), until=found.on)}
