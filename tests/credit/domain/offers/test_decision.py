"""What stops an offer, and that nothing gets past it: credit.md E11, E12, E16, E18, E20–E22, E25, E32 and G0–G12."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from credit.domain.offers.asked_text import CALM, asked_json
from credit.domain.offers.decision import decide
from credit.domain.offers.telling import decision_digest, decision_json
from credit.domain.rules.guards import MUSTS
from credit.domain.signals.registry import SIGNALS, Subject
from ledger.kernel.canonical import canonical
from tests.credit.domain.offers.cases import (
    CARD,
    GAP,
    IDLE,
    STEADY,
    Plain,
    answer,
    asked,
    case,
    decided,
    product,
    row,
    rules,
    stops,
)

LOAN = product("l", "loan", terms=[3, 6], rate={"percent": "6", "convention": "cn_simple", "day_count": "months"})
FUND = product("f", "fund")
LENDS = [rules("Harbour", row("l", rate="6", months=3), need="shortfall")]
KEEPS = [rules("Quay", row("f", rate=None, months=None), need="idle_cash")]


def lending(**signals: int | None) -> Plain:
    return case(GAP | signals, products=[LOAN], sets=LENDS)


def keeping(**signals: int | None) -> Plain:
    return case(IDLE | signals, products=[FUND], sets=KEEPS)


def paying_off(**signals: int | None) -> Plain:
    return case(CARD | signals)


EACH = {"refinance": paying_off, "loan": lending, "fund": keeping}


@pytest.mark.parametrize("made", EACH.values(), ids=list(EACH))
def test_each_need_is_answered_where_nothing_stands_in_the_way(made) -> None:
    found = answer(made())

    assert len(found["offers"]) == 1 and not found["stopped"] and not found["unknown"]


def _asked_of(kind: str) -> Iterator[str]:
    """Every signal of the person or the situation that a guard or the need of a kind asks for."""
    needs = {
        "refinance": {"revolving_streak", "revolving_balance", "card_effective_apr"},
        "loan": {"shortfall_prob_30", "shortfall_depth", "shortfall_date", "income_month", "income_regularity",
                 "savings_rate"},
        "fund": {"idle_cash", "surplus_streak", "shortfall_prob_60", "revolving_balance", "card_effective_apr"},
    }[kind]
    guards = {must.condition.signal for must in MUSTS if kind in must.binds and not must.if_known}
    derived = {"dti", "residual_income", "income_month"} if kind != "fund" else set()
    for name in sorted(needs | guards | derived):
        if SIGNALS[name].subject is not Subject.OFFER:
            yield name


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in EACH for name in _asked_of(kind)])
def test_what_is_not_known_stops_and_is_named(kind: str, name: str) -> None:
    plain = EACH[kind]()
    plain["signals"][name] = None
    plain["absent"] = [one for one in plain["absent"] if one != name]

    found = answer(plain)

    assert not found["offers"] and found["unknown"] == [name]


@pytest.mark.parametrize(("name", "value"), [
    ("dti", 4_001), ("persistent_debt", 1), ("missed_due", 1), ("min_pay_hits", 3), ("loan_stacking", 2),
    ("residual_income", -1), ("debt_velocity", 10_001),
])
def test_under_stress_there_is_no_new_credit(name: str, value: int) -> None:
    plain = lending(**{name: value})
    plain["absent"] = [one for one in plain["absent"] if one != name]

    assert not answer(plain)["offers"]
    assert {by for by, _ in stops(plain)} & {"G2"}


@pytest.mark.parametrize(("name", "value"), [("persistent_debt", 1), ("missed_due", 1), ("min_pay_hits", 3)])
def test_under_stress_a_card_may_still_be_paid_off_for_less(name: str, value: int) -> None:
    assert answer(paying_off(**{name: value}))["offers"]


@pytest.mark.parametrize(("name", "value", "guard"), [
    ("consent", 0, "G0"), ("books_granted", 0, "G0"), ("quality_freshness", 0, "G1"), ("shown_today", 1, "G5"),
    ("shown_week", 3, "G5"), ("days_since_not_now", 89, "G5"), ("history_days", 89, "G6"), ("age_years", 17, "G7"),
    ("country_known", 0, "G7"), ("life_event_days", 89, "G8"), ("screen_shared", 1, "G9"), ("free_of_offers", 1, "G9"),
    ("said_never", 1, "G10"), ("licence_current", 0, "G11"), ("days_since_refused_here", 89, "G12"),
    ("income_dip", 5_999, "E22"), ("settled", 0, "E24"), ("days_since_same_refinance", 364, "E26"),
])
def test_every_guard_stops_by_its_own_name(name: str, value: int, guard: str) -> None:
    plain = paying_off(**{name: value})

    assert not answer(plain)["offers"]
    assert guard in {by for by, _ in stops(plain)}


def test_a_licence_that_ran_out_yesterday_sells_nothing() -> None:
    def licensed(until: str) -> Plain:
        return case(products=[product(licence={"until": until})])

    assert answer(licensed("2026-11-21"))["offers"]
    assert stops(licensed("2026-11-20")) == {("G11", "licence_current")}


def test_a_rate_above_the_cap_in_either_reading_is_stopped() -> None:
    """A card at 45 per cent, a loan at 22: 24.36 with compound interest, above the cap of 24."""
    dear = CARD | {"card_effective_apr": 4_500, "stmt_balance": 1_370_000, "payoff_months": 10}
    offers = {rate: answer(case(dear, sets=[rules("Harbour", row(rate=rate, months=8))],
                                products=[product(terms=[8])])) for rate in ("21", "22", "24")}

    assert offers["21"]["offers"]
    assert {(one["by"], one["why"]) for one in offers["22"]["stopped"]} == {("G4", "offer_rate_compound")}
    assert offers["24"]["stopped"][0]["source"] == "cn.nfra_2025_9"


def test_twelve_times_945_60_on_ten_thousand_is_above_a_cap_of_24() -> None:
    """Credit.md E20: rounding alone takes it to 24.001 per cent, and that is too much."""
    fee = {"name": "Service", "when": "each", "amount": "112.27"}
    free = {"percent": "0", "convention": "cn_simple", "day_count": "months"}
    plain = case(GAP | {"shortfall_depth": 1_000_000, "income_month": 2_100_000, "savings_rate": 790},
                 products=[product("l", "loan", terms=[12], rate=free, fees=[fee], method="equal_principal")],
                 sets=[rules("Harbour", row("l", rate="0", months=12), need="shortfall")])

    assert {(one["why"], one["bound"]) for one in answer(plain)["stopped"]} == {
        ("offer_rate_simple", 2_400), ("offer_rate_compound", 2_400)}
    assert answer(plain)["stopped"][0]["value"] == 2_401
    assert answer(plain | {"on": "2025-09-30"})["offers"], "the day before, the cap was 36"


def test_a_fund_never_comes_before_a_dearer_debt() -> None:
    found = answer(keeping(**CARD))

    assert [one["way"] for one in found["free"]][:1] == ["pay_from_idle"]
    assert {one["way"] for one in found["free"]} >= {"pay_card_first"}
    assert not found["offers"] and ("debt_first", "debt_costs_more") in stops(keeping(**CARD))


def test_a_fund_may_come_where_the_debt_costs_less_than_it_earns() -> None:
    assert answer(keeping(**CARD | {"card_effective_apr": 100}))["offers"]


def test_a_rule_asks_about_its_own_offer_too() -> None:
    def asking(bound: int) -> Plain:
        condition = ("offer_largest_instalment", "at_most", bound)
        return case(sets=[rules("Harbour", row("refi", condition), row(rate="14"))])

    assert [one["row"] for one in answer(asking(107_971))["offers"]] == [1]
    assert [one["row"] for one in answer(asking(107_970))["offers"]] == [2]


def test_the_first_row_that_fits_wins_even_if_a_later_one_is_cheaper() -> None:
    sets = [rules("Harbour", row("refi", ("revolving_streak", "at_least", 9), rate="6"), row(rate="14"), row(rate="6"))]

    assert [one["row"] for one in answer(case(sets=sets))["offers"]] == [2]


def test_an_offer_tells_what_it_hung_on_and_what_would_undo_it() -> None:
    sets = [rules("Harbour", row("refi", ("revolving_streak", "at_least", 4), ("dti", "at_most", 3_000)))]

    offer = answer(case(sets=sets))["offers"][0]

    told = {(one["of"], one["signal"], one["bound"], one["value"]) for one in offer["why"]}
    assert ("row", "revolving_streak", 4, 4) in told and ("need", "revolving_balance", 100_000, 1_200_000) in told
    assert (offer["vanishes"]["signal"], offer["vanishes"]["vanishes_at"]) == ("revolving_streak", 3)
    assert (offer["rule"], offer["version"], offer["row"], offer["commission"]) == ("Harbour/1", 1, 1, "60.00")


@pytest.mark.parametrize("moved", [3, 4])
def test_what_is_said_to_undo_it_does(moved: int) -> None:
    sets = [rules("Harbour", row("refi", ("revolving_streak", "at_least", 4)))]

    assert bool(answer(case(CARD | {"revolving_streak": moved}, sets=sets))["offers"]) is (moved == 4)


def test_what_is_known_only_roughly_must_hold_at_both_ends() -> None:
    def between(low: int, high: int) -> Plain:
        return keeping(idle_cash={"value": (low + high) // 2, "low": low, "high": high})

    assert answer(between(300_000, 540_000))["needs"][0]["amount"] == "3000.00"
    assert not answer(between(299_999, 540_000))["needs"]


def test_a_rule_that_would_hang_on_unrecorded_days_offers_nothing() -> None:
    sets = [rules("Quay", row("f", ("idle_cash", "at_least", 400_000), rate=None, months=None), need="idle_cash")]
    idle = {"value": 450_000, "low": 390_000, "high": 500_000}

    assert stops(case(IDLE | {"idle_cash": idle}, products=[FUND], sets=sets)) == {("row", "only_roughly_known")}


@pytest.mark.parametrize("plain", [paying_off(), lending(), keeping(**CARD), keeping(idle_cash={
    "value": 500_000, "low": 400_000, "high": 600_000})])
def test_what_was_stored_decides_the_same_again_byte_for_byte(plain: Plain) -> None:
    first = decided(plain)
    stored = json.loads(json.dumps(asked_json(first.asked)))

    again = decide(asked(stored))

    assert canonical(decision_json(again)) == canonical(decision_json(first))
    assert decision_digest(again) == decision_digest(first) and asked_json(again.asked) == asked_json(first.asked)


def test_a_forecast_is_asked_only_where_the_chance_could_rise_and_is_kept() -> None:
    """One month of a loan is paid back within the horizon, so only a forecast can say."""
    short = product("l", "loan", terms=[1, 3], rate=LOAN["rate"])
    plain = case(GAP, products=[short], sets=[rules("Harbour", row("l", rate="6", months=[1, 3]), need="shortfall")])
    asked_for = []

    def ahead(quote) -> int:
        asked_for.append(quote.months)
        return -25

    found = decide(asked(plain), ahead)

    assert asked_for == [1] and found.changes == {"Harbour/Harbour/1/1/0/1": -25}
    assert {one.quote.months for one in found.offers} == {1, 3}
    assert [one["instalments"] for one in answer(plain)["offers"]] == [3]
    assert len(answer(plain | {"changes": dict(found.changes)})["offers"]) == 2


def test_a_forecast_that_rises_stops_the_loan() -> None:
    short = product("l", "loan", terms=[1], rate=LOAN["rate"])
    plain = case(GAP, products=[short], sets=[rules("Harbour", row("l", rate="6", months=1), need="shortfall")])

    found = decide(asked(plain), lambda quote: 1)

    assert not found.offers and found.stopped[0].by == "G3"


@pytest.mark.parametrize(("changed", "why"), [
    ({"products": []}, "no_such_product"), ({"products": [product("refi", "loan")]}, "not_this_kind"),
    ({"products": [product(currency="USD")], "currency": "CNY"}, "other_currency"),
    ({"products": [product(min="12000.01")]}, "below_least"), ({"products": [product(terms=[6])]}, "term_not_sold"),
    ({"products": [product(fees=[{"name": "All of it", "when": "upfront", "percent": "100"}])]}, "costs_more"),
])
def test_a_row_that_comes_to_nothing_says_why(changed: Plain, why: str) -> None:
    assert {one for _, one in stops(case() | changed)} == {why}


def test_a_rule_for_another_moment_is_not_for_now() -> None:
    assert stops(case(products=[LOAN, FUND], sets=[*LENDS, *KEEPS, rules(need="planned_purchase")])) == {
        ("need", "not_now"), ("need", "not_answered")}


def test_a_loan_whose_fees_eat_it_has_no_rate_and_is_not_offered() -> None:
    eaten = product("l", "loan", terms=[3], fees=[{"name": "All of it", "when": "upfront", "percent": "100"}])

    assert {by for by, _ in stops(case(GAP, products=[eaten], sets=LENDS))} == {"terms"}


def test_without_anybody_who_lends_the_ways_that_cost_nothing_are_still_there() -> None:
    found = answer(case(products=[], sets=[]))

    assert [one["way"] for one in found["free"]] == ["pay_more"] and not found["offers"]


def test_who_has_no_card_passes_every_guard_as_well() -> None:
    """The second fixture of DESIGN 20: the same person with no card at all."""
    assert answer(lending())["offers"] and STEADY["dti"] == 0 and set(CALM) <= set(SIGNALS)
