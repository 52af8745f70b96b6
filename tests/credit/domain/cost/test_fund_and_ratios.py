"""Fund yields, and the ratios guards and moments are judged by."""

from decimal import Decimal

import pytest

from credit.domain.cost.fund import earnings, seven_day_yield
from credit.domain.cost.ratios import (
    chance_below_zero,
    debt_service_ratio,
    early_payment_yield,
    runway_days,
    variation,
)

_UNEVEN = ["0.5123", "0.4987", "0.5310", "0.5042", "0.5066", "0.5077", "0.5201"]


@pytest.mark.parametrize(
    ("earned", "compound", "simple"),
    [(["0.6"] * 7, "2.2141", "2.1900"), (["0.45"] * 7, "1.6560", "1.6425"), (_UNEVEN, "1.8845", "1.8670")],
)
def test_seven_days_of_a_fund_make_a_yearly_yield(earned: list[str], compound: str, simple: str) -> None:
    found = seven_day_yield([Decimal(day) for day in earned])

    assert [str(rate.percent.quantize(Decimal("0.0001"))) for rate in found] == [simple, compound]


def test_twelve_thousand_earn_sixteen_in_thirty_days() -> None:
    assert earnings(1_200_000, Decimal("0.45"), 30) == 1_620


def test_the_debt_service_ratio_is_dues_over_income() -> None:
    ratio = debt_service_ratio([210_000, 85_000, 41_247], 980_000)

    assert ratio is not None
    assert round(ratio, 6) == Decimal("0.343109")


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([8_000, 8_200, 7_900, 8_100, 8_000, 8_050], "0.012692"),
        ([3_000, 12_000, 0, 9_000, 15_000, 2_000], "0.884932"),
    ],
)
def test_variation_is_the_sample_deviation_over_the_mean(amounts: list[int], expected: str) -> None:
    found = variation(amounts)

    assert found is not None
    assert round(found, 6) == Decimal(expected)


def test_a_runway_is_counted_in_days() -> None:
    assert runway_days(4_500_000, 2_700_000, 90) == 150


def test_ratios_over_nothing_are_none() -> None:
    assert debt_service_ratio([1], 0) is None
    assert runway_days(1, 0, 90) is None
    assert variation([-1, 1]) is None


def test_two_per_cent_for_twenty_days_is_a_high_yield() -> None:
    assert round(100 * early_payment_yield(Decimal("0.02"), 20), 4) == Decimal("37.2449")


@pytest.mark.parametrize(
    ("mean", "deviation", "chance"),
    [(2_000, 1_500, "0.091211"), (0, 1, "0.500000"), (-2_000, 1_500, "0.908789"), (12, 1, "0.000000")],
)
def test_a_normal_quantity_falls_below_zero_so_often(mean: int, deviation: int, chance: str) -> None:
    assert str(round(chance_below_zero(mean, deviation), 6)) == chance
