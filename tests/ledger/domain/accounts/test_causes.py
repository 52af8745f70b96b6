"""Why an account could hold something else than the books say: one mistake planted in random books is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.accounts.causes import Cause, Moved, Why, causes, is_mistaken_for, is_swap
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.kernel.money import Money

DAY = date(2026, 11, 21)
CASH = Account(1, "asset:cash", Kind.ASSET, Purpose.CASH, {})
WECHAT = Account(2, "asset:wallet:wechat", Kind.ASSET, Purpose.WALLET, {})
CARD = Account(3, "liability:card", Kind.LIABILITY, Purpose.CARD, {})

amounts = st.integers(-200_000, 200_000).filter(bool)
days = st.integers(0, 90).map(lambda back: DAY - timedelta(days=back))


@st.composite
def books(draw, account: Account = CASH, start: int = 10) -> list[Moved]:
    """What a few dozen entries moved on an account, some of them waiting."""
    drawn = draw(st.lists(st.tuples(days, amounts, st.integers(1, 4), st.integers(0, 9)), max_size=40))
    return [Moved(start + n, 1, on, minor, account.account_id, ("expense", payee), is_waiting == 0)
            for n, (on, minor, payee, is_waiting) in enumerate(drawn)]


def found(gap: int, moves: list[Moved], **more) -> list[Cause]:
    return list(causes(gap, CASH, "CNY", DAY, moves=moves, **more))


def held(moves: list[Moved]) -> int:
    return sum(one.minor for one in moves if not one.is_waiting)


@given(books(), days, amounts, st.integers(0, 3))
def test_what_was_recorded_twice_is_found(around, on, minor, later) -> None:
    once = Moved(1000, 1, on, minor, 1, ("expense", 5))
    twice = once._replace(thing_id=1001, on=on + timedelta(days=later))
    truth, written = held([*around, once]), held([*around, once, twice])

    told = found(truth - written, [*around, once, twice])

    assert 1001 in [one.subject for one in told if one.why is Why.TWICE]


@given(books(), days, amounts)
def test_what_went_the_wrong_way_is_found(around, on, minor) -> None:
    wrong = Moved(1000, 1, on, minor, 1)
    truth = held([*around, wrong._replace(minor=-minor)])

    told = found(truth - held([*around, wrong]), [*around, wrong])

    assert (1000, -minor) in [(one.subject, one.right) for one in told if one.why is Why.TURNED]


def test_a_day_s_takings_are_never_the_wrong_way_round() -> None:
    takings = Moved(1, 1, DAY, 500, 1, could_turn=False)

    assert found(-1000, [takings]) == [] and len(found(-1000, [takings._replace(could_turn=True)])) == 1


@given(books(), days, st.integers(10, 10**8), st.booleans(), st.data())
def test_two_digits_that_changed_places_are_found(around, on, minor, is_out, data) -> None:
    text = str(minor)
    at = data.draw(st.integers(0, len(text) - 2))
    other = int(text[:at] + text[at + 1] + text[at] + text[at + 2:])
    if other in (minor, 0):
        return
    right, was = (-minor, -other) if is_out else (minor, other)
    wrong = Moved(1000, 1, on, was, 1)

    told = found(right - was, [*around, wrong])

    assert (right - was) % 9 == 0
    assert (1000, right) in [(one.subject, one.right) for one in told if one.why is Why.SWAPPED]


@given(books(), days, st.integers(1, 200_000), st.sampled_from(["expense", "income", "transfer"]))
def test_what_was_planned_and_never_recorded_is_found(around, on, minor, verb) -> None:
    rent = Scheduled(77, "Rent", verb, 1, 9, Money(minor, "CNY"), on, Repeats.MONTHLY, on.day)

    told = found(minor if verb == "income" else -minor, around, planned=[rent])

    assert 77 in [one.subject for one in told if one.why is Why.DUE]
    still_to_come = replace(rent, next_day=DAY + timedelta(days=1))
    for other in (still_to_come, replace(rent, closed=True), replace(rent, category_id=None)):
        assert Why.DUE not in [one.why for one in found(-minor, around, planned=[other])]


@given(books(), days, amounts)
def test_what_waits_is_found(around, on, minor) -> None:
    waiting = Moved(1000, 1, on, minor, 1, None, True)

    assert 1000 in [one.subject for one in found(minor, [*around, waiting]) if one.why is Why.WAITING]


@given(books(), books(WECHAT, 500), days, amounts)
def test_what_stands_in_another_account_is_found(around, there, on, minor) -> None:
    astray = Moved(1000, 1, on, minor, 2)

    told = found(minor, around, elsewhere=[*there, astray])

    assert (1000, 2) in [(one.subject, one.other) for one in told if one.why is Why.ELSEWHERE]


@given(books(), amounts)
def test_every_cause_explains_the_whole_difference(around, gap) -> None:
    by_thing = {one.thing_id: one for one in around}
    for cause in found(gap, around):
        was = by_thing[cause.subject]
        moved = 0 if was.is_waiting else was.minor
        assert cause.right - moved == gap, cause


def test_where_there_is_no_difference_nothing_is_explained() -> None:
    twice = [Moved(1, 1, DAY, -500, 1), Moved(2, 1, DAY, -500, 1)]

    assert found(0, twice) == []


def test_the_likeliest_comes_first_and_of_a_kind_what_lies_nearest() -> None:
    moves = [
        Moved(1, 1, DAY - timedelta(days=30), 500, 1), Moved(2, 1, DAY - timedelta(days=29), 500, 1),
        Moved(3, 1, DAY, 500, 1), Moved(4, 1, DAY, 500, 1), Moved(5, 1, DAY, 250, 1),
        Moved(6, 1, DAY, -500, 1, None, True),
    ]

    told = found(-500, moves)

    assert [(one.why, one.subject) for one in told] == [
        (Why.TWICE, 4), (Why.TWICE, 2), (Why.TURNED, 5), (Why.WAITING, 6)]


def test_two_that_only_cost_the_same_days_apart_are_two() -> None:
    assert found(-500, [Moved(1, 1, DAY, 500, 1), Moved(2, 1, DAY - timedelta(days=4), 500, 1)]) == []


@pytest.mark.parametrize(("was", "right", "swap"), [
    (4500, 5400, True), (50, 500, True), (-1234, -1324, True), (4500, -5400, False), (1234, 4231, False),
    (1234, 2143, False), (4500, 4500, False), (90, 0, False),
])
def test_a_swap_is_of_two_neighbours(was: int, right: int, swap: bool) -> None:
    assert is_swap(was, right) is swap


def test_one_pays_from_a_wallet_or_a_card_and_mistakes_them() -> None:
    loan = Account(4, "liability:loan", Kind.LIABILITY, Purpose.LOAN, {})
    food = Account(5, "expense:food", Kind.EXPENSE, Purpose.ESSENTIAL, {})

    assert [is_mistaken_for(WECHAT, one) for one in (CASH, CARD, loan, food, WECHAT)] == [
        True, True, False, False, False]
    assert is_mistaken_for(CARD, loan)
