"""What the sheet offers, told as days of a household."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger.domain.books.entry import Verb
from ledger.domain.quick.habit import HALF_LIFE, Habit, decayed, payee_habits
from ledger.domain.quick.suggest import (
    REPEATS_MAX,
    Moment,
    Repeat,
    by_use,
    rank_categories,
    repeats,
    usual_account,
)
from tests.ledger.domain.quick import household as home
from tests.ledger.domain.quick.accuracy import replay

MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 21)


def every(days, *, until, hour, category, minor, account=home.WECHAT, note="", payee="", count=20, is_own=True):
    """The same entry every so many days, the last of them before `until`."""
    return [Habit(until - timedelta(days=days * n), hour, Verb.EXPENSE, category, account, minor, "CNY", payee, note,
                  is_own) for n in range(count, 0, -1)]


@pytest.fixture
def family():
    """Three months of the household up to Friday, 20 November, in order."""
    return list(home.diary(7, date(2026, 11, 20), 90))


def first(habits, moment):
    return rank_categories(habits, moment, home.TILES)[0]


def test_a_new_book_shows_the_tiles_in_the_packs_order():
    assert rank_categories([], Moment(SATURDAY, 8), home.TILES) == list(home.TILES)


def test_breakfast_comes_first_at_eight(family):
    assert first(family, Moment(SATURDAY, 8, 1200)) == home.DINING


def test_the_metro_comes_first_for_its_fare_on_a_weekday_morning(family):
    assert first(family, Moment(MONDAY, 8, 500)) == home.TRANSPORT


def test_groceries_come_before_dining_on_an_evening_with_a_shoppers_amount(family):
    ranked = rank_categories(family, Moment(SATURDAY, 19, 8850), home.TILES)

    assert ranked.index(home.GROCERIES) < ranked.index(home.DINING)


def test_the_rent_comes_first_on_the_first_of_the_month_before_anything_is_typed():
    habits = list(home.diary(7, date(2026, 10, 31), 120))

    assert first(habits, Moment(date(2026, 11, 1), 9)) == home.RENT


def test_the_rent_once_paid_steps_back():
    today = date(2026, 11, 1)
    paid = Habit(today, 9, Verb.EXPENSE, home.RENT, home.BANK, 360000, "CNY")

    ranked = rank_categories([*home.diary(7, date(2026, 10, 31), 120), paid], Moment(today, 9), home.TILES)

    assert home.RENT not in ranked[:3]


def test_what_was_just_recorded_gives_way_to_what_was_not():
    breakfast = every(1, until=SATURDAY, hour=8, category=home.DINING, minor=1200)
    metro = every(3, until=SATURDAY + timedelta(days=1), hour=8, category=home.TRANSPORT, minor=500)

    before = first([*breakfast, *metro], Moment(SATURDAY, 8))
    after = first([*breakfast, *metro, replace(breakfast[0], on=SATURDAY)], Moment(SATURDAY, 8))

    assert (before, after) == (home.DINING, home.TRANSPORT)


def test_weekday_habits_rest_at_the_weekend():
    work = [habit for habit in every(1, until=SATURDAY, hour=12, category=home.DINING, minor=3000, count=40)
            if habit.on.weekday() < 5]
    market = [habit for habit in every(1, until=SATURDAY, hour=12, category=home.GROCERIES, minor=3000, count=40)
              if habit.on.weekday() >= 5]
    habits = sorted([*work, *market], key=lambda habit: habit.on)

    assert first(habits, Moment(SATURDAY, 12)) == home.GROCERIES
    assert first(habits, Moment(MONDAY, 12)) == home.DINING


def test_a_known_payee_outweighs_the_hour():
    lunch = every(1, until=SATURDAY, hour=12, category=home.DINING, minor=3000)
    vet = every(15, until=SATURDAY, hour=18, category=home.HEALTH, minor=9000, payee="Dr Paw", count=3)

    assert first([*lunch, *vet], Moment(SATURDAY, 12, payee="dr paw")) == home.HEALTH


def test_a_refund_finds_the_spending_it_undoes():
    habits = [*every(1, until=SATURDAY, hour=20, category=home.DINING, minor=3000),
              Habit(SATURDAY - timedelta(days=2), 20, Verb.EXPENSE, home.CLOTHES, home.ALIPAY, 8900, "CNY")]

    assert first(habits, Moment(SATURDAY, 20, 8900, verb=Verb.REFUND)) == home.CLOTHES


def test_income_is_ranked_by_income_alone(family):
    ranked = rank_categories(family, Moment(date(2026, 12, 15), 10, verb=Verb.INCOME), (home.BONUS, home.SALARY))

    assert ranked == [home.SALARY, home.BONUS]


def test_my_own_entries_count_more_than_anothers():
    mine = every(1, until=SATURDAY, hour=12, category=home.SNACKS, minor=2000, count=8)
    theirs = every(1, until=SATURDAY, hour=12, category=home.DINING, minor=2000, count=8, is_own=False)

    assert first([*theirs, *mine], Moment(SATURDAY, 12)) == home.SNACKS


def test_entries_ahead_of_today_are_no_habit():
    habits = every(1, until=SATURDAY + timedelta(days=60), hour=12, category=home.FUN, minor=2000, count=8)

    assert rank_categories(habits, Moment(SATURDAY, 12), home.TILES) == list(home.TILES)


def test_the_same_facts_always_give_the_same_order(family):
    moment = Moment(SATURDAY, 13, 2500)

    assert rank_categories(family, moment, home.TILES) == rank_categories(list(family), moment, home.TILES)


def test_the_usual_account_of_a_category_is_the_one_used_lately():
    habits = [*every(1, until=SATURDAY - timedelta(days=90), hour=8, category=home.DINING, minor=1, count=12),
              *every(1, until=SATURDAY, hour=8, category=home.DINING, minor=1, account=home.CASH, count=9)]

    assert usual_account(habits, home.DINING) == home.CASH
    assert usual_account(habits, home.GIVING) == home.CASH
    assert usual_account([], home.DINING) is None
    assert by_use(habits) == [home.CASH, home.WECHAT]


def test_breakfast_and_the_metro_are_offered_whole_in_the_morning():
    breakfast = every(1, until=SATURDAY, hour=8, category=home.DINING, minor=1200, note="早饭")
    metro = every(2, until=SATURDAY, hour=8, category=home.TRANSPORT, minor=600, note="地铁", account=home.TRANSIT)
    dinner = every(1, until=SATURDAY, hour=19, category=home.DINING, minor=8000, note="晚饭")

    offered = repeats([*breakfast, *metro, *dinner], Moment(SATURDAY, 8))

    assert offered[0] == Repeat(home.DINING, home.WECHAT, "", "早饭", 1200, "CNY")
    assert [one.note for one in offered] == ["早饭", "地铁", "晚饭"]


def test_what_came_once_or_has_no_name_is_not_offered_whole():
    once = every(1, until=SATURDAY, hour=8, category=home.DINING, minor=1200, note="早饭", count=1)
    nameless = every(1, until=SATURDAY, hour=8, category=home.DINING, minor=1300)

    assert repeats([*once, *nameless], Moment(SATURDAY, 8)) == []


def test_no_more_is_offered_whole_than_fits():
    habits = [habit for n in range(9)
              for habit in every(1, until=SATURDAY, hour=8, category=home.DINING, minor=100 * n + 1, note=f"n{n}")]

    assert len(repeats(habits, Moment(SATURDAY, 8))) == REPEATS_MAX


def test_what_is_not_steady_with_a_payee_is_a_guess():
    cards = every(2, until=SATURDAY, hour=8, category=home.SNACKS, minor=1, payee="Greggs", account=home.CARD, count=5)
    cash = every(2, until=SATURDAY, hour=8, category=home.SNACKS, minor=1, payee="greggs", account=home.CASH, count=5)

    usual = payee_habits([*cards, *cash], SATURDAY)["Greggs"]

    assert (usual.category, usual.unsure) == (home.SNACKS, {"account"})


def test_an_entry_counts_half_after_a_half_life_and_nothing_at_last():
    assert [decayed(0), decayed(HALF_LIFE), decayed(2 * HALF_LIFE), decayed(99_999)] == [1000, 500, 250, 0]
    assert sorted((decayed(day) for day in range(200)), reverse=True) == [decayed(day) for day in range(200)]


@pytest.mark.parametrize("seed", range(4))
def test_the_first_tile_is_right_seven_times_in_ten(seed):
    entries = list(home.diary(seed, SATURDAY, 120))

    found = replay(entries, {Verb.EXPENSE: home.TILES, Verb.INCOME: (home.SALARY, home.BONUS, home.INTEREST)})

    assert found.entries > 100
    assert found.first_percent >= 70 and found.nine_percent >= 95, found
