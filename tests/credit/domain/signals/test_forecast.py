"""The forecast: what is known comes once, what is usual comes by weeks, and the same book always gives the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from credit.domain.signals.measure import measure
from ledger.kernel.ahead.expected import Lack
from ledger.kernel.ahead.forecast import Forecast, ahead
from ledger.kernel.figures import Figures
from ledger.kernel.terms import LoanTerms
from tests.credit.figures import TODAY, Life, revolving, salaried


def seen(figures: Figures, days: int = 90, also: dict[date, int] | None = None) -> Forecast:
    found = ahead(figures, days, also)
    assert isinstance(found, Forecast)
    return found


def now(figures: Figures) -> int:
    return measure(figures).signals["liquid_balance"].value or 0


def uneven(held: int = 3_000_000, revision: int = 1) -> Life:
    """Spending that differs from day to day, and takings that come now and then: nothing is planned."""
    life = Life(months=8, held=held, revision=revision)
    for number, day in enumerate(life.days()):
        life.moves(day, "bank", "essential", 5_000 + 7_919 * number % 20_011)
        if number * 7 % 11 == 0:
            life.moves(day, "sales", "bank", 150_000, 5)
    return life


UNEVEN = uneven().figures()


def test_what_is_all_known_has_a_band_of_no_width() -> None:
    """A salary, a rent and a card payment are planned, and every day takes the same."""
    for life in (salaried(), revolving()):
        figures = life.figures()
        held = now(figures)
        for band in seen(figures).bands:
            held -= 18_000
            held += {15: 1_000_000, 1: -300_000}.get(band.day.day, 0)
            held -= 110_000 if band.day.day == 25 and life.planned[-1].verb == "transfer" else 0
            assert (band.p10, band.p50, band.p90) == (held, held, held), band.day


def test_a_card_and_a_loan_are_paid_without_being_planned() -> None:
    """The usual payment each due day, the instalment of the terms each month: neither is in the usual as well."""
    terms = LoanTerms(1_200_000, 0, "cn_simple", "equal_principal", 12, "2026-10-03")
    life = Life(held=9_000_000).spends_daily(10_000).owes_on_card(1_200_000, pays=110_000, buys=92_000)
    life.borrows(date(2026, 9, 3), terms).repays(date(2026, 10, 3), 100_000).repays(date(2026, 11, 3), 100_000)
    figures = life.figures()
    held = now(figures)

    for band in seen(figures).bands:
        held -= 10_000 + {25: 110_000, 3: 100_000}.get(band.day.day, 0)
        assert (band.p10, band.p90) == (held, held), band.day


def test_borrowed_money_and_counted_balances_are_nothing_usual() -> None:
    life = salaried().borrows(date(2026, 10, 10), LoanTerms(3_000_000, 0, "cn_simple", "annuity", 12, "2027-10-10"))
    with_loan, without = life.moves(date(2026, 10, 12), "opening", "bank", 250_000).figures(), salaried().figures()

    assert seen(with_loan).bands[-1].p90 - now(with_loan) == seen(without).bands[-1].p90 - now(without)


def test_a_salary_written_down_by_hand_is_not_expected_twice() -> None:
    life = Life().earns(1_000_000).plans("income", 1_000_000, date(2026, 11, 15), "salary")
    figures = life.figures()
    first = seen(figures, 30).bands

    assert first[0].p50 == now(figures)
    assert first[-1].p50 == now(figures) + 1_000_000


def test_the_lowest_day_is_the_eve_of_payday() -> None:
    assert seen(salaried().figures(), 30).lowest.day == date(2026, 12, 14)


def test_running_short_is_seen_coming() -> None:
    """8,400 in hand, 100 a day: short on the 85th day for certain."""
    life = Life(months=6, held=840_000 + 10_000 * 205).spends_daily(10_000)
    figures = life.figures()
    assert now(figures) == 840_000
    found = measure(figures).signals

    assert [found[f"shortfall_prob_{days}"].value for days in (30, 60, 90)] == [0, 0, 10_000]
    assert found["shortfall_date"].value == 85
    assert found["shortfall_depth"].value == 60_000


def test_what_comes_besides_moves_every_path_by_as_much() -> None:
    figures, day = uneven(300_000).figures(), TODAY + timedelta(days=10)
    plain, other = seen(figures), seen(figures, also={day: -40_000, TODAY: 1, TODAY + timedelta(days=91): 1})

    for before, after in zip(plain.bands, other.bands, strict=True):
        moved = -40_000 if before.day >= day else 0
        assert (after.p10, after.p50, after.p90) == (before.p10 + moved, before.p50 + moved, before.p90 + moved)
    assert other.chance_within(90) >= plain.chance_within(90)


def test_the_same_book_revision_and_day_give_the_same_and_another_revision_other_paths() -> None:
    assert seen(uneven().figures()) == seen(uneven().figures())
    assert seen(uneven().figures()) != seen(uneven(revision=2).figures())


def test_these_paths_never_change_between_machines() -> None:
    """Pinned: a change here changes what was ever told."""
    found = seen(uneven(300_000).figures())
    last = found.bands[-1]

    assert (last.p10, last.p50, last.p90) == (-385_328, 79_326, 447_902)
    assert (found.chance_within(30), found.chance_within(90), found.depth) == (7_970, 8_880, 361_184)


@settings(max_examples=10)
@given(st.integers(0, 3_000_000), st.integers(0, 2_000_000))
def test_more_in_hand_never_runs_shorter(held: int, more: int) -> None:
    poor, rich = (_holding(UNEVEN, amount) for amount in (held, held + more))

    assert all(one >= other for one, other in zip(seen(poor).short, seen(rich).short, strict=True))
    assert seen(rich).bands[-1].p10 - seen(poor).bands[-1].p10 == more


@settings(max_examples=10)
@given(st.integers(1, 365), st.integers(-1_000_000, 1_000_000))
def test_bands_are_ordered_and_chances_never_fall(days: int, held: int) -> None:
    found = seen(_holding(UNEVEN, held), days)

    assert len(found.bands) == days
    assert all(band.p10 <= band.p50 <= band.p90 for band in found.bands)
    assert list(found.short) == sorted(found.short)
    assert all(0 <= chance <= 10_000 for chance in found.short)


def test_what_it_needs() -> None:
    life = salaried(months=3)
    assert ahead(life.figures(life.began + timedelta(days=88))) is Lack.DAYS
    assert isinstance(ahead(life.figures(life.began + timedelta(days=89))), Forecast)
    uncounted = life.figures()
    uncounted = replace(uncounted, places=tuple(replace(one, stated_on=None) for one in uncounted.places))
    assert ahead(uncounted) is Lack.BALANCE


def _holding(figures: Figures, held: int) -> Figures:
    """The same flows with so much in the bank at the end."""
    places = tuple(
        replace(place, began=place.began + held - now(figures)) if place.purpose == "bank" else place
        for place in figures.places
    )
    return replace(figures, places=places)
