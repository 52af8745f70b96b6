"""Ways that need no borrowing stand on the same axis as offers: what they cost, what they close, and when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from credit.domain.offers.free_ways import Way, free_ways
from credit.domain.offers.moments import Situation, find_needs
from credit.domain.offers.need import Facts, Planned, Receivable
from ledger.kernel.interest.paydown import pay_down
from ledger.kernel.interest.yearly import AnnualRate
from tests.credit.domain.offers.cases import CARD, GAP, IDLE, NO_DEBT, STEADY

ON = date(2026, 11, 21)
PAYDAY = date(2026, 12, 10)
GAP_DAY = date(2026, 12, 3)


def ways(signals: dict[str, int | None], facts: Facts | None = None) -> dict[str, Way]:
    told = STEADY | dict.fromkeys(NO_DEBT, 0) | signals
    situation = Situation(ON, "CNY", told, facts or Facts())
    return {way.name: way for need in find_needs(situation).needs for way in free_ways(need, situation)}


def interest(balance: int, payment: int) -> int:
    return pay_down(balance, AnnualRate.stated(Decimal("18.25")), payment).cost


def test_paying_more_costs_what_the_faster_path_costs() -> None:
    """Of 1,470 kept a month 917.50 pay the card's principal already; half of the rest, in tens, is 270."""
    way = ways(CARD)["pay_more"]

    assert way.facts["amount"].minor == 27_000
    assert (way.cost, way.saving) == (interest(1_200_000, 137_000), 122_106 - interest(1_200_000, 137_000))
    assert way.covers and way.ends == date(2027, 9, 21)


@pytest.mark.parametrize(("changed", "more"), [
    ({"savings_rate": 900}, None),
    ({"savings_rate": None, "residual_income": 11_000}, 11_000),
    ({"savings_rate": None, "residual_income": 10_999}, None),
])
def test_nobody_is_told_to_pay_what_they_do_not_have(changed: dict[str, int | None], more: int | None) -> None:
    way = ways(CARD | changed).get("pay_more")

    assert (way.facts["amount"].minor if way else None) == more


def test_idle_money_pays_the_card_and_forgoes_its_yield() -> None:
    way = ways(CARD | {"idle_cash": 300_000}, Facts(yield_bps=180))["pay_from_idle"]

    forgone = (300_000 * 180 * 395 * 2 + 3_650_000) // 7_300_000
    assert way.cost == interest(900_000, 110_000) + forgone and way.covers
    assert way.effect[ON] == -300_000 and sum(way.effect.values()) == way.saving + forgone


def test_idle_money_for_all_of_it_costs_nothing() -> None:
    way = ways(CARD | {"idle_cash": 2_000_000})["pay_from_idle"]

    assert (way.cost, way.saving, way.closes) == (0, 122_106, 1_200_000)


def test_paying_on_payday_saves_the_days_between() -> None:
    """Ten days' interest on what is paid, 13 times: 18.25 per cent of 13,221.06 for 10 days is 66.11."""
    way = ways(CARD, Facts(days_sooner=10))["pay_sooner"]

    assert abs(way.saving - 6_611) <= 7 and way.cost == 122_106 - way.saving


def test_the_card_comes_before_any_fund() -> None:
    """12,000 for 60 days at 18.25 per cent is 360.00: no fund earns that (credit.md E21)."""
    way = ways(CARD | IDLE | {"revolving_streak": 1})["pay_card_first"]

    assert (way.cost, way.saving, way.closes) == (-36_000, 36_000, 1_200_000)


def test_a_loan_that_may_be_paid_back_comes_before_any_fund() -> None:
    way = ways(IDLE, Facts(loan_owed=500_000, loan_bps=1_200))["pay_loan_first"]

    assert (way.closes, way.saving) == (500_000, 9_863)


def test_three_months_of_needs_are_kept_first() -> None:
    assert "keep_buffer" not in ways(IDLE)
    assert ways(IDLE | {"liquid_balance": 1_000_000})["keep_buffer"].closes == 350_000


def gap_facts(**more: object) -> Facts:
    return Facts(next_income=PAYDAY, **more)


def test_a_bill_that_waits_for_the_income_closes_the_gap() -> None:
    rent = Planned(4, date(2026, 12, 1), 180_000, "rent")

    way = ways(GAP, gap_facts(planned=(rent,)))["move_due_day"]

    assert (way.cost, way.closes, way.share_bps, way.on) == (0, 180_000, 9_000, date(2026, 12, 1))
    assert way.effect == {date(2026, 12, 1): 180_000, date(2026, 12, 11): -180_000}


def test_what_is_no_must_can_be_put_off() -> None:
    trip = Planned(4, date(2026, 11, 30), 250_000, "discretionary")

    assert ways(GAP, gap_facts(planned=(trip,)))["put_off"].covers


@pytest.mark.parametrize("facts", [
    Facts(next_income=GAP_DAY, planned=(Planned(4, date(2026, 12, 1), 180_000, "rent"),)),
    gap_facts(planned=(Planned(4, date(2026, 12, 4), 180_000, "rent"),)),
    gap_facts(planned=(Planned(4, date(2026, 12, 1), 19_900, "rent"),)),
])
def test_what_does_not_help_by_the_day_is_not_told(facts: Facts) -> None:
    assert not {"move_due_day", "put_off"} & set(ways(GAP, facts))


def test_money_that_is_owed_or_put_by_closes_a_gap() -> None:
    owed = Receivable(9, date(2026, 12, 1), 120_000, (77,))
    late = Receivable(9, date(2027, 1, 1), 500_000)

    found = ways(GAP, Facts(receivables=(late, owed), set_aside=500_000, yield_bps=180))

    assert (found["collect"].closes, found["collect"].entries) == (120_000, (77,))
    assert found["take_back"].covers and found["take_back"].cost > 0


def test_spending_half_of_what_is_no_must_is_a_way() -> None:
    """110 a day beyond needs; half of it for twelve days is 660 of the 2,000."""
    way = ways(GAP)["spend_less"]

    assert (way.facts["amount"].minor, way.closes, way.share_bps) == (5_500, 66_000, 3_300)
    assert sum(way.effect.values()) == 66_000


def test_who_needs_nothing_is_told_nothing() -> None:
    assert ways({}) == {}
