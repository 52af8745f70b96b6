"""The currency a statement is told in, as its address asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import g, request

from ledger.domain.reports.other_currency import Told
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import Invalid
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import say
from ledger.services.currencies import commodities
from ledger.services.reports.telling import told_in
from ledger.web.journal.sheet import COMMON
from ledger.web.seats import BookVisit


def read(visit: BookVisit, on: date, beside_on: date | None) -> Told | None:
    """The currency asked for with its rates; None for the home currency, and where there is no rate, which is named
    in the visit's faults. What is told in it needs no code on every sum."""
    fields = Fields(request.args)
    if "currency" not in fields:
        return None
    try:
        asked = commodities.unit_in(visit.session, visit.seat, fields.line("currency").upper())
        told = told_in(visit.session, visit.seat, asked, on, beside_on)
    except Invalid as error:
        visit.faults["currency"] = say(error)
        return None
    if told is not None:
        g.home_currency = told.currency
    return told


def choices(visit: BookVisit, told: Told | None) -> Sequence[tuple[str, str]]:
    """The currencies offered: home first, the one that is shown, and the common ones."""
    home = visit.seat.book.home_currency
    return [(code, code) for code in dict.fromkeys([home, *([shown_code(told.currency)] if told else []), *COMMON])]


def kept(told: Told | None) -> dict[str, str]:
    """What other days' addresses keep of it."""
    return {"currency": shown_code(told.currency)} if told else {}
