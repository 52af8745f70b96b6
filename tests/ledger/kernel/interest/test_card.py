"""What a card costs when the minimum is paid, and when the whole statement bears interest."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ledger.kernel.interest.card import InterestBasis, MinimumRule, Owing, minimum_path, statement_interest
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


DAILY = Fraction(5, 10_000)
CLOSES = [date(2024, 4, 5), date(2024, 5, 5), date(2024, 6, 5), date(2024, 7, 5), date(2024, 8, 5)]
DUES = [date(2024, 4, 23), date(2024, 5, 23), date(2024, 6, 23), date(2024, 7, 23)]
BOUGHT = [Owing(date(2024, 3, 30), 100_000)]


@pytest.mark.parametrize(
    ("basis", "unpaid", "interest"),
    [(InterestBasis.FULL, 90_000, 1_740), (InterestBasis.FULL, 1_000, 1_206), (InterestBasis.UNPAID, 90_000, 1_620),
     (InterestBasis.UNPAID, 1_000, 18), (InterestBasis.FULL, 0, 0), (InterestBasis.UNPAID, 0, 0)],
)
def test_a_purchase_bears_interest_on_the_basis_of_its_card(
    basis: InterestBasis, unpaid: int, interest: int
) -> None:
    """A thousand spent on 30 March, statement on the 5th, due on the 23rd (credit.md d5)."""
    assert statement_interest(basis, DAILY, BOUGHT, unpaid, DUES[0], CLOSES[1]) == interest


@pytest.mark.parametrize(("turn", "unpaid", "interest"), [(1, 80_000, 2_020), (2, 70_000, 1_970), (3, 60_000, 1_890)])
def test_the_whole_statement_goes_on_bearing_interest(turn: int, unpaid: int, interest: int) -> None:
    whole = [Owing(DUES[turn - 1], 100_000, is_carried=True)]

    assert statement_interest(InterestBasis.FULL, DAILY, whole, unpaid, DUES[turn], CLOSES[turn + 1]) == interest


def test_what_stayed_unpaid_bears_interest_until_it_is_paid() -> None:
    left = [Owing(CLOSES[1], 90_000, is_carried=True)]

    assert statement_interest(InterestBasis.UNPAID, DAILY, left, 80_000, DUES[1], CLOSES[2]) == 1_330
    assert statement_interest(InterestBasis.UNPAID, DAILY, left, 0, DUES[1], CLOSES[2]) == 810


def test_a_payment_pays_what_is_owed_longest() -> None:
    two = [Owing(date(2024, 3, 10), 50_000), Owing(date(2024, 4, 4), 50_000)]

    assert statement_interest(InterestBasis.UNPAID, DAILY, two, 50_000, DUES[0], CLOSES[1]) == 775


def test_a_payment_below_the_interest_never_ends() -> None:
    path = pay_down(1_200_000, AnnualRate.stated(Decimal("18.25")), 18_250)

    assert (path.months, path.cost) == (None, None)
