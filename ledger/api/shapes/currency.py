"""Commodities, prices, and gain and loss by exchange, as programs send them and are answered."""

from __future__ import annotations

from ledger.plumbing.api.shape import (
    AmountText,
    CursorText,
    Day,
    DayText,
    IdText,
    Limit,
    Line,
    Page,
    Rate,
    Shape,
    Unit,
    UnitText,
    Version,
)


class CommodityIn(Shape):
    """Something counted like money: its code (two to twelve capitals, digits, dashes, no currency's), and how many
    digits stand after the point, from 0 to 8. Both stay as they are."""

    code: Line
    digits: int
    name: Line = ""


class CommodityAgain(Shape):
    """What a commodity is called from now on, and whether it is put away."""

    name: Line
    closed: bool = False
    version: Version


class CommodityOut(Shape):
    """One commodity. Amounts in it are written with `code` as their currency."""

    code: str
    digits: int
    name: str
    closed: bool
    version: int


class Commodities(Shape):
    """The commodities of a ledger, by code."""

    items: list[CommodityOut]


class PriceIn(Shape):
    """What one of a currency or commodity was worth on a day: in the home currency unless `unit` names another."""

    currency: Unit
    on: Day
    price: Rate
    unit: Unit | None = None


class PricesIn(Shape):
    """Prices to keep. One that differs from what stands for its day is left as it stands and answered in
    `differing`, unless `over` says that these are right."""

    prices: list[PriceIn]
    over: bool = False


class PriceOut(Shape):
    """A price of the ledger's own table. `source` is typed, file or entry."""

    currency: UnitText
    on: DayText
    price: str
    unit: UnitText
    source: str


class DifferingOut(Shape):
    """A price that differs from the one that stands."""

    stands: PriceOut
    said: PriceOut


class PricesKept(Shape):
    """What became of the prices sent."""

    kept: int
    same: int
    differing: list[DifferingOut]


class PriceQuery(Shape):
    """`search` is the beginning of a code, or part of a commodity's name."""

    search: Line = ""
    after: CursorText = ""
    limit: Limit = 50


class PricePage(Page):
    """The ledger's own table, latest first."""

    items: list[PriceOut]


class GainOut(Shape):
    """One place and currency: what it holds, its cost and worth, and what was gained, in the home currency.

    worth − worth_before = put_in + realised + unrealised; gain = exchanged + realised + unrealised.
    """

    account: IdText
    currency: UnitText
    held: AmountText
    cost: AmountText
    worth: AmountText
    worth_before: AmountText
    put_in: AmountText
    exchanged: AmountText
    realised: AmountText
    unrealised: AmountText
    gain: AmountText
    priced: bool
    waiting: int
    entries: list[IdText]


class ExchangeOut(Shape):
    """Gain and loss by weighted average cost, from `since` to the end of `on`."""

    currency: str
    since: DayText
    on: DayText
    exchanged: AmountText
    realised: AmountText
    unrealised: AmountText
    gain: AmountText
    waiting: int
    lines: list[GainOut]
