"""Identifiers, periods and rates."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, new_id, read_id
from ledger.kernel.period import Period, add_months, last_months, month_of
from ledger.kernel.rate import RateNotPositive, canonical_rate, convert


@given(st.integers(0, 2**63 - 1))
def test_an_identifier_reads_back(number):
    assert read_id(id_text(number)) == number


@pytest.mark.parametrize("text", ["", "abc", "Z" * 13, "u" * 13, "z" * 13, "../../etc/pas", "0" * 14])
def test_a_malformed_identifier_names_nothing(text):
    with pytest.raises(Missing):
        read_id(text)


def test_identifiers_grow():
    made = [new_id() for _ in range(1000)]

    assert made == sorted(set(made))


@pytest.mark.parametrize(("day", "months", "anchor", "then"), [
    ("2026-01-31", 1, None, "2026-02-28"), ("2028-01-31", 1, None, "2028-02-29"), ("2026-02-28", 1, 31, "2026-03-31"),
    ("2026-12-15", 1, None, "2027-01-15"), ("2026-03-31", -1, None, "2026-02-28"),
])
def test_months_clamp_to_their_end_and_come_back(day, months, anchor, then):
    assert add_months(date.fromisoformat(day), months, anchor) == date.fromisoformat(then)


def test_a_period_is_half_open():
    november = month_of(date(2026, 11, 21))

    assert date(2026, 11, 30) in november and date(2026, 12, 1) not in november and november.days == 30
    assert last_months(date(2026, 1, 5), 2)[0] == Period(date(2025, 12, 1), date(2026, 1, 1))


@pytest.mark.parametrize(("minor", "currency", "home", "rate", "then"), [
    (2000, "USD", "CNY", "7.1", 14200), (1000, "JPY", "CNY", "0.0472", 4720), (100, "KWD", "CNY", "23.1", 231),
    (5, "CNY", "JPY", "21.2", 1), (-5, "CNY", "JPY", "30", -2),
])
def test_conversion_rounds_once_half_to_even(minor, currency, home, rate, then):
    assert convert(minor, currency, home, Decimal(rate)) == then


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "1e99", "Infinity"])
def test_a_rate_is_a_number_above_zero(rate):
    with pytest.raises(RateNotPositive):
        canonical_rate(Decimal(rate))


def test_a_rate_is_written_one_way():
    assert canonical_rate(Decimal("7.100")) == "7.1" and canonical_rate(Decimal("1E+2")) == "100"
