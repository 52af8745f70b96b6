"""Debt stress: signs that more credit would harm, each by its name (credit.md, D).

The bounds are ours, but for persistent debt, which is the definition of FCA CONC 6.7.
"""

from __future__ import annotations

from credit.domain.rules.rule_set import Condition, Op

UNSTRESSED = (
    Condition("dti", Op.AT_MOST, 4_000),
    Condition("persistent_debt", Op.IS, 0),
    Condition("missed_due", Op.AT_MOST, 0),
    Condition("min_pay_hits", Op.AT_MOST, 2),
    Condition("loan_stacking", Op.AT_MOST, 1),
    Condition("residual_income", Op.AT_LEAST, 0),
    Condition("shortfall_prob_30", Op.AT_MOST, 4_999),
    Condition("debt_velocity", Op.AT_MOST, 10_000),
)
"""What holds, all together, for somebody who is not under debt stress."""
