"""What lies ahead of a ledger, and whether something can be afforded on a day."""

from __future__ import annotations

from ledger.api.seats import READ, BookVisit
from ledger.api.shapes.ahead import AffordOut, AheadOut, AheadQuery, BandOut, CauseOut, ThingOut, WayOut
from ledger.domain.ahead.coming import Thing
from ledger.domain.ahead.ways import Afford, Kind, Way
from ledger.domain.sharing.role import Deed
from ledger.kernel.ahead.expected import Source
from ledger.kernel.ahead.forecast import Band
from ledger.kernel.ids import id_text
from ledger.kernel.money import Money
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.words import amount_text, id_or_null
from ledger.services.ahead import forecasting, naming
from ledger.services.ahead.naming import Names

area = ApiArea("ahead", __name__)


@area.get("/books/<book>/ahead", in_book(Deed.READ), READ, AheadOut, query=AheadQuery)
def look_ahead(visit: BookVisit, query: AheadQuery) -> AheadOut:
    """What is expected of the money at hand in the next days, its lowest point and what makes it; and, where an amount
    is named, what spending it would leave."""
    seat, home = visit.seat, visit.seat.book.home_currency
    seen = forecasting.outlook(visit.session, seat, visit.today, query.days)
    known = naming.names(visit.session, seat, seen.things)
    afford = None
    if query.amount is not None:
        afford = forecasting.afforded(seen, Money.of(query.amount, home).minor, query.on or visit.today)
    return AheadOut(
        on=seen.on.isoformat(), currency=home, now=None if seen.now is None else amount_text(seen.now, home),
        lack=seen.lack.value if seen.lack else None, days=[_band(band, home) for band in seen.bands],
        lowest=_band(seen.found.lowest, home) if seen.found else None,
        chance_below_zero=seen.found.short[-1] if seen.found else None,
        coming=[_thing(one, known, home) for one in seen.things],
        causes=[CauseOut(first=_thing(one.first, known, home), turns=one.turns, amount=amount_text(one.minor, home))
                for one in seen.causes],
        ways=[_way(one, home) for one in seen.ways],
        afford=_afford(afford, home) if afford else None,
    )


def _band(band: Band, home: str) -> BandOut:
    return BandOut(day=band.day.isoformat(), p10=amount_text(band.p10, home), p50=amount_text(band.p50, home),
                   p90=amount_text(band.p90, home))


def _thing(one: Thing, known: Names, home: str) -> ThingOut:
    is_item = one.source == Source.PLANNED
    return ThingOut(
        day=one.day.isoformat(), amount=amount_text(one.minor, home), source=one.source, name=known.of(one),
        item=id_or_null(one.number if is_item else None), account=id_or_null(None if is_item else one.number),
        entry=id_or_null(one.entries[0] if one.entries else None))


def _way(way: Way, home: str) -> WayOut:
    number = id_text(way.number)
    return WayOut(
        kind=way.kind.value, amount=amount_text(way.minor, home), day=way.day.isoformat(), was=way.was.isoformat(),
        item=number if way.kind is Kind.LATER else None, account=number if way.kind is Kind.FROM else None,
        lowest=_band(way.lowest, home))


def _afford(found: Afford, home: str) -> AffordOut:
    return AffordOut(
        answer=found.answer, amount=amount_text(found.minor, home), on=found.day.isoformat(),
        without=_band(found.without, home), lowest=_band(found.lowest, home),
        chance_below_zero_without=found.chance_before, chance_below_zero=found.chance)
