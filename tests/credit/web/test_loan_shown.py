"""Rows that add up, for every loan that can be described."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credit.domain.cost.solver import RateOutOfReach
from credit.web.loan_asked import LoanAsked, read_loan
from credit.web.loan_shown import LoanShown, shown
from ledger.kernel.interest.schedule import Method
from ledger.kernel.interest.yearly import AnnualRate, Convention

SUMS = st.integers(0, 50_000)
STATED = st.builds(
    LoanAsked,
    currency=st.just("CNY"),
    principal=st.integers(200_000, 10**9),
    instalments=st.integers(1, 60),
    rate=st.integers(0, 4_000).map(lambda bps: AnnualRate.stated(Decimal(bps) / 100)),
    method=st.sampled_from(list(Method)),
    payment=st.none(),
    kept_back=SUMS,
    upfront=SUMS,
    each=SUMS,
)
KNOWN = st.builds(
    LoanAsked,
    currency=st.just("CNY"),
    principal=st.integers(200_000, 10**7),
    instalments=st.integers(12, 60),
    rate=st.none(),
    method=st.just(Method.ANNUITY),
    payment=st.integers(10_000, 10**6),
    kept_back=SUMS,
    upfront=SUMS,
    each=SUMS,
)


def looked_at(**values: str) -> LoanShown:
    return shown(read_loan({"principal": "12000", "instalments": "12", **values}, "CNY"))


def answered(asked: LoanAsked) -> LoanShown:
    """What the page shows, where the loan is not so extreme that its rate is rightly refused."""
    try:
        return shown(asked)
    except RateOutOfReach:
        assume(False)
        raise


@given(STATED | KNOWN)
def test_the_rows_add_up_to_the_total_and_the_cost(asked: LoanAsked) -> None:
    seen = answered(asked)

    assert seen.total.paid == seen.found.total_paid
    assert seen.total.repaid == seen.found.principal
    assert seen.total.cost == seen.found.total_cost
    assert seen.total.left == 0


@given(STATED | KNOWN)
def test_each_row_divides_and_carries_on(asked: LoanAsked) -> None:
    rows = answered(asked).rows

    assert [row.n for row in rows] == list(range(asked.instalments + 1))
    assert [row.paid for row in rows] == [row.repaid + row.cost for row in rows]
    assert [before.left - after.repaid for before, after in zip(rows, rows[1:], strict=False)] == [
        row.left for row in rows[1:]
    ]


@given(KNOWN)
def test_a_payment_bears_the_real_rate_on_what_is_owed_to_the_nearest_coin(asked: LoanAsked) -> None:
    seen = answered(asked)

    monthly = seen.found.rates[Convention.CN_SIMPLE].value / 12
    off = [abs(row.cost - before.left * monthly) for before, row in zip(seen.rows, seen.rows[1:], strict=False)]
    assert max(off) <= 1 + abs(monthly)


def test_known_payments_are_parted_as_the_contract_would() -> None:
    known, stated = looked_at(payment="1066.19"), looked_at(rate_percent="12")

    assert (known.rows[1].repaid, known.rows[1].cost, known.rows[1].left) == (94_618, 12_001, 1_105_382)
    assert (stated.rows[1].repaid, stated.rows[1].cost, stated.rows[1].left) == (94_619, 12_000, 1_105_381)
    assert known.half_paid == stated.half_paid == 7


def test_what_is_owed_on_average_explains_the_flat_figure() -> None:
    seen = looked_at(rate_percent="0", each_fee="0.6%")

    assert (seen.flat_month_bp, seen.flat_bp, seen.owed_share_bp) == (60, 720, 5_524)
    assert seen.rates_bp["cn_simple"] == 1_303


@pytest.mark.parametrize(("instalments", "listed"), [("12", 13), ("59", 60), ("120", 11), ("125", 12)])
def test_a_long_loan_is_listed_by_years_behind_its_drawing(instalments: str, listed: int) -> None:
    seen = looked_at(rate_percent="6", instalments=instalments)

    assert (len(seen.listed), seen.listed[-1].left) == (listed, 0)


def test_the_drawing_stops_at_the_half_and_ends_at_nothing() -> None:
    plot = looked_at(rate_percent="12").plot

    assert [(mark.index, mark.value) for mark in plot.marks] == [(7, 517_462), (12, 0)]
    assert [tick.text for tick in plot.ticks] == ["0", "3", "6", "9", "12"]


@pytest.mark.parametrize("typed", ["12", "12%", "１２％", " 12 "])
def test_a_rate_is_read_with_or_without_its_sign(typed: str) -> None:
    assert looked_at(rate_percent=typed).stated_bp == 1_200


@pytest.mark.parametrize("typed", ["72", "0.6%", "0.6％", "12000*0.006"])
def test_a_fee_is_read_as_a_sum_or_as_a_share(typed: str) -> None:
    assert looked_at(rate_percent="0", each_fee=typed).asked.each == 7_200
