"""A product in the shape every interface of the house uses, as it is sent and as it is answered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from credit.domain.offers.product import Kind, When
from ledger.kernel.interest.schedule import Method
from ledger.kernel.interest.yearly import Convention
from ledger.plumbing.api.shape import (
    Amount,
    AmountText,
    Count,
    Currency,
    Day,
    DayText,
    IdText,
    Instant,
    Line,
    Named,
    Page,
    Shape,
)

Of = Literal["principal", "instalment", "balance"]
"""What a share is taken of."""

Months = Annotated[int, Field(ge=1, le=360)]
"""A number of monthly instalments."""


class ChargeIn(Shape):
    """An amount, or a share in per cent: one of the two."""

    amount: Amount | None = None
    percent: Amount | None = None
    of: Of | None = None


def _form(said: object) -> str:
    """Which of the ways a charge may be written: yes or no, text, or an object."""
    if isinstance(said, dict | ChargeIn):
        return "~charge"
    return "~text" if isinstance(said, str) else "~yes"


Prepayment = Annotated[
    Annotated[bool, Tag("~yes")] | Annotated[Line, Tag("~text")] | Annotated[ChargeIn, Tag("~charge")],
    Discriminator(_form),
]
"""Whether it may be paid back early, and what that costs: yes or no, `free`, per cent of the balance, or a charge."""

Commission = Annotated[
    Annotated[Amount, Tag("~text")] | Annotated[ChargeIn, Tag("~charge")],
    Discriminator(lambda said: "~charge" if _form(said) == "~charge" else "~text"),
]
"""An amount, or a charge."""


class FeeIn(Shape):
    """A fee, when it is paid, and an amount or a share in per cent: one of the two."""

    name: Named
    when: When
    amount: Amount | None = None
    percent: Amount | None = None
    of: Of | None = None


class ProductRateIn(Shape):
    """The yearly interest in per cent (of a fund the yield). `day_count` is months, act/365, act/360 or 30/360."""

    percent: Amount
    convention: Convention
    day_count: Named
    all_in_percent: Amount | None = None


class LicenceIn(Shape):
    """The last day it may be sold."""

    until: Day
    number: Line | None = None
    country: Line | None = None


class ProductIn(Shape):
    """A product. `id` is the lender's own name for it, which rules use; the same name again is its next version.

    `terms` are months; `prepayment` says whether it may be paid back early and what that costs; `commission` is what
    the lender pays us.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{
        "id": "refi-12", "kind": "refinance", "currency": "CNY", "min": "1000", "max": "50000", "terms": [3, 6, 12],
        "method": "annuity", "rate": {"percent": "12", "convention": "nominal", "day_count": "months"},
        "fees": [{"name": "late", "when": "late", "amount": "20.00"}], "prepayment": True,
        "licence": {"until": "2027-12-31"}, "commission": {"amount": "60.00"},
    }]})

    id: Named
    kind: Kind
    currency: Currency
    min: Amount
    max: Amount
    terms: list[Months] = []
    method: Method | None = None
    rate: ProductRateIn
    fees: list[FeeIn] = []
    prepayment: Prepayment | None = None
    licence: LicenceIn | None = None
    commission: Commission | None = None


class ProductQuery(Shape):
    """How it is kept: put on sale, or as a draft that no rule can offer yet. `was` is the version that was seen."""

    name: Line = ""
    keep: Literal["on_sale", "draft"] = "on_sale"
    was: Count = 0


class ChargeOut(Shape):
    """An amount, or a share in per cent; the other is null."""

    amount: AmountText | None = None
    percent: AmountText | None = None


class FeeOut(Shape):
    """A fee."""

    name: str
    when: str
    of: str
    amount: AmountText | None = None
    percent: AmountText | None = None


class ProductRateOut(Shape):
    """The yearly interest in per cent."""

    percent: AmountText
    convention: str
    day_count: str
    all_in_percent: AmountText | None = None


class LicenceOut(Shape):
    """The last day it may be sold."""

    until: DayText


class ProductText(Shape):
    """A product as it was read, every field in its canonical text."""

    id: str
    kind: str
    currency: str
    min: AmountText
    max: AmountText
    terms: list[int]
    method: str | None
    rate: ProductRateOut
    fees: list[FeeOut]
    prepayment: bool | ChargeOut
    licence: LicenceOut | None
    commission: ChargeOut


class ProductOut(Shape):
    """A version of a product. `state` is draft, active (rules may offer it) or retired; `on_sale` the version sold."""

    id: IdText
    version: int
    name: str
    state: str
    on_sale: int | None
    made_by: IdText | None
    made_at: Instant
    digest: str
    product: ProductText


class Products(Page):
    """The newest version of each product, in the order they were first written."""

    items: list[ProductOut]
