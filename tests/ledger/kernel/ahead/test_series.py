"""Planned items told apart by the distances of their turns, as the ledger tells them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger.kernel.ahead.series import MONTHLY, ONCE, WEEKLY, YEARLY, Series, series_of
from tests.credit.figures import TODAY, Life


def told(*items: tuple[date, str]) -> list[Series]:
    """Planned rents of the same amount from their next days on."""
    life = Life()
    for day, repeats in items:
        life.plans("expense", 10_000, day, "rent", repeats)
    return sorted(series_of(life.figures().coming, TODAY), key=lambda one: (one.turns[0].day, one.repeats))


@pytest.mark.parametrize(("day", "repeats", "found"), [
    (date(2026, 12, 1), "monthly", MONTHLY), (date(2026, 11, 28), "weekly", WEEKLY),
    (date(2026, 11, 30), "yearly", YEARLY), (date(2027, 3, 1), "yearly", ONCE), (date(2026, 12, 5), "once", ONCE),
    (date(2026, 11, 30), "monthly", MONTHLY), (date(2027, 1, 31), "monthly", MONTHLY),
])
def test_one_item_is_one_series(day: date, repeats: str, found: str) -> None:
    (series,) = told((day, repeats))

    assert (series.repeats, series.turns[0].day, series.late) == (found, day, None)


def test_two_items_alike_are_two_series() -> None:
    first, eighth, fifteenth = (date(2026, 12, day) for day in (1, 8, 15))
    for one, other in ((first, fifteenth), (first, eighth)):
        found = told((one, "monthly"), (other, "monthly"))
        assert [(series.repeats, series.turns[0].day) for series in found] == [(MONTHLY, one), (MONTHLY, other)]
    monday, thursday = date(2026, 11, 23), date(2026, 11, 26)
    found = told((monday, "weekly"), (thursday, "weekly"))
    assert [(series.repeats, series.turns[0].day) for series in found] == [(WEEKLY, monday), (WEEKLY, thursday)]


@pytest.mark.parametrize(("repeats", "days_late"), [("monthly", 1), ("monthly", 7), ("weekly", 0), ("weekly", 5)])
def test_a_late_turn_belongs_to_its_series(repeats: str, days_late: int) -> None:
    day = TODAY - timedelta(days=days_late)
    (series,) = told((day, repeats))

    assert series.late is not None and series.late.day == TODAY + timedelta(days=1)
    assert next(series.wanted(date(2026, 1, 1))) == day
    assert series.told[0] is series.late


def test_the_31st_comes_back_after_february() -> None:
    (series,) = told((date(2026, 12, 31), "monthly"))
    days = list(series.wanted(date(2026, 8, 1)))

    assert days == [date(2026, 12, 31), date(2026, 11, 30), date(2026, 10, 31), date(2026, 9, 30), date(2026, 8, 31)]
