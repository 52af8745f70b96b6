"""A wish to be left alone holds from its day on, for what it was about, until it ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.people import quiet
from credit.domain.people.borrower import NotABirthDate, age, check_birth_date
from credit.domain.people.quiet import NEVER_AGO, Why, Wish, until

TODAY = date(2026, 11, 21)


def _wish(why: Why, kind: str = "", book: int = 0, since: date = TODAY) -> Wish:
    return Wish(1, why, kind, book, since, until(why, since))


def test_not_now_holds_ninety_days_and_never_holds_until_undone() -> None:
    assert until(Why.NOT_NOW, TODAY) == until(Why.LIFE_EVENT, TODAY) == TODAY + timedelta(days=90)
    assert until(Why.NEVER, TODAY) is until(Why.FREE_OF_OFFERS, TODAY) is None


def test_days_are_counted_from_the_latest_of_the_kind() -> None:
    wishes = [_wish(Why.NOT_NOW, "loan", since=TODAY - timedelta(days=200)),
              _wish(Why.NOT_NOW, "loan", since=TODAY - timedelta(days=3)), _wish(Why.NOT_NOW, "fund")]

    assert quiet.days_since_not_now(wishes, "loan", TODAY) == 3
    assert quiet.days_since_not_now(wishes, "fund", TODAY) == 0
    assert quiet.days_since_not_now(wishes, "refinance", TODAY) == NEVER_AGO


def test_anything_at_all_is_every_kind() -> None:
    assert quiet.said_never([_wish(Why.NEVER)], "loan", TODAY)
    assert quiet.said_never([_wish(Why.NEVER, "loan")], "loan", TODAY)
    assert not quiet.said_never([_wish(Why.NEVER, "loan")], "fund", TODAY)


def test_a_ledger_is_free_of_offers_alone_or_with_everything() -> None:
    assert quiet.is_free_of_offers([_wish(Why.FREE_OF_OFFERS, book=5)], 5, TODAY)
    assert not quiet.is_free_of_offers([_wish(Why.FREE_OF_OFFERS, book=5)], 6, TODAY)
    assert quiet.is_free_of_offers([_wish(Why.FREE_OF_OFFERS)], 6, TODAY)


@given(st.integers(0, 400))
def test_a_wish_holds_exactly_on_its_days(days: int) -> None:
    wish, on = _wish(Why.NOT_NOW), TODAY + timedelta(days=days)

    assert wish.holds(on) == (days < quiet.NOT_NOW_DAYS)
    assert not wish.holds(TODAY - timedelta(days=1))


def test_an_age_is_whole_years() -> None:
    assert age(date(2000, 11, 21), TODAY) == 26
    assert age(date(2000, 11, 22), TODAY) == 25
    assert (age(date(2004, 2, 29), date(2026, 2, 28)), age(date(2004, 2, 29), date(2026, 3, 1))) == (21, 22)


@pytest.mark.parametrize("born", [TODAY + timedelta(days=1), date(1900, 1, 1)])
def test_nobody_is_born_tomorrow_or_too_long_ago(born: date) -> None:
    with pytest.raises(NotABirthDate):
        check_birth_date(born, TODAY)
