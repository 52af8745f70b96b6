"""Rule sets and people the rules layer is tried with: short ways to write them, and random ones by the thousand."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from credit.domain.rules.judging import Vectors
from credit.domain.rules.moment import Moment
from credit.domain.rules.rule_set import Condition, Op, Row, RuleSet, Terms, reach
from credit.domain.signals.registry import SIGNALS, Subject, Unit

Signals = Mapping[str, int | None]

AT_EASE: dict[str, int | None] = {
    # fourteen months of books, a salary, one card that is carried over
    "liquid_balance": 2_300_000, "avg_daily_outflow": 24_000, "avg_daily_essential": 15_000, "cash_buffer_days": 153,
    "runway_net_days": 9_999, "committed_out_30": 310_000, "committed_out_60": 620_000, "committed_out_90": 930_000,
    "idle_cash": 0, "surplus_streak": 12, "shortfall_prob_30": 120, "shortfall_prob_60": 350,
    "shortfall_prob_90": 600, "shortfall_date": 9_999, "shortfall_depth": 0, "income_month": 1_200_000,
    "income_cv": 130, "income_regularity": 2, "income_dip": 10_000, "payer_concentration": 10_000,
    "savings_rate": 900, "stmt_balance": 1_200_000, "min_due": 120_000, "revolving_balance": 1_200_000,
    "revolving_streak": 4, "card_interest_12m": 190_000, "card_effective_apr": 1_825, "min_pay_hits": 1,
    "payoff_months": 13, "persistent_debt": 0, "utilisation": 4_000, "dti": 1_500, "residual_income": 500_000,
    "missed_due": 0, "loan_stacking": 0, "cash_advance": 0, "debt_velocity": 0, "loan_rate_gap": 0,
    # a loan of 12,000 over 12 months that pays the card
    "offer_amount": 1_200_000, "offer_largest_instalment": 107_971, "offer_rate_simple": 1_440,
    "offer_rate_compound": 1_540, "offer_saving": 15_113, "offer_ends_later": 0, "offer_dti_after": 1_500,
    "offer_residual_after": 480_000, "offer_shortfall_change": -40, "offer_pays_card": 1, "offer_new_money": 0,
    # asked alone, at a quiet hour, with consent
    "consent": 1, "books_granted": 1, "quality_coverage": 1, "quality_freshness": 1, "quality_reconciled": 1,
    "quality_timely": 1, "quality_duplicates": 1, "settled": 1, "history_days": 425, "age_years": 36,
    "shown_today": 0, "shown_week": 0, "shown_month": 0, "days_since_not_now": 9_999, "said_never": 0,
    "free_of_offers": 0, "screen_shared": 0, "life_event_days": 9_999, "licence_current": 1,
    "days_since_refused_here": 9_999, "days_since_same_refinance": 9_999, "country_known": 1,
}
"""Somebody whom no guard stops, whatever is offered: every signal known."""

BOUNDS = {Unit.MONEY: (-500, 0, 500, 1_000), Unit.MONEY_A_DAY: (0, 50, 100), Unit.BPS: (0, 100, 4_000, 5_000),
          Unit.DAYS: (0, 30, 60, 90, 365), Unit.MONTHS: (0, 3, 12), Unit.YEARS: (17, 18, 40), Unit.COUNT: (0, 1, 2, 3),
          Unit.CLASS: (0, 1, 2), Unit.YES: (0, 1)}
"""Few and telling values by unit, so that random people stand on both sides of random bounds, and on them."""


def when(signal: str, op: str, bound: int) -> dict[str, Any]:
    """A condition as it is written in JSON."""
    return {"signal": signal, "op": op, "bound": bound}


def document(*rows: Sequence[dict[str, Any]], need: str = "card_refinance", **offer: Any) -> dict[str, Any]:
    """A rule set as it is written in JSON, each row offering the same."""
    given = {"product": "steady-12", "max": "12000", "rate_percent": "14.4", "instalments": [12]} | offer
    return {"format": 1, "need": need, "rows": [{"when": list(row), "offer": dict(given)} for row in rows]}


def rule_set(*rows: Sequence[Condition]) -> RuleSet:
    """A rule set of these conditions."""
    offer = Terms("steady-12", Decimal(12_000), Decimal("14.4"), (12,))
    return RuleSet(Moment.CARD_REFINANCE, tuple(Row(tuple(row), offer) for row in rows))


def least(signal: str, bound: int) -> Condition:
    return Condition(signal, Op.AT_LEAST, bound)


def most(signal: str, bound: int) -> Condition:
    return Condition(signal, Op.AT_MOST, bound)


def exactly(signal: str, bound: int) -> Condition:
    return Condition(signal, Op.IS, bound)


def random_value(chance: random.Random, signal: str) -> int:
    """A value of a signal on, just under or just over one of the bounds random rules have, within its reach."""
    lowest, highest = reach(signal)
    value = chance.choice(BOUNDS[SIGNALS[signal].unit]) + chance.choice((-1, 0, 0, 1))
    return min(max(value, lowest), highest)


def random_person(chance: random.Random, names: Sequence[str], unknown: float = 0.1) -> dict[str, int | None]:
    return {name: None if chance.random() < unknown else random_value(chance, name) for name in names}


def random_row(chance: random.Random, names: Sequence[str], most_conditions: int = 4) -> list[Condition]:
    return [Condition(name, chance.choice(list(Op)), chance.choice(BOUNDS[SIGNALS[name].unit]))
            for name in chance.choices(names, k=chance.randint(0, most_conditions))]


def columns(people: Sequence[Signals], names: Sequence[str]) -> Vectors:
    """People as columns."""
    values = np.array([[person.get(name) or 0 for person in people] for name in names], dtype=np.int64)
    known = np.array([[person.get(name) is not None for person in people] for name in names], dtype=np.bool_)
    return Vectors(tuple(names), values.reshape(len(names), len(people)), known.reshape(len(names), len(people)))


OF_PERSON = tuple(name for name, meaning in SIGNALS.items() if meaning.subject is not Subject.OFFER)
OF_OFFER = tuple(name for name, meaning in SIGNALS.items() if meaning.subject is Subject.OFFER)
