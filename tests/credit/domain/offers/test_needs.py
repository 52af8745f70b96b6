"""When a moment is one, and what is needed then: M5, M1 and M3 of credit.md (c)."""

from __future__ import annotations

from datetime import date

import pytest

from credit.domain.offers.moments import Situation, find_needs
from credit.domain.offers.need import Facts
from credit.domain.rules.moment import Moment
from tests.credit.domain.offers.cases import CARD, GAP, IDLE, NO_DEBT, STEADY, answer, case

ON = date(2026, 11, 21)


def situation(signals: dict[str, int], facts: Facts | None = None) -> Situation:
    told = STEADY | dict.fromkeys(NO_DEBT, 0) | signals
    return Situation(ON, "CNY", told, facts or Facts())


def needs(signals: dict[str, int], facts: Facts | None = None) -> dict[Moment, object]:
    return {need.moment: need for need in find_needs(situation(signals, facts)).needs}


def test_nothing_is_needed_by_who_lacks_nothing() -> None:
    found = find_needs(situation({}))

    assert not found.needs and not found.unknown and len(found.not_now) == 3


def test_a_carried_card_needs_paying_off_by_its_next_due_day() -> None:
    need = needs(CARD, Facts(due=date(2026, 11, 25), payment=110_000))[Moment.CARD_REFINANCE]

    assert (need.amount, need.by, need.until) == (1_200_000, date(2026, 11, 25), date(2027, 12, 21))
    assert (need.debt.balance, need.debt.payment) == (1_200_000, 110_000)


@pytest.mark.parametrize(("changed", "payment"), [
    ({}, 110_000),
    ({"stmt_balance": 1_200_000}, 110_158),
    ({"stmt_balance": 1_200_000, "payoff_months": 999}, 0),
    ({"stmt_balance": 1_200_000, "payoff_months": None}, 0),
])
def test_what_is_paid_a_month_is_read_from_signals_where_nothing_else_is_known(
    changed: dict[str, int], payment: int
) -> None:
    """12,000 at 18.25 per cent take 13 months up to 1,101.58 a month, and 12 from 1,101.59."""
    assert needs(CARD | changed)[Moment.CARD_REFINANCE].debt.payment == payment


@pytest.mark.parametrize("changed", [
    {"revolving_streak": 1}, {"revolving_balance": 99_999}, {"card_effective_apr": 0},
])
def test_a_card_that_is_hardly_carried_needs_nothing(changed: dict[str, int]) -> None:
    assert Moment.CARD_REFINANCE not in needs(CARD | changed)


def test_idle_money_needs_a_place_for_two_months() -> None:
    need = needs(IDLE)[Moment.IDLE_CASH]

    assert (need.amount, need.by, need.days) == (1_200_000, ON, 60)


@pytest.mark.parametrize("changed", [{"idle_cash": 299_999}, {"surplus_streak": 29}, {"shortfall_prob_60": 500}])
def test_money_that_may_be_needed_is_not_idle(changed: dict[str, int]) -> None:
    assert Moment.IDLE_CASH not in needs(IDLE | changed)


def test_a_gap_is_needed_by_its_day_and_paid_back_from_half_of_what_is_kept() -> None:
    """1,470 are kept a month, so 2,000 take three months of half of it."""
    need = needs(GAP)[Moment.SHORTFALL]

    assert (need.amount, need.by, need.until) == (200_000, date(2026, 12, 3), date(2027, 3, 3))


@pytest.mark.parametrize("changed", [
    {"shortfall_prob_30": 1_999}, {"shortfall_prob_30": 5_000}, {"shortfall_date": 9_999},
    {"shortfall_depth": 490_001}, {"income_regularity": 1}, {"savings_rate": -1},
])
def test_what_comes_every_month_or_is_too_deep_is_no_gap(changed: dict[str, int]) -> None:
    assert Moment.SHORTFALL not in needs(GAP | changed)


def test_a_moment_that_cannot_be_told_says_which_signal_is_wanting() -> None:
    found = find_needs(situation(CARD | {"revolving_streak": None}))

    assert found.unknown == {Moment.CARD_REFINANCE: ("revolving_streak",)}


def test_a_given_need_never_asks_for_more_than_the_card_holds() -> None:
    said = {"amount": "20000", "by": "2026-12-10", "until": "2028-01-21"}

    told = answer(case(need=said))["needs"][0]

    assert (told["amount"], told["by"], told["until"]) == ("12000.00", "2026-12-10", "2028-01-21")


def test_in_another_currency_the_bounds_are_as_many_whole_units() -> None:
    yen = Situation(ON, "JPY", STEADY | dict.fromkeys(NO_DEBT, 0) | IDLE | {"idle_cash": 3_000}, Facts())

    assert [need.moment for need in find_needs(yen).needs] == [Moment.IDLE_CASH]
