"""Scheduled items: their days, what each comes to, and where they end."""

from dataclasses import replace
from datetime import date

import pytest

from ledger.domain.planning.due import Repeats, Scheduled, scheduled_dues
from ledger.domain.planning.rule_text import read_rule
from tests.cast import cny

RENT = Scheduled(1, "Rent", "expense", 1, 2, cny("4200"), date(2026, 12, 1), Repeats.MONTHLY, 1)


def comes(item: Scheduled, until: str = "2028-01-01") -> list[tuple[str, str]]:
    return [(day.isoformat(), str(amount.decimal)) for day, amount in item.turns(date.min, date.fromisoformat(until))]


def test_without_an_end_it_goes_on_as_far_as_one_looks() -> None:
    assert [day for day, _ in comes(RENT, "2027-03-02")] == ["2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01"]


def test_after_three_times_it_is_over_and_those_behind_it_count() -> None:
    assert len(comes(replace(RENT, times=3))) == 3
    assert comes(replace(RENT, times=3, came=2)) == [("2026-12-01", "4200.00")]
    assert comes(replace(RENT, times=3, came=3)) == []


def test_the_last_turn_pays_what_is_left_of_the_sum() -> None:
    saving = replace(RENT, total_minor=1_000_000)

    assert comes(saving) == [("2026-12-01", "4200.00"), ("2027-01-01", "4200.00"), ("2027-02-01", "1600.00")]
    assert replace(saving, promised=900_000).next_amount == cny("1000")
    assert comes(replace(saving, promised=1_000_000)) == []


def test_whichever_end_is_first_ends_it() -> None:
    both = replace(RENT, times=9, ends_on=date(2027, 1, 31), total_minor=10_000_000)

    assert [day for day, _ in comes(both)] == ["2026-12-01", "2027-01-01"]


def test_a_day_that_came_out_of_its_order_does_not_come_again() -> None:
    early = replace(RENT, taken=frozenset({date(2027, 1, 1)}))

    assert [day for day, _ in comes(early, "2027-02-15")] == ["2026-12-01", "2027-02-01"]


def test_by_a_rule_days_long_past_are_not_reckoned() -> None:
    daily = replace(RENT, next_day=date(1990, 1, 1), repeats=Repeats.RULE, rule=read_rule("FREQ=DAILY").rule)

    assert list(daily.days(date(2026, 12, 1), date(2026, 12, 3))) == [date(2026, 12, 1), date(2026, 12, 2)]


def test_what_falls_due_at_last_is_what_is_left() -> None:
    dues = scheduled_dues([replace(RENT, total_minor=500_000)], date(2026, 12, 1), date(2027, 6, 1))

    assert [due.amount for due in dues] == [cny("-4200"), cny("-800")]


@pytest.mark.parametrize("repeats", [Repeats.ONCE, Repeats.WEEKLY, Repeats.MONTHLY, Repeats.YEARLY])
def test_what_the_old_kinds_say_of_themselves_has_not_changed(repeats: Repeats) -> None:
    assert set(replace(RENT, repeats=repeats).content()) == {
        "item", "name", "verb", "account", "category", "minor", "currency", "next_day", "repeats", "anchor", "mode",
        "closed"}
