"""Saved reports, as a program sends them and is answered."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from ledger.plumbing.api.shape import Day, IdText, Line, Named, Page, Shape

Statement = Literal["balance_sheet", "income_statement", "cash_flow", "gathered", "account_register", "trial_balance",
                    "exchange", "why"]


class SavedReportIn(Shape):
    """A statement saved under a name.

    Its days are those of `span`: with `back` so many whole periods before today's, moving on with the calendar; with
    `on` those around a day; of the span days `since` to `until`. `said` is what else its page's address says, accounts
    and categories by their identifiers.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"name": "By payee, last month", "report": "gathered", "back": 1, "said": {"by": "payee", "of": "spending"}},
    ]})

    name: Named
    report: Statement
    span: Literal["month", "quarter", "year", "days"] = "month"
    back: int | None = Field(default=None, ge=0, le=1200)
    on: Day | None = None
    since: Day | None = None
    until: Day | None = None
    beside: Literal["before", "month", "year", "none"] = "before"
    said: dict[str, Line] = Field(default_factory=dict)
    shared: bool = False
    pinned: bool = False


class SavedReportOut(Shape):
    """A saved report and its first and last day as of today; `gone` names what it was about and is there no more."""

    id: IdText
    version: int
    name: str
    report: str
    said: dict[str, str]
    since: str
    until: str
    moves: bool
    shared: bool
    pinned: bool
    gone: Literal["account", "project"] | None


class SavedReportsOut(Page):
    """Saved reports in their order."""

    items: list[SavedReportOut]
