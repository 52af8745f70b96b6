"""Cases for tests of decisions, in the plain form of `judge`: Mei, a salary, one card, and who would lend to her."""

from __future__ import annotations

import copy
from typing import Any

from credit.domain.offers.asked import Asked
from credit.domain.offers.asked_text import read_asked
from credit.domain.offers.decision import Decision, decide
from credit.domain.offers.telling import decision_json
from credit.store import norms

Plain = dict[str, Any]

STEADY: Plain = {
    "liquid_balance": 2_600_000, "avg_daily_outflow": 26_000, "avg_daily_essential": 15_000, "cash_buffer_days": 170,
    "runway_net_days": 9_999, "committed_out_30": 300_000, "committed_out_60": 600_000, "committed_out_90": 900_000,
    "idle_cash": 0, "surplus_streak": 0, "shortfall_prob_30": 100, "shortfall_prob_60": 200,
    "shortfall_prob_90": 300, "shortfall_date": 9_999, "shortfall_depth": 0, "income_month": 980_000,
    "income_cv": 200, "income_regularity": 2, "income_dip": 10_000, "payer_concentration": 10_000,
    "savings_rate": 1_500, "dti": 0, "residual_income": 530_000,
}
"""A salary of 9,800 a month and no debt."""

NO_DEBT = ["stmt_balance", "min_due", "revolving_balance", "revolving_streak", "card_interest_12m",
           "card_effective_apr", "min_pay_hits", "payoff_months", "persistent_debt", "utilisation", "missed_due",
           "loan_stacking", "cash_advance", "debt_velocity", "loan_rate_gap"]

CARD: Plain = {
    "stmt_balance": 1_310_000, "min_due": 131_000, "revolving_balance": 1_200_000, "revolving_streak": 4,
    "card_interest_12m": 180_000, "card_effective_apr": 1_825, "min_pay_hits": 0, "payoff_months": 13,
    "persistent_debt": 0, "utilisation": 4_000, "missed_due": 0, "cash_advance": 0, "debt_velocity": 0, "dti": 1_337,
    "residual_income": 400_000,
}
"""12,000 carried at 18.25 per cent, 1,100 paid a month: the numbers of credit.md d8."""

IDLE: Plain = {"idle_cash": 1_200_000, "surplus_streak": 60, "shortfall_prob_60": 100}
GAP: Plain = {"shortfall_prob_30": 3_000, "shortfall_date": 12, "shortfall_depth": 200_000}


def product(code: str = "refi", kind: str = "refinance", **changed: Any) -> Plain:
    """A product as INTERFACES writes one."""
    shape = {
        "id": code, "kind": kind, "currency": "CNY", "min": "500", "max": "50000", "terms": [3, 6, 12, 36],
        "method": "annuity", "rate": {"percent": "14.4", "convention": "cn_simple", "day_count": "months"},
        "fees": [], "prepayment": "free", "licence": {"until": "2027-12-31"}, "commission": "60.00",
    }
    if kind == "fund":
        shape |= {"min": "0", "terms": [], "method": None,
                  "rate": {"percent": "1.6425", "convention": "cn_simple", "day_count": "act/365"}}
    return shape | changed


def row(code: str = "refi", *when: tuple[str, str, int], most: str = "50000", rate: str | None = "14.4",
        months: Any = 12) -> Plain:
    """One row of a rule set."""
    offer = {"product": code, "max": most}
    offer |= {"rate_percent": rate} if rate is not None else {}
    offer |= {"instalments": months} if months is not None else {}
    return {"when": [{"signal": s, "op": op, "bound": bound} for s, op, bound in when], "offer": offer}


def rules(lender: str = "Harbour", *rows: Plain, need: str = "card_refinance") -> Plain:
    """A lender's rule set."""
    return {"lender": lender, "set": {"format": 1, "need": need, "rows": list(rows) or [row()]}}


def case(signals: Plain | None = None, *, products: list[Plain] | None = None, sets: list[Plain] | None = None,
         **more: Any) -> Plain:
    """A case of Mei's with the card, or with other signals in place of hers; what has no subject is absent."""
    told = STEADY | (CARD if signals is None else signals)
    return copy.deepcopy({
        "on": "2026-11-21", "jurisdiction": "CN", "signals": told,
        "absent": [name for name in NO_DEBT if name not in told],
        "products": products if products is not None else [product()],
        "rules": sets if sets is not None else [rules()], **more,
    })


def asked(plain: Plain) -> Asked:
    """The case read, under the norms the product ships."""
    return read_asked(plain, lambda code, on: norms.pack(code).on(on))


def decided(plain: Plain) -> Decision:
    """The decision of a case."""
    return decide(asked(plain))


def answer(plain: Plain) -> Plain:
    """The same in its plain form."""
    return decision_json(decided(plain))


def stops(plain: Plain) -> set[tuple[str, str]]:
    """By what, and why, everything was stopped."""
    return {(one["by"], one["why"]) for one in answer(plain)["stopped"]}
