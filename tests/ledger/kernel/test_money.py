"""Money is exact: reading, splitting and reversing lose nothing, in every currency (T14)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.currency import DIGITS, UnknownCurrency, digits_of
from ledger.kernel.limits import MINOR_MAX
from ledger.kernel.money import AmountTooLarge, CurrencyMismatch, Money, TooManyDigits, allot

minors = st.integers(-MINOR_MAX, MINOR_MAX)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=50)


def test_the_table_of_digits_is_iso_4217s():
    import iso4217

    standard = {c.code: c.exponent for c in iso4217.Currency if c.exponent is not None}

    assert standard == DIGITS


@pytest.mark.parametrize(("code", "digits"), [("CNY", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("IQD", 3), ("LAK", 2)])
def test_digits_follow_the_standard_not_a_locale_library(code, digits):
    assert digits_of(code) == digits


@given(minors, st.sampled_from(sorted(DIGITS)))
def test_an_amount_written_out_reads_back_the_same(minor, code):
    money = Money(minor, code)

    assert Money.of(money.decimal, code) == money


@given(minors, weights)
def test_parts_sum_to_the_whole_and_are_within_one_coin(total, shares):
    parts = allot(total, shares)

    whole = sum(shares) or len(shares)
    exact = [Decimal(total) * (share if sum(shares) else 1) / whole for share in shares]
    assert sum(parts) == total
    assert all(abs(Decimal(part) - wanted) < 1 for part, wanted in zip(parts, exact, strict=True))


@given(minors, weights)
def test_the_parts_of_a_reversal_are_the_mirror_of_the_parts(total, shares):
    assert allot(-total, shares) == tuple(-part for part in allot(total, shares))


@given(st.integers(0, MINOR_MAX), weights)
def test_equal_weights_get_equal_parts_but_for_one_coin(total, shares):
    parts = allot(total, [1] * len(shares))

    assert max(parts) - min(parts) <= 1


def test_ten_thousand_of_the_largest_postings_sum_exactly():
    assert sum(Money(MINOR_MAX, "CNY").minor for _ in range(10_000)) == MINOR_MAX * 10_000


@pytest.mark.parametrize("amount", ["12.345", "0.001"])
def test_more_digits_than_the_currency_has_are_refused_not_rounded(amount):
    with pytest.raises(TooManyDigits):
        Money.of(Decimal(amount), "CNY")


def test_a_million_digits_are_refused_before_they_are_written_out():
    with pytest.raises(AmountTooLarge):
        Money.of(Decimal("1e1000000"), "CNY")


def test_two_currencies_do_not_add():
    with pytest.raises(CurrencyMismatch):
        Money(1, "CNY") + Money(1, "JPY")


def test_a_currency_nobody_knows_is_refused():
    with pytest.raises(UnknownCurrency):
        Money(1, "ABC")
