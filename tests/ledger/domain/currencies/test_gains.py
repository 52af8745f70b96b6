"""Gain and loss by weighted average cost: worked by hand, and to the last coin whatever happens."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.currencies.gains import Course, Held, Leg, Line, Moved, holdings, lines

BEGAN = date(2026, 1, 1)
BANK, CARD, FUND = Held(1, "USD"), Held(2, "USD"), Held(3, "FUND.4")


def entry(day: int, *legs: tuple[Held, int, int | None], exchanged: int = 0) -> Moved:
    """An entry on a day counted from the first."""
    return Moved(day, BEGAN + timedelta(days=day), tuple(Leg(*leg) for leg in legs), exchanged, legs[0][0])


def whole(moves: list[Moved], worth: dict[Held, int | None]) -> dict[Held, Line]:
    return {line.held: line for line in lines(moves, BEGAN, {}, worth)}


def test_what_leaves_takes_its_average_cost_along_and_the_rest_is_gained():
    """100 dollars at 7.00 and 100 at 7.20 cost 1,420.00; 50 of them cost 355.00 and left at 7.30 for 365.00."""
    moves = [entry(0, (BANK, 100_00, 700_00)), entry(1, (BANK, 100_00, 720_00)), entry(2, (BANK, -50_00, -365_00))]

    line = whole(moves, {BANK: 150_00 * 725 // 100})[BANK]

    assert (line.cost, line.realised) == (1_420_00 - 355_00, 10_00)
    assert (line.worth, line.unrealised) == (1_087_50, 22_50)
    assert line.gain == line.worth - line.put_in == 32_50


def test_a_fund_is_worth_its_price_of_the_day_and_costs_what_was_paid():
    """1,000.0000 units for 1,234.56; 400 of them sold for 600.00 cost 493.82 (of 493.824)."""
    moves = [entry(0, (FUND, 1_000_0000, 1_234_56)), entry(9, (FUND, -400_0000, -600_00))]

    line = whole(moves, {FUND: 900_00})[FUND]

    assert (line.minor, line.cost, line.realised) == (600_0000, 740_74, 106_18)
    assert line.unrealised == 900_00 - 740_74


def test_between_own_places_the_cost_goes_along_and_nothing_is_gained():
    """The bank's dollars cost 7.00; on the day they are moved they are worth 7.30."""
    cash = Held(4, "USD")
    moves = [entry(0, (BANK, 100_00, 700_00)), entry(1, (cash, 40_00, 292_00), (BANK, -40_00, -292_00))]

    found = whole(moves, {BANK: 60_00 * 7, cash: 40_00 * 7})

    assert (found[BANK].realised, found[cash].realised) == (0, 0)
    assert (found[BANK].cost, found[cash].cost) == (420_00, 280_00)


def test_a_debt_gains_when_it_is_paid_with_less_than_it_was_drawn_at():
    """100 dollars owed since 7.00 are paid with dollars that cost 6.80."""
    moves = [entry(0, (CARD, -100_00, -700_00)), entry(1, (BANK, 100_00, 680_00)),
             entry(2, (CARD, 100_00, 690_00), (BANK, -100_00, -690_00))]

    found = whole(moves, {})

    assert found.keys() == {CARD}
    assert (found[CARD].realised, found[CARD].minor, found[CARD].cost) == (20_00, 0, 0)


def test_only_what_happened_within_the_days_counts_and_prices_between_them():
    """Bought at 7.00; worth 7.10 the day before the month, 7.05 at its end; half is spent within it at 7.20."""
    moves = [entry(0, (BANK, 100_00, 700_00)), entry(40, (BANK, -50_00, -360_00))]

    (line,) = lines(moves, BEGAN + timedelta(days=31), {BANK: 710_00}, {BANK: 352_50})

    assert (line.realised, line.unrealised, line.put_in) == (10_00, 2_50 - 10_00, -360_00)
    assert line.worth - line.worth_before == line.put_in + line.realised + line.unrealised
    assert line.entries == [40]


def test_exchanging_above_the_rate_of_the_day_is_told_where_the_money_arrived():
    (line,) = lines([entry(0, (BANK, 100_00, 700_00), exchanged=-10_00)], BEGAN, {}, {BANK: 700_00})

    assert (line.exchanged, line.realised, line.unrealised, line.gain) == (-10_00, 0, 0, -10_00)


def test_what_waits_for_a_rate_is_counted_and_is_in_nothing():
    moves = [entry(0, (BANK, 100_00, None)), entry(1, (BANK, 5_00, 35_00))]

    (line,) = lines(moves, BEGAN, {}, {BANK: 35_00})

    assert (line.waiting, line.minor, line.cost, holdings(moves, BEGAN)) == (1, 5_00, 35_00, {})


def test_without_a_price_what_is_held_stands_at_its_cost_and_says_so():
    (line,) = lines([entry(0, (FUND, 10_0000, 99_00))], BEGAN, {}, {FUND: None})

    assert (line.worth, line.unrealised, line.is_unpriced) == (99_00, 0, True)


amounts = st.integers(-10**6, 10**6).filter(bool)
legs = st.builds(
    lambda held, minor, worth: (held, minor, abs(worth) * (1 if minor > 0 else -1)),
    st.sampled_from([BANK, CARD, FUND]), amounts, st.integers(0, 10**7))
journals = st.lists(st.lists(legs, min_size=1, max_size=4), min_size=1, max_size=25)


@given(journals, st.integers(0, 25), st.dictionaries(st.sampled_from([BANK, CARD, FUND]), st.integers(0, 10**8)))
def test_realised_and_not_realised_are_worth_now_less_what_was_put_in(journal, first, worth):
    moves = [entry(day, *some) for day, some in enumerate(journal)]
    held = holdings(moves, date.max)

    found = lines(moves, BEGAN + timedelta(days=first), worth, worth)

    for line in found:
        assert line.worth - line.worth_before == line.put_in + line.realised + line.unrealised
        assert line.minor == held[line.held]


@given(journals)
def test_cost_is_put_in_and_realised_at_all_times_and_moving_between_places_changes_no_sum(journal):
    course = Course()
    for day, some in enumerate(journal):
        moved = entry(day, *some)
        before = sum(pool.put_in for pool in course.pools.values())
        course.pass_by(moved)
        put_in = sum(pool.put_in for pool in course.pools.values()) - before
        currencies = {held.currency for held, _minor, _home in some}
        is_only_over = all(sum(minor for held, minor, _ in some if held.currency == one) == 0 for one in currencies)
        assert all(pool.cost == pool.put_in + pool.realised for pool in course.pools.values())
        assert all(pool.minor or not pool.cost for pool in course.pools.values())
        assert put_in == 0 or not is_only_over
