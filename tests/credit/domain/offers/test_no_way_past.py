"""A thousand rule sets that ask for as much as they can, and nothing they show breaks a guard (credit.md g1, g8).

What is shown is checked by a second, plain reading of the guards that shares no code with the first.
"""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from credit.domain.cost.china import is_within_cap
from credit.domain.offers.decision import Decision, decide
from credit.domain.offers.quote import Quote
from credit.domain.signals.registry import SIGNALS, Subject
from ledger.kernel.interest.paydown import pay_down
from ledger.kernel.interest.yearly import AnnualRate
from tests.credit.domain.offers.cases import CARD, GAP, IDLE, NO_DEBT, STEADY, Plain, asked, case, product, row, rules

SETS, VECTORS = 1_000, 100
NEEDS = {"card_refinance": "refinance", "shortfall": "loan", "idle_cash": "fund"}
ASKED_ABOUT = sorted(name for name, one in SIGNALS.items()
                     if one.subject is Subject.BOOK and not name.startswith("age"))
RATES = ["0", "3.5", "7.9", "12", "14.4", "18", "21", "21.7", "22", "24", "36"]
SITUATION = {
    "consent": [0, 1], "quality_freshness": [0, 1], "shown_today": [0, 1], "shown_week": [2, 3], "said_never": [0, 1],
    "history_days": [50, 70, 365], "age_years": [17, 18, 40], "life_event_days": [10, 9_999], "settled": [0, 1],
    "days_since_same_refinance": [100, 9_999], "days_since_refused_here": [5, 9_999], "screen_shared": [0, 1],
    "days_since_not_now": [89, 90], "free_of_offers": [0, 1], "country_known": [0, 1], "licence_current": [0, 1],
}


def greedy(dice: random.Random, at: int) -> tuple[Plain, Plain]:
    """A product and a rule set of a lender who tries everything: long terms, fees, teasers, amounts too high."""
    need, kind = dice.choice(list(NEEDS.items()))
    rate = {"percent": dice.choice(RATES), "convention": dice.choice(["cn_simple", "cn_compound", "nominal"]),
            "day_count": dice.choice(["months", "act/360"])}
    fees = [{"name": f"Fee {n}", "when": dice.choice(["upfront", "each", "late", "exit"]),
             "percent": dice.choice(["0.1", "0.5", "2", "30"])} for n in range(dice.choice([0, 0, 0, 1, 2]))]
    sold = product(f"p{at}", kind, fees=fees, commission=str(dice.randrange(10**6)),
                   **({} if kind == "fund" else {
                       "rate": rate, "terms": [1, 3, 6, 12, 36], "min": "1", "max": "1000000",
                       "method": dice.choice(["annuity", "equal_principal", "interest_only"])}))
    rows = []
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(ASKED_ABOUT)
        when = [(name, dice.choice(["at_least", "at_most"]), 0)] if dice.random() < 0.4 else []
        rows.append(row(f"p{at}", *when, most=dice.choice(["100", "9000", "1000000"]),
                        rate=None if kind == "fund" else dice.choice(RATES),
                        months=None if kind == "fund" else dice.choice([3, 12, 36, [1, 3, 6, 12, 36]])))
    return sold, rules(f"Lender {at}", *rows, need=need)


def anybody(dice: random.Random) -> Plain:
    """Somebody in one of the needs, under stress as often as not, with a signal or two nobody knows."""
    told = STEADY | dice.choice([CARD, GAP, IDLE, CARD | IDLE, CARD | GAP])
    for name, values in {
        "dti": [0, 3_900, 4_000, 4_001, 9_000], "persistent_debt": [0, 1], "missed_due": [0, 1],
        "min_pay_hits": [0, 2, 3], "loan_stacking": [0, 1, 2], "residual_income": [-1, 0, 50_000, 400_000],
        "debt_velocity": [0, 10_001], "income_dip": [5_999, 6_000, 10_000],
    }.items():
        if dice.random() < 0.25:
            told[name] = dice.choice(values)
    for name, values in SITUATION.items():
        if dice.random() < 0.04:
            told[name] = dice.choice(values)
    for name in list(told):
        if dice.random() < 0.01:
            told[name] = None
    return told | {name: 0 for name in NO_DEBT if name not in told}


@pytest.mark.parametrize("seed", range(10))
def test_nothing_that_is_shown_breaks_a_guard(seed: int) -> None:
    dice = random.Random(seed)
    offers = [greedy(dice, at) for at in range(SETS // 10)]
    whole = asked(case(products=[one for one, _ in offers], sets=[one for _, one in offers]))
    shown = 0
    everyone = [STEADY | dict.fromkeys(NO_DEBT, 0) | one for one in (CARD, GAP, IDLE)]
    for told in [*everyone, *(anybody(dice) for _ in range(VECTORS // 10))]:
        vector = asked(case(told, products=[], sets=[]) | {"signals": told, "absent": []})
        found = decide(type(whole)(on=whole.on, currency="CNY", signals=vector.signals, norms=whole.norms,
                                   surroundings=vector.surroundings, shelf=whole.shelf))
        _check(found, told)
        shown += len(found.offers)
    assert shown, "a law that nothing is shown under holds for nothing"


def _check(found: Decision, told: Plain) -> None:
    placed = sorted([*((one.rank, one.quote) for one in found.offers), *((one.rank, one.way) for one in found.free)],
                    key=lambda pair: pair[0])
    for _, one in placed:
        if isinstance(one, Quote):
            _check_situation(one, told)
            _check_money(one, told)
    costs = [one.path_cost if isinstance(one, Quote) else one.cost for _, one in placed[:1]]
    free = [one.way.cost for one in found.free if placed and one.way.need is placed[0][1].need]
    assert not free or costs[0] <= min(free)


def _check_situation(quote: Quote, told: Plain) -> None:
    assert {told.get(name, 1) for name in ("consent", "quality_freshness", "settled", "country_known",
                                           "licence_current")} == {1}
    assert {told.get(name, 0) for name in ("shown_today", "said_never", "screen_shared", "free_of_offers")} == {0}
    assert told.get("shown_week", 0) <= 2 and told.get("days_since_not_now", 9_999) >= 90
    assert told.get("age_years", 30) >= 18 and told.get("life_event_days", 9_999) >= 90
    assert told["income_dip"] is None or told["income_dip"] >= 6_000
    if quote.product.borrows:
        assert told.get("history_days", 365) >= 90 and told.get("days_since_refused_here", 9_999) >= 90
    else:
        assert told.get("history_days", 365) >= 60
        assert not told["revolving_balance"] or told["card_effective_apr"] <= 164


def _check_money(quote: Quote, told: Plain) -> None:
    assert quote.amount <= quote.need.amount
    if not quote.product.borrows:
        return
    assert is_within_cap(quote.price.flows, Decimal("0.24"))
    assert quote.total_cost == sum(row.interest for row in quote.price.schedule.rows) + sum(
        line.minor for line in quote.lines)
    freed = told["min_due"] * quote.amount // told["revolving_balance"] if quote.pays_card else 0
    assert told["residual_income"] - quote.largest + freed >= 0
    assert told["dti"] * told["income_month"] + 10_000 * (quote.largest - freed) <= 4_000 * told["income_month"]
    if quote.product.kind.value == "refinance":
        _check_refinance(quote, told)
    else:
        stressed = (told["dti"] > 4_000, told["persistent_debt"], told["missed_due"], told["min_pay_hits"] > 2,
                    told["loan_stacking"] > 1, told["residual_income"] < 0, told["debt_velocity"] > 10_000)
        assert not any(stressed)


def _check_refinance(quote: Quote, told: Plain) -> None:
    """Every clause of d8, for the share of the card that is paid off."""
    owed, rate = told["revolving_balance"], AnnualRate.stated(Decimal(told["card_effective_apr"]) / 100)
    paid = (told["stmt_balance"] - owed) * quote.amount // owed
    cost = quote.price.schedule.total_interest + sum(fee.minor for fee in quote.price.fees)
    for payment, late in ((paid, 0), ((paid * 11 + 5) // 10, quote.lines[-1].minor)):
        stay = pay_down(quote.amount, rate, payment)
        assert stay.cost is None or 50 * (stay.cost - cost - late) >= max(50 * 5_000, stay.cost)
    stay = pay_down(quote.amount, rate, paid)
    assert quote.largest <= paid and (stay.months is None or quote.months <= stay.months)
    assert quote.pays_card and quote.new_money == 0 and quote.saving > 0
    assert told.get("days_since_same_refinance", 9_999) >= 365
