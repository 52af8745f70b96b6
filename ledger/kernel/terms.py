"""Terms of a card and of a loan, as the contract states them: words both sides of the house know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardTerms:
    """How a credit card works: minor units, days of the month (1–28), basis points.

    `interest_basis` is `full` (全额计息: unpaid in part means interest on all of it from the day of each
    purchase) or `unpaid` (only on what was left). `minimum_bps` of the statement, at least `minimum_floor`.
    """

    limit: int | None = None
    statement_day: int | None = None
    due_day: int | None = None
    minimum_bps: int = 1000
    minimum_floor: int = 0
    rate_bps: int | None = None
    rate_convention: str = "cn_simple"
    interest_basis: str = "full"


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """What was borrowed and how it is paid back: minor units, basis points a year, months, day of the month."""

    principal: int
    rate_bps: int
    rate_convention: str
    method: str
    instalments: int
    first_due: str
    lender_name: str = ""
