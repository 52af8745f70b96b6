"""How far a drift goes on: all of it where it was steady, none where the months bear nothing out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.ahead.drift import WHOLE, kept_of, leaned

MONTHS = st.lists(st.integers(-10**9, 10**9), min_size=3, max_size=12)


def test_a_saver_who_saves_as_much_every_month_goes_on_saving() -> None:
    assert kept_of([160_000] * 6) == kept_of([158_000, 161_000, 163_000, 158_500]) == WHOLE


def test_months_that_cancel_out_bear_no_drift_out() -> None:
    assert kept_of([900_000, -850_000, 780_000, -700_000, 30_000]) == 0


def test_a_drift_that_is_half_noise_goes_on_in_part() -> None:
    assert 0 < kept_of([150_000, 90_000, 210_000, 40_000, 180_000, 130_000]) < WHOLE


@given(MONTHS)
def test_the_part_is_a_part(months: list[int]) -> None:
    assert 0 <= kept_of(months) <= WHOLE


def test_what_would_pile_up_is_spent() -> None:
    """10,000 come and 7,000 go in ten weeks: where none of it is borne out, the days that take money take 10,000."""
    weeks = [[-100, 0, 0, 0, 0, 0, 0] for _ in range(70)]

    (first, *_rest) = leaned(weeks, 10_000, 700, 0)
    assert first == (-100, 0, 0, 0, 0, 0, 0)
    assert leaned(weeks, 20_000 - 2_500, 700, 0)[0][0] == -175
    assert leaned(weeks, 17_500, 700, WHOLE)[0][0] == -100


def test_no_day_becomes_less_than_a_fifth_or_more_than_two_and_a_half_times() -> None:
    weeks = [[-100, 0, 0, 0, 0, 0, 0] for _ in range(70)]

    assert (leaned(weeks, 10**9, 700, 0)[0][0], leaned(weeks, -10**9, 700, 0)[0][0]) == (-250, -20)
    assert leaned([[5, 0, 0, 0, 0, 0, 0]], 10**6, 7, 0) == ((5, 0, 0, 0, 0, 0, 0),)
