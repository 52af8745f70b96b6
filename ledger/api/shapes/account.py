"""An account or category as a program sees it, and what a new one takes."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from ledger.plumbing.api.shape import AmountText, IdText, Named, Page, Shape, Unit, UnitText

Kind = Literal["asset", "liability", "income", "expense", "equity"]


class AccountIn(Shape):
    """A new account or category. Its code is made of kind, purpose and name; `currency` binds a place to one."""

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"name": "Savings", "kind": "asset", "purpose": "bank", "currency": "CNY"},
    ]})

    name: Named
    kind: Kind
    purpose: Named
    currency: Unit | None = None


class Held(Shape):
    """What is on an account in one currency."""

    amount: AmountText
    currency: UnitText


class AccountOut(Shape):
    """An account or category. `names` are by language; `held` is what is on it today, of places alone."""

    id: IdText
    code: str
    kind: str
    purpose: str
    names: dict[str, str]
    currency: UnitText | None
    closed: bool
    version: int
    held: list[Held]


class Accounts(Page):
    """Accounts and categories, in the order they are shown."""

    items: list[AccountOut]
