"""What a card costs when the minimum is paid, and when the whole statement bears interest."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ledger.kernel.interest.card import (
    CardTerms,
    InterestBasis,
    MinimumRule,
    minimum_path,
    statement_interest,
)
from ledger.kernel.interest.paydown import pay_down
from ledger.kernel.interest.yearly import AnnualRate, Convention, DayCount

BRITISH = AnnualRate(Decimal("0.24"), Convention.EU_APRC, DayCount.EQUAL_MONTHS)


@pytest.mark.parametrize(("floor", "months"), [(500, 339), (0, None), (1_000, 270), (2_500, 179)])
def test_the_minimum_of_a_british_card_lasts_for_decades(floor: int, months: int | None) -> None:
    path = minimum_path(300_000, BRITISH.monthly, MinimumRule(Decimal("0.01"), floor))

    assert path.months == months


def test_the_published_british_path_is_met_to_the_penny() -> None:
    path = minimum_path(300_000, BRITISH.monthly, MinimumRule(Decimal("0.01"), 500))

    assert (path.payments[0], path.cost) == (8_426, 521_422)


def test_the_same_first_payment_kept_up_ends_in_under_five_years() -> None:
    path = pay_down(300_000, BRITISH, 8_400)

    assert (path.months, path.cost) == (58, 186_604)


def test_a_tenth_and_interest_a_month_takes_a_chinese_card_33_months() -> None:
    path = minimum_path(1_000_000, Fraction(5, 10_000) * 365 / 12, MinimumRule(Decimal("0.1"), 10_000))

    assert (path.months, path.cost) == (33, 145_883)


@pytest.mark.parametrize(
    ("basis", "paid", "interest"),
    [
        (InterestBasis.FULL_STATEMENT, [10_000] * 4, (1_740, 2_020, 1_970, 1_890)),
        (InterestBasis.FULL_STATEMENT, [99_000], (1_206,)),
        (InterestBasis.UNPAID_ONLY, [10_000], (1_620,)),
        (InterestBasis.UNPAID_ONLY, [99_000], (18,)),
        (InterestBasis.UNPAID_ONLY, [10_000, 10_000], (1_620, 1_330)),
    ],
)
def test_a_purchase_bears_interest_on_the_basis_of_its_card(
    basis: InterestBasis, paid: list[int], interest: tuple[int, ...]
) -> None:
    card = CardTerms(statement_day=5, due_day=23, daily=Decimal("0.0005"), basis=basis)

    assert statement_interest(card, 100_000, date(2024, 3, 30), paid) == interest


def test_a_payment_below_the_interest_never_ends() -> None:
    path = pay_down(1_200_000, AnnualRate.stated(Decimal("18.25")), 18_250)

    assert (path.months, path.cost) == (None, None)
