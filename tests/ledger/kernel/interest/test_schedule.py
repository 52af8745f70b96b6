"""Schedules to the cent, and the laws they keep."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.interest.loan import planned
from ledger.kernel.interest.schedule import (
    InstalmentsOutOfRange,
    Method,
    PrincipalNotPositive,
    RateBelowZero,
    days_30_360,
    interest_for_days,
    schedule,
)
from ledger.kernel.interest.yearly import AnnualRate, Convention, DayCount, half_up
from ledger.kernel.money import AmountTooLarge
from ledger.kernel.terms import LoanTerms


def cents(text: str) -> int:
    return int(Decimal(text.replace(",", "")) * 100)


def stated(percent: str) -> AnnualRate:
    return AnnualRate.stated(Decimal(percent))


@pytest.mark.parametrize(
    ("principal", "percent", "n", "method", "figures"),
    [
        ("12,000", "12", 12, Method.ANNUITY, ("1,066.19", "1,066.14", "794.23")),
        ("12,000", "12", 12, Method.EQUAL_PRINCIPAL, ("1,120.00", "1,010.00", "780.00")),
        ("12,000", "12", 12, Method.INTEREST_ONLY, ("120.00", "12,120.00", "1,440.00")),
        ("10,000", "18", 12, Method.ANNUITY, ("916.80", "916.81", "1,001.61")),
        ("10,000", "18", 12, Method.EQUAL_PRINCIPAL, ("983.33", "845.87", "975.00")),
        ("10,000", "18", 6, Method.INTEREST_ONLY, ("150.00", "10,150.00", "900.00")),
        ("100,000", "4.9", 360, Method.ANNUITY, ("530.73", "527.84", "91,059.91")),
        ("100,000", "4.9", 360, Method.EQUAL_PRINCIPAL, ("686.11", "278.11", "73,703.59")),
        ("10,000", "14.4", 3, Method.ANNUITY, ("3,413.65", "3,413.66", "240.96")),
        ("10,000", "14.4", 3, Method.EQUAL_PRINCIPAL, ("3,453.33", "3,373.34", "240.00")),
        ("12,000", "18.25", 12, Method.ANNUITY, ("1,101.59", "1,101.57", "1,219.06")),
        ("12,000", "14.4", 12, Method.ANNUITY, ("1,079.71", "1,079.64", "956.45")),
        ("12,000", "18", 12, Method.ANNUITY, ("1,100.16", "1,100.19", "1,201.95")),
        ("12,000", "20", 12, Method.ANNUITY, ("1,111.61", "1,111.68", "1,339.39")),
        ("12,000", "14.4", 36, Method.ANNUITY, ("412.47", "412.36", "2,848.81")),
    ],
)
def test_a_schedule_is_right_to_the_cent(
    principal: str, percent: str, n: int, method: Method, figures: tuple[str, str, str]
) -> None:
    """Figures: first instalment, last instalment, all interest."""
    plan = schedule(cents(principal), stated(percent), n, method)

    found = (plan.payments[0], plan.payments[-1], plan.total_interest)
    assert found == tuple(cents(figure) for figure in figures)


@pytest.mark.parametrize(
    ("principal", "percent", "n", "row"),
    [
        ("12,000", "12", 12, ("946.19", "120.00", "11,053.81")),
        ("10,000", "18", 12, ("766.80", "150.00", "9,233.20")),
        ("100,000", "4.9", 360, ("122.40", "408.33", "99,877.60")),
        ("10,000", "14.4", 3, ("3,293.65", "120.00", "6,706.35")),
    ],
)
def test_the_first_row_divides_into_principal_and_interest(
    principal: str, percent: str, n: int, row: tuple[str, str, str]
) -> None:
    first = schedule(cents(principal), stated(percent), n, Method.ANNUITY).rows[0]

    assert (first.principal, first.interest, first.balance) == tuple(cents(text) for text in row)


@pytest.mark.parametrize(
    ("percent", "n", "instalment"), [("24", 12, "945.60"), ("24", 3, "3,467.55"), ("36", 12, "1,004.62")]
)
def test_instalments_at_the_caps(percent: str, n: int, instalment: str) -> None:
    assert schedule(1_000_000, stated(percent), n, Method.ANNUITY).payments[0] == cents(instalment)


def test_due_dates_clamp_to_the_months_end_and_return() -> None:
    plan = schedule(1_200, stated("12"), 4, Method.ANNUITY, first_due=date(2026, 1, 31))

    assert [row.due for row in plan.rows] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


loans = st.tuples(st.integers(1, 10**11), st.integers(0, 36_000), st.integers(1, 60))


@given(loans, st.sampled_from(list(Method)))
def test_every_schedule_repays_its_principal_and_nothing_less(
    loan: tuple[int, int, int], method: Method
) -> None:
    principal, bps, n = loan

    plan = schedule(principal, AnnualRate.stated(Decimal(bps) / 100), n, method)

    assert sum(row.principal for row in plan.rows) == principal
    assert plan.rows[-1].balance == 0
    assert len(plan.rows) == n
    assert all(min(row.principal, row.interest, row.balance) >= 0 for row in plan.rows)
    assert all(row.payment == row.principal + row.interest for row in plan.rows)
    assert plan.total_paid == principal + plan.total_interest


@given(st.tuples(st.integers(10**6, 10**11), st.integers(0, 3_600), st.integers(1, 60)))
def test_the_slower_principal_is_repaid_the_more_interest_it_bears(loan: tuple[int, int, int]) -> None:
    principal, bps, n = loan
    rate = AnnualRate.stated(Decimal(bps) / 100)

    equal, annuity, bullet = (
        schedule(principal, rate, n, method).total_interest
        for method in (Method.EQUAL_PRINCIPAL, Method.ANNUITY, Method.INTEREST_ONLY)
    )

    assert equal <= annuity + n
    assert annuity <= bullet + n


@given(st.tuples(st.integers(10**6, 10**11), st.integers(0, 3_600), st.integers(1, 60)))
def test_the_last_instalment_differs_by_rounding_alone(loan: tuple[int, int, int]) -> None:
    principal, bps, n = loan

    payments = schedule(principal, AnnualRate.stated(Decimal(bps) / 100), n, Method.ANNUITY).payments

    assert abs(payments[-1] - payments[0]) <= 4 * n


def test_a_loan_of_fewer_cents_than_months_is_still_repaid() -> None:
    assert schedule(7, stated("0"), 12, Method.ANNUITY).payments == (1,) * 7 + (0,) * 5


def test_an_exact_half_of_a_cent_is_posted_upwards() -> None:
    """60,000.00 at 0.0001 % bear exactly half a cent a month; a twelfth cut short would bear none."""
    first = schedule(6_000_000, stated("0.0001"), 2, Method.INTEREST_ONLY).rows[0]

    assert first.interest == 1
    assert half_up(Decimal("-0.5")) == -1


def test_an_effective_rate_gives_its_twelfth_root_a_month() -> None:
    rate = AnnualRate(Decimal("0.24"), Convention.EU_APRC, DayCount.EQUAL_MONTHS)

    assert round(100 * rate.monthly, 8) == Fraction("1.80875825")


@pytest.mark.parametrize(
    ("day_count", "days", "interest"),
    [
        (DayCount.ACT_365, 28, "138.08"),
        (DayCount.ACT_360, 28, "140.00"),
        (DayCount.THIRTY_360, days_30_360(date(2024, 1, 31), date(2024, 3, 31)), "300.00"),
    ],
)
def test_days_bear_interest_by_their_day_count(day_count: DayCount, days: int, interest: str) -> None:
    rate = AnnualRate.stated(Decimal(18), day_count)

    assert interest_for_days(1_000_000, rate, days) == cents(interest)


@pytest.mark.parametrize(
    ("principal", "percent", "n", "error"),
    [
        (0, "12", 12, PrincipalNotPositive),
        (1, "-1", 12, RateBelowZero),
        (1, "12", 0, InstalmentsOutOfRange),
        (1, "12", 1_201, InstalmentsOutOfRange),
        (10**15, "100000", 12, AmountTooLarge),
    ],
)
def test_terms_no_loan_has_are_refused(principal: int, percent: str, n: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        schedule(principal, stated(percent), n, Method.ANNUITY)


TERMS = LoanTerms(1_200_000, 1200, "cn_simple", "annuity", 12, "2026-12-21")


@pytest.mark.parametrize("method", list(Method))
def test_on_schedule_it_goes_on_as_planned(method: Method) -> None:
    plan = planned(replace(TERMS, method=method.value))

    assert plan is not None
    for row in plan.schedule.rows[:-1]:
        assert plan.from_balance(row.balance, row.n) == plan.schedule.rows[row.n:]


def test_more_paid_back_ends_it_sooner_and_less_makes_the_last_one_larger() -> None:
    plan = planned(TERMS)
    assert plan is not None

    ahead, behind = plan.from_balance(600_000, 1), plan.from_balance(1_200_000, 1)

    assert [row.n for row in ahead] == [2, 3, 4, 5, 6, 7] and ahead[-1].payment < 106_619
    assert {row.payment for row in ahead[:-1]} == {106_619} and ahead[-1].balance == 0
    assert behind[-1].n == 12 and behind[-1].payment > 2 * 106_000


def test_what_is_still_owed_after_the_last_one_is_asked_once_more() -> None:
    plan = planned(TERMS)

    assert plan is not None and [(row.n, row.payment) for row in plan.from_balance(100, 12)] == [(13, 101)]
    assert plan.from_balance(0, 3) == ()


@given(st.integers(1, 10**9), st.integers(1, 60), st.sampled_from(list(Method)), st.integers(0, 3600), st.data())
def test_every_way_on_pays_back_all_that_is_owed(
    principal: int, count: int, method: Method, bps: int, data: st.DataObject
) -> None:
    plan = planned(LoanTerms(principal, bps, "cn_simple", method.value, count, "2026-01-31"))
    assert plan is not None
    owed, settled = data.draw(st.integers(1, principal)), data.draw(st.integers(0, count))

    rows = plan.from_balance(owed, settled)

    assert sum(row.principal for row in rows) == owed and rows[-1].balance == 0
    assert all(row.payment == row.principal + row.interest and row.interest >= 0 for row in rows)


def test_terms_that_cannot_be_have_no_plan() -> None:
    assert planned(replace(TERMS, first_due="soon")) is None and planned(replace(TERMS, principal=0)) is None


def test_terms_without_fees_are_digested_as_ever() -> None:
    assert "each_fee" not in TERMS.said() and replace(TERMS, exit_fee_bps=100).said()["exit_fee_bps"] == 100
