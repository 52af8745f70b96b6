"""Reports and scenes as a program is answered. Amounts are in the home currency unless a currency stands beside."""

from __future__ import annotations

from typing import Literal

from ledger.plumbing.api.shape import AmountText, CursorText, DayText, Id, IdText, Limit, Line, Page, Shape, UnitText


class MonthQuery(Shape):
    """`month` is YYYY-MM; this one where it is left out. `known` is a day or a deed's sequence: the books as known
    then."""

    month: Line = ""
    known: Line = ""


class RegisterQuery(Shape):
    """The account, and where in its register to go on; `known` as in every report."""

    account: Id
    after: CursorText = ""
    limit: Limit = 50
    known: Line = ""


class CategoryLineOut(Shape):
    """One category in a month: its sum, the month before's, and how many movements stand behind it."""

    account: IdText
    code: str
    amount: AmountText
    before: AmountText
    moves: int


class HoldingOut(Shape):
    """What is on one place as the month ends, below zero for a debt."""

    account: IdText
    code: str
    amount: AmountText


class MonthOut(Shape):
    """A month: what came in, went out and is left, by category, and what one has and owes after it."""

    report: Literal["month"] = "month"
    month: str
    currency: UnitText
    came_in: AmountText
    went_out: AmountText
    left: AmountText
    came_in_before: AmountText
    went_out_before: AmountText
    unvalued: int
    spending: list[CategoryLineOut]
    income: list[CategoryLineOut]
    have: list[HoldingOut]
    owe: list[HoldingOut]


class RegisterLine(Shape):
    """One entry's part in an account: what it moved in one currency, and the balance after it."""

    id: IdText
    on: DayText
    verb: str
    status: str
    payee: str
    note: str
    amount: AmountText
    currency: UnitText
    balance: AmountText


class RegisterOut(Page):
    """The movements of one account, newest first, each with the balance it left."""

    report: Literal["register"] = "register"
    account: IdText
    code: str
    items: list[RegisterLine]


class PackOut(Shape):
    """A scene a ledger can be opened from. Texts are by language."""

    key: str
    version: str
    names: dict[str, str]
    about: dict[str, str]
    group: str
    currency: UnitText
    shared: bool
    verbs: list[str]
    accounts: list[str]
    categories: list[str]


class Packs(Page):
    """Scenes."""

    items: list[PackOut]
