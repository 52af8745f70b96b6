"""Quantity, unit price and amount: any two give the third, exactly, and what is shown comes to what is written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.papers import measure
from ledger.domain.papers.measure import Measure, amount_of, price_of, quantity_of, settled
from ledger.kernel.money import Money
from tests.cast import cny

quantities = st.integers(1, 10**12).map(lambda n: Decimal(n).scaleb(-6))
prices = st.integers(1, 10**9).map(lambda n: Decimal(n).scaleb(-4))
amounts = st.builds(Money, st.integers(1, 10**12), st.sampled_from(["CNY", "JPY", "KWD"]))


def test_fifty_kilos_at_six():
    assert amount_of(Decimal(50), Decimal(6), "CNY") == cny("300")
    assert price_of(cny("300"), Decimal(50)) == Decimal("6.00")
    assert quantity_of(cny("300"), Decimal(6)) == 50


def test_half_a_coin_goes_to_the_even_one():
    assert [amount_of(Decimal("0.5"), Decimal(p), "CNY").minor for p in ("0.01", "0.03", "0.05")] == [0, 2, 2]


def test_a_price_that_does_not_come_out_is_shown_as_short_as_it_can_be():
    assert price_of(cny("10"), Decimal(3)) == Decimal("3.333")
    assert price_of(Money(1000, "JPY"), Decimal(3)) == Decimal("333.3")


@given(amounts, quantities)
def test_the_price_shown_always_comes_to_the_amount(amount, quantity):
    assert amount_of(quantity, price_of(amount, quantity), amount.currency) == amount


@given(quantities, prices, st.sampled_from(["CNY", "JPY", "KWD"]))
def test_what_was_reckoned_is_agreed_with(quantity, price, currency):
    amount = amount_of(quantity, price, currency)

    assert settled(amount, quantity, price, "kg").quantity == measure.quantity_text(quantity)


@given(amounts, prices)
def test_a_quantity_found_comes_to_the_amount_or_is_refused(amount, price):
    try:
        found = quantity_of(amount, price)
    except measure.PriceOff:
        return
    assert amount_of(found, price, amount.currency) == amount


def test_three_that_do_not_go_together_are_refused_by_what_they_come_to():
    with pytest.raises(measure.PriceOff) as refused:
        settled(cny("299"), Decimal(50), Decimal(6), "kg")

    assert refused.value.facts == {"quantity": "50 kg", "amount": "300.00", "field": "unit_price"}


@pytest.mark.parametrize(("quantity", "price", "error", "field"), [
    ("0", None, measure.QuantityNotPositive, "quantity"), ("-2", None, measure.QuantityNotPositive, "quantity"),
    ("0.0000001", None, measure.QuantityTooFine, "quantity"), ("1", "0", measure.PriceNotPositive, "unit_price"),
    (None, "-1", measure.PriceNotPositive, "unit_price"),
])
def test_what_measures_nothing_is_refused(quantity, price, error, field):
    with pytest.raises(error) as refused:
        settled(cny("3"), quantity and Decimal(quantity), price and Decimal(price), "kg")

    assert refused.value.facts["field"] == field


def test_neither_quantity_nor_price_is_no_measure():
    assert settled(cny("3"), None, None, "kg") == Measure()
    assert settled(cny("3"), Decimal("1.50"), None, "kg") == Measure("1.5", "kg")
