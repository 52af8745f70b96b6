"""Money at hand: what it is, how long it lasts, what of it is idle, and what unrecorded days may hide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.domain.signals.measure import measure
from credit.domain.signals.signal import Signal, State, Why
from ledger.kernel.figures import Figures
from tests.credit.figures import TODAY, Life, salaried


def signal(figures: Figures, name: str) -> Signal:
    return measure(figures).signals[name]


def test_150_days_are_45_000_over_27_000_in_90_days() -> None:
    life = Life(months=5, held=7_200_000)
    for back in range(90):
        life.moves(TODAY - timedelta(days=back), "bank", "essential", 30_000)
    figures = life.figures()

    assert signal(figures, "liquid_balance").value == 4_500_000
    assert signal(figures, "avg_daily_essential").value == 30_000
    assert signal(figures, "cash_buffer_days").value == 150
    assert signal(figures, "runway_net_days").value == 150


def test_only_money_of_daily_access_is_at_hand() -> None:
    life = salaried().moves(TODAY, "bank", "fund", 500_000)
    before = signal(salaried().figures(), "liquid_balance").value

    assert signal(life.figures(), "liquid_balance").value == before
    life.moves(TODAY, "bank", "deposit", 500_000)
    assert signal(life.figures(), "liquid_balance").value == (before or 0) - 500_000


def test_without_a_counted_balance_nobody_knows_what_is_at_hand() -> None:
    figures = salaried().figures()
    uncounted = replace(figures, places=tuple(replace(place, stated_on=None) for place in figures.places))

    for name in ("liquid_balance", "cash_buffer_days", "runway_net_days", "idle_cash", "surplus_streak",
                 "shortfall_prob_30"):
        assert signal(uncounted, name).why is Why.NEEDS_BALANCE, name


def test_what_is_bought_on_credit_goes_out_when_it_is_paid() -> None:
    """The card's payments of 90 days count; what was bought with it, and its interest, do not yet."""
    without = signal(salaried().figures(), "avg_daily_outflow").value
    with_card = salaried().owes_on_card(900_000, pays=90_000, buys=500_000)

    assert signal(with_card.figures(), "avg_daily_outflow").value == (without or 0) + 3 * 90_000 // 90


def test_a_card_paid_with_a_loan_takes_nothing_out() -> None:
    life = salaried().owes_on_card(900_000, pays=90_000)
    before = signal(life.figures(), "avg_daily_outflow")
    life.moves(TODAY, "loan", "card", 300_000)

    assert signal(life.figures(), "avg_daily_outflow").value == before.value


def test_a_refund_is_taken_off_what_was_spent() -> None:
    life = salaried()
    before = signal(life.figures(), "avg_daily_essential").value or 0
    life.moves(TODAY, "essential", "bank", 90_000)

    assert signal(life.figures(), "avg_daily_essential").value == before - 1_000


def test_runway_never_ends_while_more_comes_in_than_goes_out() -> None:
    assert signal(salaried().figures(), "runway_net_days").value == 9_999


def test_idle_is_the_least_held_less_needs_and_what_comes_due() -> None:
    life = Life(months=6, held=5_000_000).spends_daily(10_000)
    life.plans("expense", 400_000, TODAY + timedelta(days=20), "rent", "once")
    held = 5_000_000 - 10_000 * len(list(life.days()))

    assert signal(life.figures(), "idle_cash").value == held - 30 * 10_000 - 400_000


def test_idle_looks_at_the_least_of_the_last_60_days() -> None:
    life = Life(months=6, held=5_000_000).spends_daily(10_000)
    before = signal(life.figures(), "idle_cash").value or 0
    dipped = TODAY - timedelta(days=40)
    life.moves(dipped, "bank", "deposit", 1_500_000).moves(dipped + timedelta(days=5), "deposit", "bank", 1_500_000)
    least = 1_500_000 - 10_000 * 36

    assert signal(life.figures(), "idle_cash").value == before - least


@pytest.mark.parametrize(("back", "counts"), [(60, True), (61, False)])
def test_sixty_days_ago_still_counts(back: int, counts: bool) -> None:
    life = Life(months=6, held=5_000_000).moves(TODAY - timedelta(days=back), "bank", "deposit", 1_000_000)
    life.moves(TODAY - timedelta(days=back - 1), "deposit", "bank", 1_000_000)

    assert signal(life.figures(), "idle_cash").value == (4_000_000 if counts else 5_000_000)


def test_the_streak_is_broken_by_the_day_too_little_was_held() -> None:
    life = Life(months=6, held=5_000_000).spends_daily(10_000)
    assert signal(life.figures(), "surplus_streak").value == len(list(life.days()))

    low = TODAY - timedelta(days=12)
    life.moves(low, "bank", "deposit", 3_000_000).moves(low + timedelta(days=2), "deposit", "bank", 3_000_000)

    assert signal(life.figures(), "surplus_streak").value == 11


def test_a_young_book_says_what_it_still_needs() -> None:
    life = salaried(months=1)
    figures = life.figures(life.began + timedelta(days=58))
    later = life.figures(life.began + timedelta(days=59))

    assert signal(figures, "avg_daily_outflow").why is Why.NEEDS_60_DAYS
    assert signal(figures, "idle_cash").why is Why.NEEDS_60_DAYS
    assert signal(figures, "surplus_streak").state is State.KNOWN
    assert signal(later, "avg_daily_outflow").state is not State.UNKNOWN
    assert signal(life.figures(life.began + timedelta(days=28)), "surplus_streak").why is Why.NEEDS_30_DAYS


def forgotten(life: Life, days: set[date]) -> Figures:
    """The same life with nothing written down on these days: neither spent nor earned."""
    kept = [entry for entry in life.entries if entry.on not in days]
    return replace(life, entries=kept, accounts=life.accounts, planned=life.planned).figures()


def test_every_day_recorded_leaves_nothing_open() -> None:
    found = signal(salaried().figures(), "liquid_balance")

    assert (found.low, found.high) == (None, None)


def test_unrecorded_days_open_an_interval_as_wide_as_usual_days() -> None:
    """Nine days without an entry may each hide what a usual day takes: 180."""
    nine = {TODAY - timedelta(days=20 + n) for n in range(9)} - {date(2026, 11, 1)}
    figures = forgotten(salaried(), nine)
    count = len(nine)

    for name in ("liquid_balance", "idle_cash"):
        found = signal(figures, name)
        assert found.value is not None
        assert (found.low, found.high) == (found.value - count * 18_000, found.value), name
    days = signal(figures, "cash_buffer_days")
    assert days.low is not None and days.value is not None and days.low < days.value == days.high


LEFT_OUT = st.sets(st.integers(0, 80), min_size=1, max_size=30)


@settings(max_examples=12)
@given(LEFT_OUT, st.integers(0, 80))
def test_the_interval_never_narrows_as_spending_is_left_out(left_out: set[int], one_more: int) -> None:
    before, after = _before_and_after(left_out, one_more)

    for name in ("liquid_balance", "idle_cash", "cash_buffer_days"):
        assert _width(signal(after, name)) >= _width(signal(before, name)), name


@settings(max_examples=12)
@given(LEFT_OUT, st.integers(0, 80))
def test_leaving_usual_days_out_never_adds_to_what_is_surely_there(left_out: set[int], one_more: int) -> None:
    before, after = _before_and_after(left_out, one_more, rents=False)
    low, high = _ends(signal(before, "liquid_balance"))
    lower, higher = _ends(signal(after, "liquid_balance"))

    assert lower <= low <= high <= higher


def _before_and_after(left_out: set[int], one_more: int, *, rents: bool = True) -> tuple[Figures, Figures]:
    """Salaried, with some days of spending left out (days a rent is paid on only where told), and with one more."""
    life = salaried(months=8)
    kept = {entry.on for entry in life.entries if entry.payee_id}
    kept |= set() if rents else {day for day in life.days() if day.day == 1}
    first = {TODAY - timedelta(days=n) for n in left_out} - kept
    return forgotten(life, first), forgotten(life, (first | {TODAY - timedelta(days=one_more)}) - kept)


def _ends(found: Signal) -> tuple[int, int]:
    assert found.value is not None
    return (found.value if found.low is None else found.low, found.value if found.high is None else found.high)


def _width(found: Signal) -> int:
    low, high = _ends(found)
    return high - low


def test_an_entry_without_a_value_opens_the_interval_too() -> None:
    figures = salaried().figures()
    waiting = replace(figures, quality=replace(figures.quality, unvalued=2))
    found = signal(waiting, "liquid_balance")

    assert found.value is not None and found.low == found.value - 2 * 18_000
