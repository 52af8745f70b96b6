"""Commodities and the ledger's own table of prices: all of them, and new ones."""

from __future__ import annotations

from datetime import date

from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.currency import (
    Commodities,
    CommodityAgain,
    CommodityIn,
    CommodityOut,
    DifferingOut,
    PriceOut,
    PricePage,
    PriceQuery,
    PricesIn,
    PricesKept,
)
from ledger.domain.currencies.commodity import NAME_MAX, Commodity
from ledger.domain.currencies.price import Price
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import shown_code
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.cursor import opened, sealed
from ledger.plumbing.api.shape import ListQuery
from ledger.plumbing.fields import TooLong
from ledger.services.currencies import commodities, pricing

area = ApiArea("currencies", __name__)


@area.get("/books/<book>/commodities", in_book(Deed.READ), READ, Commodities, query=ListQuery)
def commodities_of(visit: BookVisit, query: ListQuery) -> Commodities:
    """Every commodity of the ledger, those put away too."""
    return Commodities(items=[_told(one) for one in commodities.load(visit.session, visit.seat).values()])


@area.post("/books/<book>/commodities", in_book(Deed.ARRANGE), WRITE, CommodityOut, body=CommodityIn, status=201)
def define(visit: BookVisit, body: CommodityIn) -> CommodityOut:
    """A new commodity."""
    said = Commodity(body.code.upper(), body.digits, _name(body.name))
    return _told(commodities.make(visit.session, visit.seat, said, clock.now()))


@area.post("/books/<book>/commodities/<code>", in_book(Deed.ARRANGE), WRITE, CommodityOut, body=CommodityAgain)
def define_again(visit: BookVisit, body: CommodityAgain, code: str) -> CommodityOut:
    """Another name for a commodity, or put it away."""
    was = commodities.get(visit.session, visit.seat, code)
    said = Commodity(was.code, was.digits, _name(body.name), body.closed)
    return _told(commodities.amend(visit.session, visit.seat, said, body.version, clock.now()))


@area.get("/books/<book>/prices", in_book(Deed.READ), READ, PricePage, query=PriceQuery)
def prices(visit: BookVisit, query: PriceQuery) -> PricePage:
    """The ledger's own table, latest first; the rates built in are not in it."""
    of = f"prices:{query.search}"
    on, code = opened(of, query.after) if query.after else (None, None)
    after = (date.fromisoformat(str(on)), str(code)) if on else None
    found = pricing.page(visit.session, visit.seat, query.search, after, query.limit)
    then = sealed(of, found.next[0].isoformat(), found.next[1]) if found.next else None
    home = visit.seat.book.home_currency
    return PricePage(items=[_price(one, home) for one in found.prices], next=then)


@area.post("/books/<book>/prices", in_book(Deed.IMPORT), WRITE, PricesKept, body=PricesIn)
def keep_prices(visit: BookVisit, body: PricesIn) -> PricesKept:
    """Keep prices, and complete the home values that waited for them."""
    said = [Price(one.currency, one.on, one.price, one.unit) for one in body.prices]
    kept, same, differing = pricing.keep(visit.session, visit.seat, said, clock.now(), over=body.over)
    home = visit.seat.book.home_currency
    return PricesKept(kept=kept, same=same, differing=[
        DifferingOut(stands=_price(one.stands, home), said=_price(one.said, home)) for one in differing])


def _name(text: str) -> str:
    if len(text) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    return text


def _told(one: Commodity) -> CommodityOut:
    return CommodityOut(code=one.code, digits=one.digits, name=one.name, closed=one.closed, version=one.version)


def _price(one: Price, home: str) -> PriceOut:
    return PriceOut(currency=shown_code(one.currency), on=one.on.isoformat(), price=f"{one.rate:f}",
                    unit=shown_code(one.unit or home), source=one.source.value)
