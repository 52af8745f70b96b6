"""The page of what lies ahead: the curve, its lowest point and what makes it, what comes up, what one can afford."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Response, make_response, render_template, request

from ledger.domain.ahead.coming import Thing, balances_after
from ledger.domain.ahead.months import months_of
from ledger.domain.ahead.ways import Afford
from ledger.domain.sharing.role import Deed
from ledger.kernel.ahead.forecast import HORIZON
from ledger.kernel.errors import HouseError
from ledger.kernel.ids import id_text
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import say
from ledger.services.ahead import forecasting, naming
from ledger.services.ahead.forecasting import Outlook
from ledger.services.ahead.naming import Names
from ledger.web.ahead import words
from ledger.web.ahead.area import area
from ledger.web.ahead.curve import curve
from ledger.web.seats import BookVisit

FIRST = 8
"""What comes up that is shown before the rest is opened."""


@dataclass(frozen=True, slots=True)
class ThingLine:
    """Something to come in words: its name, what is known of it, where it leads, and the money at hand after its day.

    `after` is minor units, None where no balance is known.
    """

    thing: Thing
    name: str
    note: str
    href: str
    after: int | None


@area.get("/books/<book>/ahead", may=in_book(Deed.READ))
def index(visit: BookVisit) -> Response:
    """The next 90 days; with an amount and a day, what spending it would leave."""
    seat, home = visit.seat, visit.seat.book.home_currency
    seen = forecasting.outlook(visit.session, seat, visit.today)
    known = naming.names(visit.session, seat, seen.things)
    asked, faults = _asked(visit, seen)
    lines = dict(zip(seen.things, _lines(visit, seen, known), strict=True))
    until = seen.on + timedelta(days=HORIZON)
    lowest = seen.found.lowest if seen.found else None
    return make_response(render_template(
        "ahead/index.html", book=id_text(seat.book_id), home=home, today=visit.today, until=until, seen=seen,
        lowest=lowest, curve=curve(seen, home) if seen.found else None, lines=list(lines.values()), first=FIRST,
        causes=[(lines[one.first], one) for one in seen.causes], everyday=_everyday(seen, lowest.day) if lowest else 0,
        ways=words.ways(visit, seen, known), months=months_of(seen.things, seen.on, until), weekdays=words.weekdays(),
        asked=asked, answer=words.answer(asked, home) if asked else None, typed=request.args, faults=faults,
        may_plan=seat.may(Deed.PLAN) and not seat.book.closed,
    ))


def _asked(visit: BookVisit, seen: Outlook) -> tuple[Afford | None, dict[str, str]]:
    """What the address asks whether it can be afforded, and what is wrong with that."""
    fields = Fields(request.args)
    if seen.paths is None or not ("amount" in fields or "on" in fields):
        return None, {}
    try:
        minor = fields.amount("amount", visit.seat.book.home_currency).minor
        return forecasting.afforded(seen, minor, fields.day("on", visit.today)), {}
    except HouseError as error:
        return None, {str(error.facts.get("field", "")): say(error)}


def _lines(visit: BookVisit, seen: Outlook, known: Names) -> list[ThingLine]:
    expected = {band.day: band.p50 for band in seen.bands}
    bare = balances_after(seen.things, seen.now) if seen.now is not None else ()
    return [
        ThingLine(one, known.of(one) or words.source(one), words.note(one, known), words.href(visit, one, known),
                  expected.get(one.day) if expected else bare[at] if bare else None)
        for at, one in enumerate(seen.things)
    ]


def _everyday(seen: Outlook, lowest: date) -> int:
    """What everything else is expected to take until the lowest day, minor units."""
    told = sum(one.minor for one in seen.things if one.day <= lowest)
    return (seen.now or 0) + told - min(band.p50 for band in seen.bands)
