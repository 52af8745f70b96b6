"""Whether switching helps: credit.md d8, E17 and E19, every clause on its own and all together."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.cost.refinance import Comparison, Debt, NewLoan, Reason, compare
from ledger.kernel.interest.paydown import pay_down
from ledger.kernel.interest.schedule import Method
from ledger.kernel.interest.yearly import AnnualRate


def rate(percent: str) -> AnnualRate:
    return AnnualRate.stated(Decimal(percent))


CARD = rate("18.25")
AMORTISED = 110_159


def switching(
    percent: str, n: int, fee: int = 0, payment: int = 110_000, method: Method = Method.ANNUITY
) -> Comparison:
    return compare(Debt("CNY", 1_200_000, CARD, payment), NewLoan(rate(percent), n, method, fee))


@pytest.mark.parametrize(
    ("payment", "months", "cost", "last"),
    [
        (110_000, 13, 122_106, 2_106),
        (99_000, 14, 136_654, 49_654),
        (121_000, 11, 110_758, 100_758),
        (AMORTISED, 12, 121_906, 110_157),
    ],
)
def test_carrying_on_costs_what_was_worked_out(payment: int, months: int, cost: int, last: int) -> None:
    path = pay_down(1_200_000, CARD, payment)

    assert (path.months, path.cost, path.payments[-1]) == (months, cost, last)


@pytest.mark.parametrize(
    ("percent", "n", "reasons"),
    [
        ("14.4", 12, []),
        ("14.4", 36, ["costs_more", "ends_later", "saves_too_little", "not_robust"]),
        ("18", 12, ["instalment_too_high", "saves_too_little", "not_robust"]),
        ("20", 12, ["costs_more", "instalment_too_high", "saves_too_little", "not_robust"]),
    ],
)
def test_a_lower_rate_passes_only_when_every_clause_holds(percent: str, n: int, reasons: list[str]) -> None:
    found = switching(percent, n)

    assert [reason.value for reason in found.reasons] == reasons
    assert found.passes is (not reasons)


def test_the_trap_costs_more_than_twice_as_much_at_a_lower_rate() -> None:
    found = switching("14.4", 36)

    assert (found.stay.cost, found.switch_cost, found.instalment) == (122_106, 284_881, 41_247)


@pytest.mark.parametrize(
    ("fee", "month"),
    [
        (3_850, 1),
        (3_851, 2),
        (7_425, 2),
        (10_717, 3),
        (13_719, 4),
        (16_422, 5),
        (18_818, 6),
        (20_898, 7),
        (22_655, 8),
        (24_000, 9),
        (24_078, 9),
        (26_261, 12),
        (26_262, None),
    ],
)
def test_a_fee_breaks_even_in_the_month_its_savings_cover_it(fee: int, month: int | None) -> None:
    assert switching("14.4", 12, fee, AMORTISED).break_even_month == month


def test_beyond_the_largest_worthwhile_fee_switching_costs_more() -> None:
    assert Reason.COSTS_MORE not in switching("14.4", 12, 26_261, AMORTISED).reasons
    assert Reason.COSTS_MORE in switching("14.4", 12, 26_262, AMORTISED).reasons


@pytest.mark.parametrize(("fee", "robust"), [(4_113, True), (4_114, False)])
def test_faster_payment_and_ten_days_delay_must_leave_fifty(fee: int, robust: bool) -> None:
    """151.13 saved at 1,210 a month, 60.00 of it lost to ten days of card interest: 91.13 before fees."""
    found = switching("14.4", 12, fee)

    assert (Reason.NOT_ROBUST not in found.reasons) is robust


def test_a_saving_of_forty_nine_is_too_little() -> None:
    saving = 122_106 - 95_645

    assert Reason.SAVES_TOO_LITTLE not in switching("14.4", 12, saving - 5_000).reasons
    assert switching("14.4", 12, saving - 4_999).reasons[0] is Reason.SAVES_TOO_LITTLE


def test_two_per_cent_of_a_large_cost_is_more_than_fifty() -> None:
    debt = Debt("CNY", 120_000_000, CARD, 11_000_000)
    stay = pay_down(debt.balance, CARD, debt.payment).cost
    assert stay is not None
    plain = compare(debt, NewLoan(rate("14.4"), 12, Method.ANNUITY))
    most = stay - plain.switch_cost - -(-stay // 50)

    enough = compare(debt, NewLoan(rate("14.4"), 12, Method.ANNUITY, most))
    short = compare(debt, NewLoan(rate("14.4"), 12, Method.ANNUITY, most + 1))

    assert Reason.SAVES_TOO_LITTLE not in enough.reasons
    assert Reason.SAVES_TOO_LITTLE in short.reasons


def test_the_largest_instalment_is_judged_not_the_mean() -> None:
    equal_principal = switching("14.4", 12, method=Method.EQUAL_PRINCIPAL)
    bullet = switching("14.4", 12, method=Method.INTEREST_ONLY)

    assert (equal_principal.instalment, bullet.instalment) == (114_400, 1_214_400)
    assert Reason.INSTALMENT_TOO_HIGH in equal_principal.reasons
    assert Reason.INSTALMENT_TOO_HIGH in bullet.reasons


def test_fees_of_leaving_and_of_transfer_count_as_costs() -> None:
    debt = Debt("CNY", 1_200_000, CARD, 110_000, exit_fee=1_000)

    found = compare(debt, NewLoan(rate("14.4"), 12, Method.ANNUITY, upfront_fee=200, transfer_fee=30))

    assert found.switch_cost == 95_645 + 1_230


def test_a_debt_that_never_ends_is_left_for_any_loan_one_can_bear() -> None:
    debt = Debt("CNY", 1_200_000, CARD, 18_000)

    found = compare(debt, NewLoan(rate("6"), 120, Method.ANNUITY))

    assert (found.stay.months, found.stay.cost, found.passes) == (None, None, True)


@given(st.integers(1, 2_400), st.integers(1, 48), st.integers(0, 50_000), st.integers(20_000, 300_000))
def test_what_passes_is_never_worse_in_any_respect(bps: int, n: int, fee: int, payment: int) -> None:
    found = switching(str(Decimal(bps) / 100), n, fee, payment)

    if found.passes and found.stay.cost is not None and found.stay.months is not None:
        assert found.switch_cost + 5_000 <= found.stay.cost
        assert found.plan.largest <= payment
        assert n <= found.stay.months
