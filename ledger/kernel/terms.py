"""Terms of a card and of a loan, as the contract states them: words both sides of the house know."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


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
    """What was borrowed and how it is paid back: minor units, basis points a year, months, the first due day.

    `each_fee` is paid with every instalment; `exit_fee_bps` of what is paid back before its time is asked besides.
    """

    principal: int
    rate_bps: int
    rate_convention: str
    method: str
    instalments: int
    first_due: str
    lender_name: str = ""
    each_fee: int = 0
    exit_fee_bps: int = 0

    def said(self) -> dict[str, Any]:
        """What is kept and digested: a fee only where there is one, so that a field added later changes no digest."""
        return {name: value for name, value in asdict(self).items() if value or name not in _LATER}


_LATER = frozenset({"each_fee", "exit_fee_bps"})
