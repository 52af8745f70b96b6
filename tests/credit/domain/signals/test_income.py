"""Income: how much, how steady, from whom; the published figures of credit.md d7 among them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from credit.domain.signals.measure import measure
from credit.domain.signals.signal import Signal, Why
from ledger.kernel.period import add_months
from tests.credit.figures import TODAY, Life, salaried

IRREGULAR, SEMI, REGULAR = range(3)


def signal(life: Life, name: str, on: date = TODAY) -> Signal:
    return measure(life.figures(on)).signals[name]


def paid(months: list[int], day: int = 10) -> Life:
    """So much paid on a day of each of the whole months before this one, the last the newest."""
    life = Life(months=len(months))
    for back, amount in enumerate(reversed(months), start=1):
        life.moves(add_months(TODAY.replace(day=day), -back), "salary", "bank", 100 * amount, 1)
    return life


@pytest.mark.parametrize(("months", "bps"), [
    ([8000, 8200, 7900, 8100, 8000, 8050], 127),
    ([3000, 12000, 0, 9000, 15000, 2000], 8849),
])
def test_how_much_income_varies_is_as_published(months: list[int], bps: int) -> None:
    assert signal(paid(months), "income_cv").value == bps


def test_a_usual_month_is_the_middle_one_of_six() -> None:
    assert signal(paid([1, 99_999, 3001, 12000, 0, 9000, 15000, 2000]), "income_month").value == 600_050


def test_the_running_month_is_no_whole_month() -> None:
    life = paid([8000] * 6).moves(TODAY, "salary", "bank", 9_999_999, 1)

    assert signal(life, "income_month").value == 800_000


@pytest.mark.parametrize(("months", "why"), [(2, Why.NEEDS_3_MONTHS), (3, None), (5, Why.NEEDS_6_MONTHS), (6, None)])
def test_months_it_needs(months: int, why: Why | None) -> None:
    name = "income_month" if months < 4 else "income_cv"

    assert signal(salaried(months=months), name).why is why


def test_money_between_own_accounts_and_borrowed_money_are_no_income() -> None:
    life = salaried()
    before = {name: signal(life, name).value for name in ("income_month", "income_dip", "savings_rate", "income_cv")}
    for back in range(1, 7):
        day = add_months(TODAY, -back)
        life.moves(day, "loan", "bank", 700_000).moves(day, "bank2", "bank", 300_000).moves(day, "card", "cash", 90_000)

    assert {name: signal(life, name).value for name in before} == before


def test_income_taken_back_is_netted() -> None:
    life = salaried()
    for day in life.monthly(18):
        life.moves(day, "bank", "salary", 200_000, 1)

    assert signal(life, "income_month").value == 800_000


def test_a_salary_is_regular_a_customer_now_and_then_is_not() -> None:
    assert signal(salaried(), "income_regularity").value == REGULAR
    for gaps, expected in (((28, 35, 21, 30, 26), SEMI), ((3, 50, 9, 61, 20), IRREGULAR)):
        life, day = Life(), TODAY
        for gap in gaps:
            life.moves(day, "sales", "bank", 100_000, 9)
            day -= timedelta(days=gap)
        assert signal(life, "income_regularity").value == expected, gaps


def test_three_payments_are_too_few_to_call_regular() -> None:
    life = Life()
    for back in (0, 30, 60):
        life.moves(TODAY - timedelta(days=back), "salary", "bank", 100_000, 1)

    assert signal(life, "income_regularity").why is Why.NEEDS_4_PAYMENTS
    assert signal(Life(), "income_regularity").why is Why.NEEDS_INCOME


def test_one_payer_is_all_of_it_two_equal_ones_half() -> None:
    assert signal(salaried(), "payer_concentration").value == 10_000
    assert signal(salaried().earns(1_000_000, day=20, payer=2), "payer_concentration").value == 5_000


def test_what_is_kept_is_income_less_spending() -> None:
    life = Life(months=6).earns(1_000_000).rents(400_000)
    assert signal(life, "savings_rate").value == 6_000

    assert signal(Life(months=6).earns(100_000).rents(400_000), "savings_rate").value == -30_000
    assert signal(Life(months=6).rents(400_000), "savings_rate").why is Why.NEEDS_INCOME


def test_a_lost_job_is_a_dip() -> None:
    life = salaried()
    life.entries = [entry for entry in life.entries if not (entry.payee_id and entry.on > date(2026, 10, 1))]

    assert signal(life, "income_dip").value == 0


def test_half_the_hours_are_half_the_income() -> None:
    life = Life().earns(1_000_000)
    life.entries = [entry for entry in life.entries if entry.on != date(2026, 11, 15)]
    life.moves(date(2026, 11, 15), "salary", "bank", 500_000, 1)

    assert signal(life, "income_dip").value == 5_000


@pytest.mark.parametrize("on", [date(2026, 11, 14), date(2026, 8, 14), date(2026, 6, 14), date(2026, 3, 14)])
def test_a_month_of_31_days_is_no_dip(on: date) -> None:
    """On the eve of payday the last 30 days may hold no salary at all."""
    assert signal(salaried(TODAY), "income_dip", on).value == 10_000


def test_a_payday_moved_by_a_weekend_is_no_dip_but_a_late_one_is() -> None:
    life = salaried()
    life.entries = [entry for entry in life.entries if not (entry.payee_id and entry.on == date(2026, 11, 15))]

    assert signal(life, "income_dip", date(2026, 11, 17)).value == 10_000
    assert signal(life, "income_dip", date(2026, 11, 19)).value == 0


def test_income_of_120_days_is_needed_to_see_a_dip() -> None:
    life = salaried(months=4)

    assert signal(life, "income_dip", life.began + timedelta(days=118)).why is Why.NEEDS_120_DAYS
    assert signal(life, "income_dip", life.began + timedelta(days=119)).why is None
    assert signal(Life(), "income_dip").why is Why.NEEDS_INCOME


def test_the_entries_behind_an_income_are_its_receipts() -> None:
    life = salaried()
    receipts = [entry.entry_id for entry in life.entries if entry.payee_id]

    assert list(signal(life, "income_month").entries) == receipts[-7:-1]
