"""What a person may type as an amount (T15): read exactly, asked about, or refused by name; never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.errors import Invalid
from ledger.kernel.number import AmbiguousAmount, DividedByZero, NotAnAmount, TwoPoints, read_sum


@pytest.mark.parametrize(("text", "value"), [
    ("32", "32"), ("32.5", "32.5"), ("32.", "32"), (".5", "0.5"), ("¥32.50", "32.50"), ("1,234.56", "1234.56"),
    ("12,3456", "123456"), ("１２.５", "12.5"), ("32+6", "38.00"), ("1,200+1", "1201.00"), 
    ("12,3456-6", "123450.00"), ("120/4", "30.00"), ("10/3", "3.33"),
    ("2*3+4*5", "26.00"), ("(1+2)×3", "9.00"), ("100−1", "99.00"), ("0.1+0.2", "0.30"), ("-5", "-5"), ("32。5", None),
])
def test_plain_numbers_and_sums(text, value):
    if value is None:
        with pytest.raises(NotAnAmount):
            read_sum(text, 2)
    else:
        assert read_sum(text, 2) == Decimal(value)


@pytest.mark.parametrize(("text", "error"), [
    ("", NotAnAmount), ("abc", NotAnAmount), ("1e5", NotAnAmount), ("1e1000000", NotAnAmount), ("NaN", NotAnAmount),
    ("1_000", NotAnAmount), ("Infinity", NotAnAmount), ("٣٢", NotAnAmount), ("32..5", TwoPoints),
    ("1.2.3", TwoPoints), ("1,5", AmbiguousAmount), ("12,34", AmbiguousAmount), ("5/0", DividedByZero),
    ("((((1", NotAnAmount), ("1+", NotAnAmount), ("*2", NotAnAmount), ("9" * 65, NotAnAmount), ("1;2", NotAnAmount),
])
def test_everything_else_is_refused_by_name(text, error):
    with pytest.raises(error):
        read_sum(text, 2)


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_a_refusal(text):
    try:
        value = read_sum(text, 2)
    except Invalid:
        return
    assert value.is_finite()


@given(st.text("0123456789.+-*/()", max_size=64))
def test_hostile_arithmetic_is_bounded(text):
    try:
        value = read_sum(text, 2)
    except Invalid:
        return
    assert abs(value) < Decimal(10) ** 30
