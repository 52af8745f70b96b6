"""A statement in another currency adds up to the last coin, as it does at home."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.reports.balance import Balance
from ledger.domain.reports.income import Income
from ledger.domain.reports.other_currency import Told, balance_in, income_in, spread
from ledger.domain.reports.statement import Block, Row
from ledger.kernel.rate import convert
from tests.cast import TODAY

amounts = st.lists(st.integers(-10**12, 10**12), max_size=12)
rates = st.decimals(min_value=Decimal("0.0001"), max_value=Decimal(9999), places=4)


def block(key: str, *sums: int) -> Block:
    return Block(key, tuple(Row(f"{key}{n}", None, amount, None) for n, amount in enumerate(sums)))


def told(rate: str) -> Told:
    return Told("USD", Decimal(rate), TODAY)


def test_rows_are_rounded_so_that_their_sum_is_the_sum():
    """Twice 10.00 at 3 is 6.67 in all: the coin that is missing goes to the first."""
    assert spread([10_00, 10_00, 10_00], "CNY", "USD", Decimal(7)) == (143, 143, 143)
    assert spread([10_00, 10_00], "CNY", "USD", Decimal(3)) == (334, 333)
    assert spread([-10_00, 5_00], "CNY", "JPY", Decimal("0.05")) == (-200, 100)


@given(amounts, rates)
def test_each_row_is_within_a_coin_of_its_worth_and_the_total_is_rounded_once(sums, rate):
    parts = spread(sums, "CNY", "USD", rate)

    assert all(abs(part * rate - amount) < rate for part, amount in zip(parts, sums, strict=True))
    assert abs(sum(parts) * rate - sum(sums)) <= rate / 2


@given(amounts, amounts, rates)
def test_both_halves_of_a_balance_sheet_still_agree(have, owe, rate):
    yours = sum(have) + sum(owe)
    sheet = Balance((block("have", *have),), block("owe", *owe), block("origins", yours - 7, 7))

    found = balance_in(sheet, "CNY", told(str(rate)))

    assert found.yours == found.origins.amount
    assert found.yours == found.had + found.owe.amount


@given(amounts, amounts)
def test_income_less_spending_is_what_is_left(came, went):
    found = income_in(Income(block("income", *came), (block("essential", *went),)), "CNY", told("7.1"))

    assert found.left == found.income.amount - found.went_out
    assert abs(convert(found.left, "USD", "CNY", Decimal("7.1")) - (sum(came) - sum(went))) <= 4
