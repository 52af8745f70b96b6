"""Limits are proposed from one's own months, and from the scene only where there are none."""

from __future__ import annotations

import pytest

from ledger.domain.books.account import Account, Purpose, kind_of
from ledger.domain.books.scene import BudgetHint
from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.planning.proposed import propose, rounded_up
from tests.cast import cny, jpy

KNOWN = {n: Account(n, f"expense:{name}", kind_of("expense:a"), Purpose.DISCRETIONARY, {"en": name}, pack_key=name,
                    closed=name == "gone") for n, name in enumerate(("rent", "dining", "phone", "gone"), 1)}
HINTS = (BudgetHint("dining", BudgetPeriod.MONTH, cny("1500")), BudgetHint("phone", BudgetPeriod.MONTH))


@pytest.mark.parametrize(("minor", "up"), [(143_210, 150_000), (150_000, 150_000), (150_001, 160_000), (99, 99),
                                           (100, 100), (101, 110), (1, 1), (995_000, 1_000_000)])
def test_two_leading_figures_rounded_up(minor, up):
    assert rounded_up(minor) == up


def test_the_average_of_the_months_that_were_lived_what_the_scene_thinks_worth_it_first():
    by_month = [{}, {1: 420_000, 2: 100_001, 4: 5}, {1: 420_000, 2: 99_999, 3: -5}]

    found = propose(by_month, KNOWN, HINTS, "CNY", watched=())

    assert [(one.category.pack_key, one.limit, one.months) for one in found] == [
        ("dining", 100_000, 2), ("rent", 420_000, 2)]


def test_what_is_watched_already_is_not_proposed():
    assert propose([{2: 100}], KNOWN, HINTS, "CNY", watched={2}) == []


def test_without_a_month_behind_it_the_scene_speaks_in_its_own_currency():
    assert [(one.limit, one.months) for one in propose([{}, {}], KNOWN, HINTS, "CNY", ())] == [(150_000, 0)]
    assert propose([{}], KNOWN, (BudgetHint("dining", BudgetPeriod.MONTH, jpy("9")),), "CNY", ()) == []
