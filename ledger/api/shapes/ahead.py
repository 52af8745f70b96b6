"""What lies ahead, as a program is answered. Amounts are in the home currency, chances in basis points."""

from __future__ import annotations

from ledger.plumbing.api.shape import Amount, AmountText, Count, Day, DayText, IdText, Shape


class AheadQuery(Shape):
    """How many days ahead, at most 365; with `amount`, what spending it on the day `on` (today unless told) leaves."""

    days: Count = 90
    amount: Amount | None = None
    on: Day | None = None


class BandOut(Shape):
    """Money at hand at the end of a day: one path in ten holds less than p10, half of them p50, nine in ten p90."""

    day: DayText
    p10: AmountText
    p50: AmountText
    p90: AmountText


class ThingOut(Shape):
    """Something expected. `source` is planned, card, loan or habit; `item` is the planned item's, `account` the card's
    or loan's, `entry` the last entry of a habit."""

    day: DayText
    amount: AmountText
    source: str
    name: str
    item: IdText | None
    account: IdText | None
    entry: IdText | None


class CauseOut(Shape):
    """What goes because of one thing until the lowest day: its first turn, how many there are, what they come to."""

    first: ThingOut
    turns: int
    amount: AmountText


class WayOut(Shape):
    """A way that costs nothing, and the lowest point if it is done.

    `kind` is later (a planned item comes on `day`, not on `was`) or from (so much comes out of `account`).
    """

    kind: str
    amount: AmountText
    day: DayText
    was: DayText
    item: IdText | None
    account: IdText | None
    lowest: BandOut


class AffordOut(Shape):
    """What the spending asked about leaves from its day on: `answer` is yes, tight or no."""

    answer: str
    amount: AmountText
    on: DayText
    without: BandOut
    lowest: BandOut
    chance_below_zero_without: int
    chance_below_zero: int


class AheadOut(Shape):
    """What lies ahead. `lack` is what is missing to forecast (needs_balance or needs_90_days); then `days` are none,
    and `lowest` and `chance_below_zero` null. `causes` are what makes the lowest point, the heaviest first."""

    on: DayText
    currency: str
    now: AmountText | None
    lack: str | None
    days: list[BandOut]
    lowest: BandOut | None
    chance_below_zero: int | None
    coming: list[ThingOut]
    causes: list[CauseOut]
    ways: list[WayOut]
    afford: AffordOut | None
