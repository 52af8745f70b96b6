"""One rate is found, none or several are refused by name."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.cost.annual_rate import annual_rate
from credit.domain.cost.flows import (
    AmountNotPositive,
    FirstAdvanceNotZero,
    Flow,
    Flows,
    MixedForms,
    NoAdvance,
    PaymentBeforeAdvance,
    TooManyFlows,
)
from credit.domain.cost.solver import NoRoot, RateOutOfReach, SeveralRoots, Term, period_rate
from ledger.kernel.interest.yearly import CONVENTIONS, Convention


def _terms(*minors: int) -> list[Term]:
    return [Term(minor, year) for year, minor in enumerate(minors)]


def test_ten_per_cent_a_year_is_found_to_the_last_digits() -> None:
    assert round(period_rate(_terms(1_000, 0, -1_210), Fraction(1)), 20) == round(Fraction(1, 10), 20)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_two_rates_that_both_fit_are_refused(convention: Convention) -> None:
    flows = Flows((Flow(0, 100_000), Flow(24, 132_000)), (Flow(12, 230_000),))

    with pytest.raises(SeveralRoots):
        annual_rate(flows, convention)


@pytest.mark.parametrize(
    "minors",
    [(1_000, -2_300, 1_320), (1_000, -2_400, 1_440), (-1_000, 6_000, -11_000, 6_000)],
    ids=["10 % and 20 %", "20 % twice", "0 %, 100 % and 200 %"],
)
def test_several_roots_are_refused_even_where_they_touch(minors: tuple[int, ...]) -> None:
    with pytest.raises(SeveralRoots):
        period_rate(_terms(*minors), Fraction(1))


@pytest.mark.parametrize(
    "minors",
    [(1_000,), (1_000, 0, 500), (1_000, -1_000, 1_000), (-1_000, -10)],
    ids=["nothing paid", "only lent", "never in balance", "only paid"],
)
def test_flows_that_never_balance_have_no_rate(minors: tuple[int, ...]) -> None:
    with pytest.raises(NoRoot):
        period_rate(_terms(*minors), Fraction(1))


def test_paying_back_less_than_was_lent_has_a_rate_below_zero() -> None:
    flows = Flows((Flow(0, 100_000),), (Flow(12, 90_000),))

    assert str(annual_rate(flows, Convention.EU_APRC).percent) == "-10.000000"


def test_an_interest_free_loan_costs_nothing_and_shows_no_sign() -> None:
    flows = Flows((Flow(0, 100_000),), (Flow(1, 50_000), Flow(2, 50_000)))

    assert {str(annual_rate(flows, convention).percent) for convention in CONVENTIONS} == {"0.000000"}


def test_a_single_rate_beyond_reach_is_refused() -> None:
    with pytest.raises(RateOutOfReach):
        period_rate(_terms(1, -5_000), Fraction(1))


def test_a_second_rate_beyond_twenty_thousand_per_cent_is_no_reading_of_the_loan() -> None:
    """(x − 1.1)(x − 301), x the growth of a year: 10 % and 30,000 %."""
    terms = _terms(10, -3_021, 3_311)

    assert round(period_rate(terms, Fraction(1)), 20) == round(Fraction(1, 10), 20)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=40), st.integers(1, 10**10))
def test_lending_first_and_paying_after_has_exactly_one_rate(payments: list[int], lent: int) -> None:
    terms = _terms(lent, *(-payment for payment in payments))

    try:
        rate = period_rate(terms, Fraction(12))
    except RateOutOfReach:
        return

    worth = sum(Fraction(term.minor) / (1 + Fraction(rate)) ** term.whole for term in terms)
    assert abs(worth) < Fraction(lent, 10**12)


_DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("advances", "payments", "error"),
    [
        ((), (Flow(1, 5),), NoAdvance),
        ((Flow(0, 0),), (Flow(1, 5),), AmountNotPositive),
        ((Flow(0, 5),), (Flow(1, -5),), AmountNotPositive),
        ((Flow(0, 5),), (Flow(_DAY, 5),), MixedForms),
        ((Flow(0, 5), Flow(_DAY, 5)), (), MixedForms),
        ((Flow(_DAY, 5),), (Flow(date(2026, 2, 28), 5),), PaymentBeforeAdvance),
        ((Flow(2, 5),), (Flow(3, 5),), FirstAdvanceNotZero),
        ((Flow(0, 5),), (Flow(1, 5),) * 1_201, TooManyFlows),
    ],
)
def test_flows_that_are_no_loan_are_refused_by_name(
    advances: tuple[Flow, ...], payments: tuple[Flow, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        Flows(advances, payments)


def test_payments_of_nothing_are_as_if_they_were_not_there() -> None:
    with_holes = Flows((Flow(0, 100),), (Flow(1, 0), Flow(2, 110)))
    without = Flows((Flow(0, 100),), (Flow(2, 110),))

    assert annual_rate(with_holes, Convention.US_ACTUARIAL) == annual_rate(without, Convention.US_ACTUARIAL)


def test_only_a_fee_on_the_first_day_is_no_repayment() -> None:
    flows = Flows((Flow(0, 100),), (Flow(0, 10),))

    with pytest.raises(NoRoot):
        annual_rate(flows, Convention.US_ACTUARIAL)
