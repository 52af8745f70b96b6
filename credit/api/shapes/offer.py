"""An offer as a program is answered: every way out of a need with its cost, the quote, and what is done with it.

Amounts are exact decimal text in the currency beside them, rates per cent as decimal text with their convention.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from ledger.plumbing.api.shape import AmountText, DayText, Id, IdText, Instant, Page, Shape


class OfferEventOut(Shape):
    """Something that happened to an offer, such as shown, opened, declined, applied."""

    kind: str
    on: DayText
    at: Instant


class OfferOut(Shape):
    """An offer that was shown. Without a lender it is a way that costs nothing or that nobody sells.

    `amount`, `total_cost` and `saving` are null once the consent it stood on was withdrawn: only that it was shown
    is kept. `state` is open, declined, applied, recorded or cancelled.
    """

    id: IdText
    book: IdText
    revision: int
    on: DayText
    slot: str
    moment: str
    kind: str
    lender: IdText | None
    lender_name: str | None
    product: IdText | None
    rule: IdText | None
    version: int | None
    currency: str | None
    amount: AmountText | None
    total_cost: AmountText | None
    saving: AmountText | None
    state: str
    state_at: Instant
    stands_until: DayText
    events: list[OfferEventOut]


class Offers(Page):
    """Offers that were shown, newest first."""

    items: list[OfferOut]


class RateOut(Shape):
    """A yearly rate in per cent, by its convention."""

    convention: str
    percent: AmountText


class CostLineOut(Shape):
    """One part of a cost that is no interest: its name, and when it is paid."""

    name: str
    when: str
    amount: AmountText


class WayOut(Shape):
    """One way out of a need. `kind` is free, offer or stay; a null total cost never ends."""

    kind: Literal["free", "offer", "stay"]
    name: str
    says: str
    total_cost: AmountText | None
    closes: AmountText | None
    payment: AmountText | None
    months: int | None
    ends: DayText | None


class NeedOut(Shape):
    """What is needed, from when to when."""

    moment: str
    kind: str
    currency: str
    amount: AmountText
    by: DayText
    until: DayText


class QuoteOut(Shape):
    """What an offer costs to the last coin. `rates` are with every fee, the first the one to be shown largest.

    `path_cost` is what the whole way costs, `saving` what that is less than going on as before; `commission` is what
    the lender pays us.
    """

    product: str
    amount: AmountText
    months: int
    method: str | None
    rate: RateOut
    day_count: str
    rates: list[RateOut]
    instalment: AmountText
    largest_instalment: AmountText
    interest: AmountText
    lines: list[CostLineOut]
    upfront: AmountText
    total_cost: AmountText
    path_cost: AmountText
    saving: AmountText
    commission: AmountText
    ends: DayText
    prepayment: bool
    break_even_month: int | None


class CardOut(Shape):
    """What is shown: one need, the ways out of it from cheapest to dearest, and the quote of the best offer, if any."""

    offer: OfferOut
    says: str
    need: NeedOut
    ways: list[WayOut]
    quote: QuoteOut | None


class SlotIn(Shape):
    """Which ledger is asked about; without it the first of one's ledgers that has something to say."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"book": "0a1b2c3d4e5f6"}]})

    book: Id | None = None


class LineOut(Shape):
    """One quiet line: the one thing that is missing, and its day if it has one."""

    why: str
    day: DayText | None
    says: str


class SlotOut(Shape):
    """What a place shows: a card, or a line, or nothing at all."""

    card: CardOut | None
    line: LineOut | None


class DeclineIn(Shape):
    """A no: `now` puts its kind aside for a while, `ever` for good."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"for": "now"}, {"for": "ever"}]})

    how_long: Literal["now", "ever"] = Field(alias="for")


class TakenOut(Shape):
    """An offer that was taken up: until when it rests before a draft is left in the ledger, and until when one may
    step back."""

    offer: OfferOut
    has_draft: bool
    rests_until: Instant | None
    step_back_until: Instant
