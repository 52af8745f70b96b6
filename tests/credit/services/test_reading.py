"""What a loan really costs: total, schedule and four rates, from stated terms or from bare payments."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.services.reading import Fees, FeesEatTheLoan, reading, reading_of_payments
from ledger.kernel.interest.schedule import Method
from ledger.kernel.interest.yearly import CONVENTIONS, AnnualRate, Convention


def test_a_fee_taken_upfront_nearly_doubles_the_rate() -> None:
    found = reading(1_200_000, AnnualRate.stated(Decimal(12)), 12, fees=Fees(upfront=60_000))

    assert (found.received, found.total_paid, found.total_cost) == (1_140_000, 1_339_423, 139_423)
    assert round(found.rates[Convention.CN_SIMPLE].percent, 2) == Decimal("21.86")


def test_a_small_monthly_fee_is_nearly_twice_as_dear_as_it_looks() -> None:
    found = reading(1_200_000, AnnualRate.stated(Decimal(0)), 12, fees=Fees(each=7_200))

    assert found.flat_percent == Decimal("7.2")
    assert found.cost_of_hundred == Decimal("7.2")
    assert str(found.rates[Convention.CN_SIMPLE].percent) == "13.034224"


def test_payments_alone_are_enough_to_read_a_loan() -> None:
    found = reading_of_payments(1_000_000, (94_560,) * 12)

    assert (found.schedule, found.stated) == (None, None)
    assert str(found.rates[Convention.CN_SIMPLE].percent) == "24.000834"


def test_what_is_owed_falls_from_what_was_received_to_nothing() -> None:
    found = reading_of_payments(1_000_000, (94_560,) * 12, Fees(upfront=10_000))

    owed = found.owed()

    assert (len(owed), owed[0], owed[-1]) == (13, 990_000, 0)
    assert all(before > after for before, after in zip(owed, owed[1:], strict=False))
    assert owed[11] == round(94_560 / (1 + found.rates[Convention.CN_SIMPLE].value / 12))


def test_fees_that_eat_the_loan_are_refused() -> None:
    with pytest.raises(FeesEatTheLoan):
        reading_of_payments(100, (110,), Fees(upfront=100))


@given(
    st.integers(10_000, 10**9),
    st.integers(0, 3_600),
    st.integers(1, 36),
    st.sampled_from(list(Method)),
    st.builds(Fees, st.integers(0, 5_000), st.integers(0, 500)),
)
def test_the_total_shown_is_the_schedule_and_every_fee(
    principal: int, bps: int, n: int, method: Method, fees: Fees
) -> None:
    rate = AnnualRate.stated(Decimal(bps) / 100)

    found = reading(principal, rate, n, method, fees)

    assert found.schedule is not None
    assert found.total_paid == sum(found.schedule.payments) + fees.upfront + n * fees.each
    assert list(found.rates) == list(CONVENTIONS)
    assert {rate.convention for rate in found.rates.values()} == set(CONVENTIONS)
