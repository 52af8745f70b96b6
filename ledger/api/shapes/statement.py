"""Statements as a program is answered. Amounts are in the home currency; `beside` is null where nothing is compared."""

from __future__ import annotations

from typing import Literal

from ledger.plumbing.api.shape import AmountText, Day, DayText, Id, IdText, Line, Shape, Unit, UnitText


class StatementQuery(Shape):
    """The days: a month, quarter or year around `on` (today where it is left out), or from `since` to `until`, both in.

    `beside` is what it is compared with: the period before, the same a month or a year ago, or nothing. `known` reads
    the books as they were known: at the end of a day (YYYY-MM-DD) or after a deed, by its sequence.
    """

    span: Literal["month", "quarter", "year", "days"] = "month"
    on: Day | None = None
    since: Day | None = None
    until: Day | None = None
    beside: Literal["before", "month", "year", "none"] = "before"
    known: Line = ""


class ToldQuery(StatementQuery):
    """The same; `currency` to be told in another than the home one, at the rates of the days."""

    currency: Unit | None = None


class CashFlowQuery(StatementQuery):
    """The same; `account` for the flows of one place instead of all money at hand."""

    account: Id | None = None


class ChangeQuery(StatementQuery):
    """The same, and the category whose change is asked about; the largest changes where it is left out."""

    category: Id | None = None


class GroupsQuery(StatementQuery):
    """The same, and what is gathered by what."""

    by: Literal["payee", "for", "paid", "project", "weekday", "tag"] = "payee"
    of: Literal["spending", "income"] = "spending"


class DaysOut(Shape):
    """From the first day to the last, both in."""

    since: DayText
    until: DayText


class ForeignOut(Shape):
    """What is there in a currency that is not the home currency."""

    amount: AmountText
    currency: UnitText


class RowOut(Shape):
    """A line: of an account, or of what `key` names; how many movements are behind it, and how many wait for a rate."""

    key: str
    account: IdText | None
    amount: AmountText
    beside: AmountText | None
    moves: int
    unvalued: int
    foreign: list[ForeignOut]


class BlockOut(Shape):
    """Lines that belong together, and their sum."""

    key: str
    amount: AmountText
    beside: AmountText | None
    rows: list[RowOut]


class BalanceSheetOut(Shape):
    """What is had and owed (below zero) at the end of a day, and the same sum by where it came from."""

    report: Literal["balance_sheet"] = "balance_sheet"
    currency: UnitText
    on: DayText
    beside_on: DayText | None
    have: list[BlockOut]
    owe: BlockOut
    yours: AmountText
    yours_beside: AmountText | None
    origins: BlockOut
    unvalued: int
    rate: str | None = None
    """What one of `currency` is worth at home, where that is not the home currency."""


class IncomeStatementOut(Shape):
    """What came in, what went out and what was left over a period."""

    report: Literal["income_statement"] = "income_statement"
    currency: UnitText
    period: DaysOut
    beside: DaysOut | None
    income: BlockOut
    spending: list[BlockOut]
    left: AmountText
    left_beside: AmountText | None
    unvalued: int
    rate: str | None = None
    """What one of `currency` is worth at home, where that is not the home currency."""


class CashFlowOut(Shape):
    """What was at hand before a period, what each flow moved in it, and what was at hand after it."""

    report: Literal["cash_flow"] = "cash_flow"
    currency: UnitText
    period: DaysOut
    beside: DaysOut | None
    account: IdText | None
    begun: AmountText
    begun_beside: AmountText | None
    flows: list[BlockOut]
    change: AmountText
    ended: AmountText
    ended_beside: AmountText | None
    unvalued: int


class SidesOut(Shape):
    """The two sides in one currency, which are equal."""

    currency: UnitText
    into: AmountText
    out_of: AmountText


class TrialBalanceOut(Shape):
    """Every account with its balance at the end of a day; `hidden` is that of accounts only others see."""

    report: Literal["trial_balance"] = "trial_balance"
    currency: UnitText
    on: DayText
    blocks: list[BlockOut]
    hidden: AmountText
    into: AmountText
    out_of: AmountText
    currencies: list[SidesOut]
    unvalued: int


class ReasonOut(Shape):
    """One reason of a change: whom or what it is about, and how many entries now and before."""

    why: Literal["new", "gone", "oftener", "rarer", "dearer", "cheaper", "otherwise", "rest"]
    name: Line
    amount: AmountText
    times: int
    before: int


class ChangeOfCategoryOut(Shape):
    """Why a category came to more or less: the reasons sum to the change."""

    account: IdText
    code: str
    amount: AmountText
    beside: AmountText
    change: AmountText
    reasons: list[ReasonOut]


class ChangesOut(Shape):
    """Changes of categories, the largest first."""

    report: Literal["change"] = "change"
    currency: UnitText
    period: DaysOut
    beside: DaysOut
    changes: list[ChangeOfCategoryOut]


class GroupOut(Shape):
    """One group; `key` is the id of the payee, person or project where there is one, a day of the week from 0."""

    key: str
    name: str
    amount: AmountText
    beside: AmountText | None
    times: int


class GroupsOut(Shape):
    """Spending or income by payee, person, project or day of the week, the largest first."""

    report: Literal["groups"] = "groups"
    currency: UnitText
    period: DaysOut
    beside: DaysOut | None
    by: str
    of: str
    amount: AmountText
    groups: list[GroupOut]
