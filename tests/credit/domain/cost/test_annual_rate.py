"""The yearly rate of published loans, in all four conventions, and the times they are counted in."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from credit.domain.cost.annual_rate import annual_rate, in_every_convention
from credit.domain.cost.china import is_within_cap, of_period
from credit.domain.cost.flows import Flow, Flows, level
from credit.domain.cost.solver import RateOutOfReach
from credit.domain.cost.unit_period import Span, UnitPeriod, dated
from ledger.kernel.interest.schedule import Method, schedule
from ledger.kernel.interest.yearly import AnnualRate, Convention, DayCount, half_up
from tests.credit.loans import LOANS, Loan, Timed, every, monthly, months, twice_a_month


def flows_of(advances: list[Timed], payments: list[Timed]) -> Flows:
    read = [[Flow(at, int(Decimal(amount) * 100)) for at, amount in side] for side in (advances, payments)]
    return Flows(tuple(read[0]), tuple(read[1]))


@pytest.mark.parametrize("loan", LOANS, ids=lambda loan: loan.name)
def test_a_published_loan_costs_what_was_published(loan: Loan) -> None:
    flows = flows_of(loan.advances, loan.payments)

    found = annual_rate(flows, Convention(loan.convention)).percent

    assert found.quantize(loan.percent, ROUND_HALF_UP) == loan.percent


def test_equal_principal_over_twenty_years_has_the_commissions_rate() -> None:
    """In thirds of a cent, so that the Commission's unrounded principal of 833.33… is whole."""
    thirds = 60_000_000
    interests = [half_up(Fraction(thirds * (240 - n), 240 * 200 * 3)) for n in range(240)]

    payments = [thirds // 240 + 3 * interest for interest in interests]
    found = annual_rate(level(thirds, payments, upfront=1_200_000), Convention.EU_APRC)

    assert found.percent == Decimal("6.476009")


def test_our_own_equal_principal_differs_from_it_by_rounding_alone() -> None:
    plan = schedule(20_000_000, AnnualRate.stated(Decimal(6)), 240, Method.EQUAL_PRINCIPAL)

    found = annual_rate(level(20_000_000, plan.payments, upfront=400_000), Convention.EU_APRC)

    assert abs(found.percent - Decimal("6.476009")) < Decimal("0.00005")


def test_the_same_loan_has_three_figures_in_four_conventions() -> None:
    rates = in_every_convention(level(1_200_000, [106_619] * 12))

    shown = [str(rate.percent.quantize(Decimal("0.01"))) for rate in rates.values()]
    assert shown == ["12.00", "12.68", "12.00", "12.68"]


def test_a_rate_never_travels_without_its_convention_and_day_count() -> None:
    by_days = flows_of([(date(2026, 1, 31), "1000")], [(date(2026, 3, 3), "1010")])

    rates = in_every_convention(by_days)

    assert {convention: rate.convention for convention, rate in rates.items()} == {c: c for c in rates}
    assert [rate.day_count for rate in rates.values()] == [
        DayCount.UNIT_PERIODS,
        DayCount.ACT_365,
        DayCount.ACT_365,
        DayCount.ACT_365,
    ]


@pytest.mark.parametrize(
    ("rate", "per_year", "simple", "compound"),
    [
        ("0.0005", 365, "18.2500", "20.0159"),
        ("0.0005", 360, "18.0000", "19.7164"),
        ("0.015", 12, "18.0000", "19.5618"),
    ],
)
def test_five_in_ten_thousand_a_day_reads_in_several_ways(
    rate: str, per_year: int, simple: str, compound: str
) -> None:
    found = of_period(Decimal(rate), per_year, DayCount.ACT_365)

    assert [str(round(rate.percent, 4)) for rate in found] == [simple, compound]


@pytest.mark.parametrize(
    ("instalment", "cap", "within"),
    [(94_560, "0.24", False), (94_560, "0.27", True), (94_559, "0.24", False), (88_849, "0.24", True)],
)
def test_a_cap_binds_in_both_readings(instalment: int, cap: str, within: bool) -> None:
    assert is_within_cap(level(1_000_000, [instalment] * 12), Decimal(cap)) is within


def test_interest_only_at_the_cap_stays_within_a_simple_cap_but_not_compound() -> None:
    flows = level(1_000_000, [20_000] * 11 + [1_020_000])

    simple, compound = (annual_rate(flows, c) for c in (Convention.CN_SIMPLE, Convention.CN_COMPOUND))

    assert (str(simple.percent), str(compound.percent)) == ("24.000000", "26.824179")
    assert not is_within_cap(flows, Decimal("0.24"))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2024, 1, 1), date(2025, 1, 1)),
        (date(2023, 1, 1), date(2024, 1, 1)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_whole_year_is_one_year_in_the_aprc_whatever_its_days(start: date, end: date) -> None:
    flows = flows_of([(start, "1000")], [(end, "1100")])

    assert str(annual_rate(flows, Convention.EU_APRC).percent) == "10.000000"


def test_half_a_leap_year_is_counted_in_days_of_365() -> None:
    flows = flows_of([(date(2024, 1, 1), "1000")], [(date(2024, 7, 1), "1050")])

    assert annual_rate(flows, Convention.EU_APRC).percent == Decimal("10.279560")


def test_a_chinese_loan_with_month_end_dates_is_read_by_months() -> None:
    dates = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    dated_flows = flows_of([(dates[0], "3000")], [(day, "1020") for day in dates[1:]])
    by_months = flows_of([(0, "3000")], months(3, "1020"))

    assert annual_rate(dated_flows, Convention.CN_SIMPLE) == annual_rate(by_months, Convention.CN_SIMPLE)


def test_a_chinese_loan_with_odd_days_is_read_by_days() -> None:
    flows = flows_of([(date(2026, 1, 1), "10000")], [(date(2026, 1, 11), "10050")])

    simple, compound = (annual_rate(flows, c) for c in (Convention.CN_SIMPLE, Convention.CN_COMPOUND))

    assert (str(simple.percent), str(compound.percent)) == ("18.209067", "19.966850")
    assert simple.day_count is DayCount.ACT_365


_START = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("advances", "payments", "unit"),
    [
        ([(_START, "9")], monthly(date(2026, 2, 28), 3, "5"), UnitPeriod(Span.MONTHS)),
        ([(_START, "9")], [(date(2026, 2, 28), "5"), (date(2026, 3, 31), "5")], UnitPeriod(Span.MONTHS)),
        ([(date(1978, 2, 23), "9")], twice_a_month(3, "5"), UnitPeriod(Span.SEMIMONTH)),
        ([(date(2001, 1, 1), "9")], every(14, date(2001, 1, 18), 4, "5"), UnitPeriod(Span.DAYS, 14)),
        ([(date(2026, 1, 1), "9")], every(30, date(2026, 1, 31), 4, "5"), UnitPeriod(Span.DAYS, 30)),
        ([(date(2026, 1, 1), "9")], every(14, date(2026, 1, 20), 4, "5"), UnitPeriod(Span.DAYS, 14)),
        (
            [(date(2026, 1, 1), "9")],
            [(date(2026, 2, 1), "5"), (date(2026, 5, 1), "5")],
            UnitPeriod(Span.MONTHS, 2),
        ),
        (
            [(date(2026, 1, 1), "9")],
            [(date(2028, 1, 1), "5"), (date(2030, 1, 1), "5")],
            UnitPeriod(Span.YEAR),
        ),
        ([(0, "9")], [(6, "9")], UnitPeriod(Span.TERM_MONTHS, 6)),
        ([(0, "9")], [(12, "9")], UnitPeriod(Span.YEAR)),
        ([(0, "9")], [(0, "1"), (6, "9")], UnitPeriod(Span.TERM_MONTHS, 6)),
        ([(0, "9")], [(13, "3"), (14, "3"), (25, "3"), (26, "3")], UnitPeriod(Span.MONTHS)),
        ([(_START, "9")], [(date(2026, 9, 15), "9")], UnitPeriod(Span.TERM_DAYS, 227)),
    ],
)
def test_the_unit_period_is_the_commonest_period(
    advances: list[Timed], payments: list[Timed], unit: UnitPeriod
) -> None:
    assert dated(flows_of(advances, payments)).unit == unit


@pytest.mark.parametrize(
    ("unit", "per_year"),
    [
        (UnitPeriod(Span.DAYS, 1), 365),
        (UnitPeriod(Span.DAYS, 7), 52),
        (UnitPeriod(Span.DAYS, 28), 13),
        (UnitPeriod(Span.SEMIMONTH), 24),
        (UnitPeriod(Span.MONTHS), 12),
        (UnitPeriod(Span.MONTHS, 3), 4),
        (UnitPeriod(Span.YEAR), 1),
        (UnitPeriod(Span.TERM_MONTHS, 6), 2),
    ],
)
def test_a_year_has_so_many_unit_periods(unit: UnitPeriod, per_year: int) -> None:
    assert unit.per_year == per_year


def test_a_rate_too_extreme_to_mean_anything_is_refused() -> None:
    flows = flows_of([(date(2026, 1, 1), "1")], [(date(2026, 1, 2), "9")])

    with pytest.raises(RateOutOfReach):
        annual_rate(flows, Convention.EU_APRC)
