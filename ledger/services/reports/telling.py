"""A statement told in another currency: at what rates, or that none is known."""

from __future__ import annotations

from datetime import date

from ledger.domain.books.book import Seat
from ledger.domain.reports.other_currency import Told
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import N_, Invalid
from ledger.plumbing.db import Session
from ledger.store.books import rates


class NoRateToTell(Invalid):
    """A currency nobody knows a rate of on the statement's day."""

    message = N_("There is no rate for %(currency)s on %(on)s, so this stays in %(home)s. Write one under Rates.")


def told_in(session: Session, seat: Seat, currency: str, on: date, beside_on: date | None) -> Told | None:
    """The rates of a statement in a currency; None for the home currency. Raises: NoRateToTell."""
    home = seat.book.home_currency
    if currency == home:
        return None
    known = rates.rate_on(session, seat.book_id, currency, home, on)
    before = rates.rate_on(session, seat.book_id, currency, home, beside_on) if beside_on else None
    if known is None or (beside_on is not None and before is None):
        missing = on if known is None else beside_on
        raise NoRateToTell(currency=shown_code(currency), home=home, on=missing, field="currency")
    if before is None:
        return Told(currency, known.rate, known.day)
    return Told(currency, known.rate, known.day, before.rate, before.day)
