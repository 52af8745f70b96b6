"""Debt stress: signs that more credit would harm, each by its name (credit.md, D).

The bounds are ours, but for persistent debt, which is the definition of FCA CONC 6.7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from credit.domain.rules.judging import match_each, prepare, vector
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

_TABLE = prepare([[one] for one in UNSTRESSED])


@dataclass(frozen=True, slots=True)
class Stress:
    """`parts` are the signals that show stress, `unknown` those that could not be read."""

    parts: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def is_stressed(self) -> bool | None:
        """Whether there is stress; None where that cannot be told."""
        return True if self.parts else None if self.unknown else False


def debt_stress(signals: Mapping[str, int | None]) -> Stress:
    """The signs of stress in somebody's signals; None, or no such name, is unknown."""
    holds, unknown = match_each(_TABLE, vector(signals))
    names = [one.signal for one in UNSTRESSED]
    return Stress(
        tuple(name for at, name in enumerate(names) if not holds[at, 0] and not unknown[at, 0]),
        tuple(name for at, name in enumerate(names) if unknown[at, 0]),
    )
