"""What is shown is what is paid, to the last coin; the yearly rate is that of the flows with every fee in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.cost.china import is_within_cap
from credit.domain.offers.price import exit_fee, fund_earnings, late_fee, price
from credit.domain.offers.product import Product, read_product
from ledger.kernel.interest.yearly import Convention
from tests.credit.domain.offers.cases import product

RATE = {"percent": "12", "convention": "cn_simple", "day_count": "months"}


def sold(**changed: object) -> Product:
    return read_product(product(**changed))


@pytest.mark.parametrize(("percent", "months", "largest", "interest"), [
    ("12", 12, 106_619, 79_423), ("14.4", 12, 107_971, 95_645), ("14.4", 36, 41_247, 284_881),
    ("18", 12, 110_016, 120_195),
])
def test_the_schedules_of_the_reference(percent: str, months: int, largest: int, interest: int) -> None:
    found = price(sold(), 1_200_000, months, Decimal(percent))

    assert (found.payments[0], found.total_cost) == (largest, interest)


@pytest.mark.parametrize(("months", "simple"), [(3, "10.7679"), (6, "12.2394"), (12, "13.0342"), (24, "13.2656")])
def test_a_monthly_fee_is_part_of_the_yearly_rate(months: int, simple: str) -> None:
    """0.60 per cent of the principal a month and no interest: the table of credit.md d3."""
    fee = {"name": "Service", "when": "each", "percent": "0.6"}
    found = price(sold(fees=[fee], rate=RATE | {"percent": "0"}, method="equal_principal", terms=[months]),
                  1_200_000, months)

    assert f"{found.rates[Convention.CN_SIMPLE].percent:.4f}" == simple
    assert found.total_cost == months * 7_200 and found.total_paid == 1_200_000 + found.total_cost


def test_money_taken_at_once_nearly_doubles_the_rate() -> None:
    found = price(sold(rate=RATE, fees=[{"name": "Opening", "when": "upfront", "percent": "5"}]), 1_200_000, 12)

    assert found.fees[0].minor == 60_000 and found.upfront == 60_000
    assert found.simple_and_compound == (2_186, 2_419)


def test_rounding_cannot_slip_over_the_cap() -> None:
    """12 × 945.60 on 10,000 is 24.001 per cent: a cap of 24 is 2,400 basis points, and it is 2,401."""
    fee = {"name": "Service", "when": "each", "amount": "112.27"}
    found = price(sold(rate=RATE | {"percent": "0"}, fees=[fee], method="equal_principal"), 1_000_000, 12)

    assert found.payments[:11] == (94_560,) * 11 and found.payments[11] == 94_564
    assert found.simple_and_compound[0] > 2_400
    assert not is_within_cap(found.flows, Decimal("0.24"))


def test_a_year_of_360_days_costs_365_days() -> None:
    found = price(sold(rate=RATE | {"percent": "18", "day_count": "act/360"}), 1_000_000, 12)

    assert found.simple_and_compound[0] == 1_825


@given(
    amount=st.integers(1_000, 10**9), months=st.sampled_from([1, 3, 12, 36]), percent=st.integers(0, 3_600),
    method=st.sampled_from(["annuity", "equal_principal", "interest_only"]), upfront=st.integers(0, 500),
    each=st.integers(0, 300), of=st.sampled_from(["principal", "instalment", "balance"]),
)
def test_what_is_shown_is_what_is_paid(
    amount: int, months: int, percent: int, method: str, upfront: int, each: int, of: str
) -> None:
    fees = [{"name": "Opening", "when": "upfront", "percent": str(Decimal(upfront) / 100)},
            {"name": "Service", "when": "each", "percent": str(Decimal(each) / 100), "of": of},
            {"name": "Late", "when": "late", "amount": "50"}]

    found = price(sold(fees=fees, method=method), amount, months, Decimal(percent) / 100)

    assert sum(row.principal for row in found.schedule.rows) == amount
    assert found.total_paid == sum(found.payments) + found.upfront
    assert found.total_cost == sum(row.interest for row in found.schedule.rows) + sum(fee.minor for fee in found.fees)
    assert found.largest == max(found.payments) and [fee.name for fee in found.fees] == ["Opening", "Service"]


def test_being_late_or_leaving_early_has_a_price_of_its_own() -> None:
    fees = [{"name": "Late", "when": "late", "percent": "5"}, {"name": "Exit", "when": "exit", "amount": "30"}]
    found = sold(fees=fees, prepayment={"percent": "1"})

    assert late_fee(found, 107_971) == 5_399 and exit_fee(found, 600_000) == 9_000


@pytest.mark.parametrize(("percent", "convention"), [("1.6425", "cn_simple"), ("1.656007", "cn_compound")])
def test_a_fund_earns_what_its_yield_says(percent: str, convention: str) -> None:
    """12,000 for 30 days at 0.45 yuan for ten thousand a day is 16.20: credit.md d6."""
    fund = sold(kind="fund", rate={"percent": percent, "convention": convention, "day_count": "act/365"})

    assert fund_earnings(fund, 1_200_000, 30) == 1_620


def test_a_funds_fees_come_off_what_it_earns() -> None:
    fees = [{"name": "In", "when": "upfront", "percent": "0.1"}, {"name": "Out", "when": "exit", "amount": "5"}]
    fund = sold(kind="fund", fees=fees)

    assert fund_earnings(fund, 1_200_000, 30) == 1_620 - 1_200 - 500
