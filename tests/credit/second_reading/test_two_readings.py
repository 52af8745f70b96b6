"""A second reading that does not import the first agrees with it, on published loans and on made-up ones."""

import ast
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from credit.domain.cost.annual_rate import annual_rate
from credit.domain.cost.china import both_ways
from credit.domain.cost.flows import Flow, Flows
from ledger.kernel.interest.paydown import pay_down
from ledger.kernel.interest.schedule import Method, schedule
from ledger.kernel.interest.yearly import AnnualRate, Convention
from tests.credit.loans import AMERICAN, CHINESE, EUROPEAN, Loan
from tests.credit.second_reading import naive

CASES = settings(max_examples=300, deadline=None)

_UNITS = {
    "(c)(1)(iii)": ("half-month", 1),
    "(c)(1)(iv)": ("months", 3),
    "(c)(1)(v)": ("days", 7),
    "(c)(2)(ii)": ("days", 28),
    "(c)(3)(ii)": ("days", 14),
    "(c)(4)(ii)": ("months", 2),
    "(c)(5)(iv)": ("year", 1),
    "(c)(6) payments skipped": ("days", 28),
    "quarterly, short first": ("months", 3),
    "quarterly, shorter first": ("months", 3),
    "daily": ("days", 1),
    "weekly, long first": ("days", 7),
    "weekly": ("days", 7),
    "weekly, short first": ("days", 7),
    "yearly": ("year", 1),
}
_SINGLE = {"(c)(5)(i)", "(c)(5)(ii)"}


def minors(flows: list[tuple[date | int, str]]) -> list[tuple[date | int, int]]:
    return [(at, int(Decimal(amount) * 100)) for at, amount in flows]


def first_reading(advances: list[naive.Timed], payments: list[naive.Timed], convention: Convention) -> float:
    flows = Flows(tuple(Flow(*flow) for flow in advances), tuple(Flow(*flow) for flow in payments))
    return float(annual_rate(flows, convention).value * 100)


def second_american(loan: Loan) -> float:
    name = loan.name.removeprefix("Appendix J ")
    advances, payments = minors(loan.advances), minors(loan.payments)
    if name in _SINGLE:
        return naive.us_single(advances[0], payments[0])
    return naive.us(advances, payments, *_UNITS.get(name, ("months", 1)))


def test_the_second_reading_imports_nothing_of_the_first() -> None:
    tree = ast.parse(Path(naive.__file__).read_text("utf-8"))

    imports = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imports |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}

    assert not [name for name in imports if str(name).startswith(("credit", "ledger", "tests"))]


@pytest.mark.parametrize("loan", AMERICAN, ids=lambda loan: loan.name)
def test_both_read_american_loans_alike(loan: Loan) -> None:
    first = first_reading(minors(loan.advances), minors(loan.payments), Convention.US_ACTUARIAL)

    assert first == pytest.approx(second_american(loan), rel=1e-9)


@pytest.mark.parametrize("loan", EUROPEAN, ids=lambda loan: loan.name)
def test_both_read_european_loans_alike(loan: Loan) -> None:
    advances, payments = minors(loan.advances), minors(loan.payments)

    assert first_reading(advances, payments, Convention.EU_APRC) == pytest.approx(
        naive.eu(advances, payments), rel=1e-9
    )


@pytest.mark.parametrize("loan", CHINESE, ids=lambda loan: loan.name)
def test_both_read_chinese_loans_alike(loan: Loan) -> None:
    advances, payments = minors(loan.advances), minors(loan.payments)
    simple, compound = naive.cn(advances, payments)

    expected = simple if loan.convention == "cn_simple" else compound
    assert first_reading(advances, payments, Convention(loan.convention)) == pytest.approx(expected, rel=1e-9)


monthly_loans = st.tuples(
    st.integers(100_000, 10**9), st.lists(st.integers(1, 100), min_size=2, max_size=24), st.integers(-20, 200)
)


def level_flows(loan: tuple[int, list[int], int]) -> tuple[int, list[int]]:
    """A loan repaid in shares of any size, at a total some per cent above or below what was lent."""
    lent, shares, markup = loan
    total = lent * (100 + markup) // 100
    return lent, [max(1, total * share // sum(shares)) for share in shares]


@CASES
@given(monthly_loans)
def test_both_read_any_monthly_loan_alike(loan: tuple[int, list[int], int]) -> None:
    lent, amounts = level_flows(loan)
    advances: list[naive.Timed] = [(0, lent)]
    payments: list[naive.Timed] = [(month, minor) for month, minor in enumerate(amounts, 1)]
    flows = Flows(tuple(Flow(*flow) for flow in advances), tuple(Flow(*flow) for flow in payments))

    simple, compound = (float(rate.value * 100) for rate in both_ways(flows))

    assert (simple, compound) == pytest.approx(naive.cn(advances, payments), rel=1e-7, abs=1e-8)
    assert float(annual_rate(flows, Convention.EU_APRC).value * 100) == pytest.approx(
        compound, rel=1e-9, abs=1e-9
    )
    assert float(annual_rate(flows, Convention.US_ACTUARIAL).value * 100) == pytest.approx(
        naive.us(advances, payments, "months"), rel=1e-7, abs=1e-8
    )


@CASES
@given(monthly_loans, st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(1, 60), st.integers(1, 45))
def test_both_read_any_loan_with_days_alike(
    loan: tuple[int, list[int], int], start: date, wait: int, gap: int
) -> None:
    lent, amounts = level_flows((loan[0], loan[1], abs(loan[2])))
    advances: list[naive.Timed] = [(start, lent)]
    payments: list[naive.Timed] = [
        (start + timedelta(days=wait + gap * n), minor) for n, minor in enumerate(amounts)
    ]

    second = naive.eu(advances, payments)

    if second < 1e6:
        first = first_reading(advances, payments, Convention.EU_APRC)
        assert first == pytest.approx(second, rel=1e-6, abs=1e-7)


@CASES
@given(
    monthly_loans,
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
    st.integers(0, 70),
    st.sampled_from([("days", 7), ("days", 14), ("days", 28), ("months", 1), ("months", 3)]),
)
def test_both_find_the_same_unit_period_after_an_odd_first_one(
    loan: tuple[int, list[int], int], start: date, wait: int, unit: tuple[str, int]
) -> None:
    lent, amounts = level_flows((loan[0], [*loan[1], 1, 1], abs(loan[2])))
    first_due = (start + timedelta(days=wait + 1)).replace(
        day=min(28, (start + timedelta(days=wait + 1)).day)
    )
    assume(first_due > start and start.day <= 28)
    assume(not 13 <= (first_due - start).days <= 18 or unit != ("days", 14))
    step, count = unit
    dues = [
        first_due + timedelta(days=count * n) if step == "days" else naive.nth_month(first_due, count * n)
        for n in range(len(amounts))
    ]
    advances: list[naive.Timed] = [(start, lent)]
    payments: list[naive.Timed] = list(zip(dues, amounts, strict=True))

    second = naive.us(advances, payments, *unit)

    if second < 1e4:
        first = first_reading(advances, payments, Convention.US_ACTUARIAL)
        assert first == pytest.approx(second, rel=1e-6, abs=1e-7)


@CASES
@given(
    st.integers(100, 10**10),
    st.integers(0, 3_600),
    st.integers(1, 48),
    st.sampled_from([m.value for m in Method]),
)
def test_both_write_the_same_schedule(principal: int, bps: int, n: int, method: str) -> None:
    plan = schedule(principal, AnnualRate.stated(Decimal(bps) / 100), n, Method(method))

    assert list(plan.payments) == naive.instalments(principal, Fraction(bps, 100), n, method)


@CASES
@given(st.integers(10_000, 10**9), st.integers(0, 3_600), st.integers(5, 100))
def test_both_carry_on_alike(balance: int, bps: int, months: int) -> None:
    payment = balance * bps // 120_000 + balance // months + 1

    path = pay_down(balance, AnnualRate.stated(Decimal(bps) / 100), payment)

    assert (path.months, path.cost) == naive.carrying_on(balance, Fraction(bps, 100), payment)
