"""What is open always sums to what the account holds, however it was repaid, and in whatever order."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.owed.debt import Debt, Line, debts
from ledger.domain.owed.lent import equally
from ledger.kernel.money import Money

FIRST = date(2026, 1, 1)
KNOWN = {
    1: Account(1, "asset:receivable", Kind.ASSET, Purpose.RECEIVABLE, {"en": "Lent"}),
    2: Account(2, "liability:payable", Kind.LIABILITY, Purpose.PAYABLE, {"en": "Borrowed"}),
}
LINES = st.lists(st.builds(
    lambda thing, day, account, party, minor, currency, settles: Line(
        thing, thing * 10, FIRST + timedelta(days=day), account, party, minor, currency, settles, None),
    st.integers(1, 12), st.integers(0, 9), st.sampled_from((1, 2)), st.integers(0, 2),
    st.integers(-500, 500).filter(bool), st.sampled_from(("CNY", "JPY")),
    st.none() | st.none() | st.integers(1, 14),
), max_size=25)


def line(thing: int, minor: int, settles: int | None = None, day: int = 0) -> Line:
    return Line(thing, thing, FIRST + timedelta(days=day), 1, 7, minor, "CNY", settles, None)


@given(LINES)
def test_at_every_point_the_open_items_of_each_person_sum_to_the_lines_on_the_account(lines: list[Line]) -> None:
    for upto in range(len(lines) + 1):
        held: dict[tuple[int, int, str], int] = {}
        for one in lines[:upto]:
            key = (one.account_id, one.party, one.currency)
            held[key] = held.get(key, 0) + one.minor
        found = {(one.account_id, one.party, one.currency): one for one in debts(lines[:upto], KNOWN)}
        assert {key: found[key].open.minor if key in found else 0 for key in held} == held
        for debt in found.values():
            assert all(item.left for item in debt.items)


@given(LINES, st.integers(1, 2_000))
def test_a_sum_is_divided_over_the_oldest_and_settles_just_that(lines: list[Line], minor: int) -> None:
    for debt in debts(lines, KNOWN):
        asked = min(minor, debt.whole.minor)
        parts = debt.divided(Money(asked, debt.currency))
        assert sum(part for _, part in parts) == asked
        assert all(part > 0 for _, part in parts)


def test_what_names_an_entry_settles_it_and_anything_else_the_oldest() -> None:
    (debt,) = debts([line(1, 100), line(2, 50, day=1), line(3, -30, settles=2, day=2), line(4, -60, day=3)], KNOWN)

    assert [(one.thing_id, one.left) for one in debt.items] == [(1, 40), (2, 20)]
    assert [(one.thing_id, one.minor) for one in debt.items[1].settled] == [(3, 30)]
    assert debt.divided(Money(50, "CNY")) == [(1, 40), (2, 10)]
    assert debt.divided(Money(15, "CNY"), [2]) == [(2, 15)]


def test_what_is_paid_beyond_all_that_is_owed_stands_open_the_other_way() -> None:
    (debt,) = debts([line(1, 100), line(2, -130, settles=1, day=4)], KNOWN)

    assert (debt.open, debt.since) == (Money(-30, "CNY"), FIRST + timedelta(days=4))
    assert debts([line(1, 100), line(2, -100, settles=9)], KNOWN) == ()


def test_even_debts_are_left_out() -> None:
    assert debts([], KNOWN) == ()
    assert isinstance(debts([line(1, 5)], KNOWN)[0], Debt)


@given(st.integers(0, 10**9), st.integers(0, 20))
def test_equal_shares_differ_by_no_more_than_a_coin_and_the_odd_coins_stay_ones_own(minor: int, others: int) -> None:
    shares = [one.minor for one in equally(Money(minor, "JPY"), others)]
    mine = minor - sum(shares)
    assert all(0 <= mine - share <= 1 for share in shares)
