"""The command `forecast`: the money a ledger will hold, as its owner would see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click
from flask.cli import with_appcontext

from ledger.cli.seating import seat_in
from ledger.domain.sharing.role import Deed
from ledger.kernel.ahead.forecast import HORIZON, Forecast
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing import format as formats
from ledger.plumbing.access import database
from ledger.plumbing.api.words import amount_text
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell
from ledger.plumbing.fields import NotADay
from ledger.plumbing.i18n import gettext as _
from ledger.services.ahead import forecasting


@click.command("forecast")
@click.argument("book")
@click.option("--on", default="", metavar="DAY", help="The day, at its end. Default: today.")
@click.option("--days", default=HORIZON, show_default=True, help="How far ahead.")
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def forecast(book: str, on: str, days: int, as_whom: str, locale: str, as_json: bool) -> None:
    """The money a ledger will hold on the days ahead, as far as can be said."""
    with answering.answering(as_json, locale):
        with database().transaction(write=False) as session:
            seat = seat_in(session, read_id(book), as_whom, Deed.READ)
            found = forecasting.forecast_of(session, seat, _day(on, seat.book.zone), days)
        home = seat.book.home_currency
        tell(_json(found, home), as_json, _lines(found, home))


COMMANDS: tuple[click.Command, ...] = (forecast,)


def _day(text: str, zone: str) -> date:
    if not text:
        return clock.today(zone)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADay(text=text[:40], field="on") from None


def _json(found: Forecast, currency: str) -> dict[str, object]:
    """A forecast as a program reads it: amounts are decimal text, the chance basis points."""
    return {
        "days": [
            {"day": band.day.isoformat(), "p10": amount_text(band.p10, currency),
             "p50": amount_text(band.p50, currency), "p90": amount_text(band.p90, currency)}
            for band in found.bands
        ],
        "lowest": {"day": found.lowest.day.isoformat(), "amount": amount_text(found.lowest.p50, currency)},
        "chance_below_zero": found.short[-1],
    }


def _lines(found: Forecast, currency: str) -> Iterator[str]:
    for band in found.bands:
        ends = (formats.amount_text((minor, currency)) for minor in (band.p10, band.p50, band.p90))
        yield "  ".join((band.day.isoformat(), *ends))
    yield _("Lowest on %(day)s: %(amount)s") % {
        "day": formats.day_long(found.lowest.day), "amount": formats.amount_text((found.lowest.p50, currency))}
    yield _("Chance of running short: %(chance)s") % {"chance": formats.percent_bp(found.short[-1])}
