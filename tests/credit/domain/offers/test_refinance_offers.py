"""Paying a card off with a loan: every number of credit.md d8, seen from outside through a decision."""

from __future__ import annotations

import pytest

from tests.credit.domain.offers.cases import CARD, answer, case, product, row, rules, stops


def offered(percent: str, months: object, **changed: object) -> list[dict[str, object]]:
    sets = [rules("Harbour", row(rate=percent, months=months))]
    return answer(case(products=[product(**changed)], sets=sets))["offers"]


def test_what_is_cheaper_shorter_and_lower_is_offered_with_every_coin_told() -> None:
    offer = offered("14.4", 12)[0]

    assert (offer["instalment"], offer["total_interest"]) == ("1079.71", "956.45")
    assert offer["fees"] == [{"name": "old_card_interest", "when": "upfront", "amount": "60.00"}]
    assert (offer["total_cost"], offer["saving"], offer["total_paid"]) == ("1016.45", "204.61", "13016.45")
    assert (offer["ends"], offer["payee"], offer["commission"]) == ("2027-11-21", "card", "60.00")
    assert list(offer["rates"]) == ["cn_simple", "us_actuarial", "eu_aprc", "cn_compound"]


@pytest.mark.parametrize(("percent", "months", "why"), [
    ("14.4", 36, "ends_too_late"), ("18", 12, "instalment_too_high"), ("20", 12, "costs_more"),
    ("14.4", 3, "instalment_too_high"), ("14.4", 6, "instalment_too_high"),
])
def test_what_is_not_better_in_every_respect_is_not(percent: str, months: int, why: str) -> None:
    sets = [rules("Harbour", row(rate=percent, months=months))]

    assert not offered(percent, months)
    assert {one for one, by in ((w, b) for b, w in stops(case(sets=sets)))} == {why}


def test_the_trap_of_the_long_term_fails_even_if_the_person_would_wait() -> None:
    """14.4 per cent over 36 months: a lower rate, and 2,848.81 of interest against 1,221.06."""
    said = {"amount": "12000", "by": "2026-12-10", "until": "2030-01-01"}
    sets = [rules("Harbour", row(months=36))]

    assert ("refinance", "costs_more") in stops(case(sets=sets, need=said))


def test_one_quote_for_each_term_a_person_may_choose() -> None:
    """Who pays 4,000 a month may choose; over 3 and 6 months the loan still saves too little against that."""
    quick = CARD | {"stmt_balance": 1_600_000, "payoff_months": 4, "revolving_balance": 1_200_000}
    sets = [rules("Harbour", row(rate="6", months=[3, 6, 12]))]

    found = answer(case(quick, sets=sets))

    assert [one["instalments"] for one in found["offers"]] == []
    assert {one["instalments"] for one in found["stopped"]} == {3, 6, 12}


def test_terms_are_offered_side_by_side_with_the_cheapest_first() -> None:
    """Who pays 2,450 a month may choose between five and six months at 4 per cent: the longer costs more."""
    quick = CARD | {"stmt_balance": 1_445_000, "payoff_months": 6}

    found = answer(case(quick, sets=[rules("Harbour", row(rate="4", months=None))], products=[product(terms=[6, 5])]))

    assert [one["instalments"] for one in found["offers"]] == [5, 6]


def test_a_fee_up_to_what_it_saves_is_borne_and_breaks_even_in_its_month() -> None:
    """At 14.4 per cent the switch saves 264.61; with 240 of fees nothing worth while is left."""
    fee = {"name": "Opening", "when": "upfront", "amount": "30"}

    assert offered("14.4", 12, fees=[fee])[0]["total_cost"] == "1046.45"
    assert offered("14.4", 12, fees=[fee])[0]["break_even_month"] == 1
    assert not offered("14.4", 12, fees=[fee | {"amount": "240"}])


def test_a_monthly_fee_counts_as_part_of_the_instalment() -> None:
    """1,079.71 and 21 are above the 1,100 that are paid now, though in all it would be cheaper."""
    assert offered("14.4", 12, fees=[{"name": "Service", "when": "each", "amount": "2"}])
    assert not offered("14.4", 12, fees=[{"name": "Service", "when": "each", "amount": "21"}])


def test_part_of_a_card_is_held_to_the_same_part_of_its_payment() -> None:
    found = answer(case(sets=[rules("Harbour", row(most="9000"))]))["offers"][0]

    assert (found["amount"], found["covers_bps"]) == ("9000.00", 7_500)
    assert (found["instalment"], found["total_cost"]) == ("809.78", "762.35")
    assert float(found["path_cost"]) > float(found["total_cost"])


def test_a_card_that_would_never_be_paid_off_at_what_is_paid_is_no_excuse_for_more_a_month() -> None:
    trapped = CARD | {"stmt_balance": 1_215_000, "payoff_months": 999, "min_due": 15_000}

    assert not answer(case(trapped))["offers"]


def test_nothing_is_ever_paid_out_to_the_person() -> None:
    offer = offered("14.4", 12)[0]

    assert (offer["signals"]["offer_pays_card"], offer["signals"]["offer_new_money"]) == (1, 0)
