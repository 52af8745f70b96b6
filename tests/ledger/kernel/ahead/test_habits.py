"""Habits: told from movements alone, on their day or about it, and nothing that comes every few days."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.kernel.ahead.habits import Habit, habits_of
from ledger.kernel.figures import Move
from ledger.kernel.period import add_months

ON = date(2026, 11, 21)


def moved(*things: tuple[date, int, str]) -> list[Move]:
    """Movements in order of day, each an entry of its own."""
    ordered = sorted(things)
    return [Move(day, minor, "income" if minor > 0 else "essential", against, number)
            for number, (day, minor, against) in enumerate(ordered, start=1)]


def monthly(minor: int, day: date, months: int, against: str = "rent", every: int = 1) -> list[tuple[date, int, str]]:
    """The same thing so many times, the last one on a day."""
    return [(add_months(day, -every * back, day.day), minor, against) for back in range(months)]


def found(*things: tuple[date, int, str]) -> list[Habit]:
    return habits_of(moved(*things), ON, 365)


def test_a_salary_and_a_rent_are_two_habits() -> None:
    rent, salary = found(*monthly(-420_000, date(2026, 11, 1), 6), *monthly(1_000_000, date(2026, 11, 15), 6, "salary"))

    assert (rent.minor, rent.months, rent.anchor, len(rent.entries)) == (-420_000, 1, 1, 6)
    assert (salary.minor, salary.anchor) == (1_000_000, 15)
    assert list(salary.days(date(2027, 1, 31))) == [date(2026, 12, 15), date(2027, 1, 15)]


def test_a_quarterly_insurance_comes_every_three_months() -> None:
    (insurance,) = found(*monthly(-66_000, date(2026, 10, 20), 4, "insurance", every=3))

    assert (insurance.months, list(insurance.days(date(2027, 5, 1)))) == (3, [date(2027, 1, 20), date(2027, 4, 20)])


def test_the_31st_comes_back_after_a_short_month() -> None:
    days = [date(2026, month, day) for month, day in ((8, 31), (9, 30), (10, 31))]
    (fee,) = found(*[(day, -1_460, "card_fee") for day in days])

    assert list(fee.days(date(2027, 3, 31))) == [
        date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


def test_a_bonus_in_june_is_the_same_salary() -> None:
    salary = monthly(1_000_000, date(2026, 11, 12), 8, "salary")
    salary[2] = (salary[2][0], 1_500_000, "salary")
    (habit,) = found(*salary)

    assert (habit.minor, len(habit.entries)) == (1_000_000, 8)


def test_days_that_wander_and_amounts_that_wander_are_kept_to_draw_from() -> None:
    (power,) = found((date(2026, 8, 9), -30_000, "essential"), (date(2026, 9, 11), -31_000, "essential"),
                     (date(2026, 10, 10), -29_000, "essential"), (date(2026, 11, 8), -30_500, "essential"))

    assert (power.anchor, power.turns) == (10, ((-2, -30_500), (0, -29_000), (1, -31_000), (-1, -30_000)))


def test_the_same_twice_is_a_habit_and_about_the_same_twice_is_none() -> None:
    day, before = date(2026, 11, 3), date(2026, 10, 3)

    assert [one.minor for one in found((before, -50_000, "rent"), (day, -50_000, "rent"))] == [-50_000]
    assert found((before, -49_000, "rent"), (day, -50_000, "rent")) == []


def test_what_comes_every_few_days_is_no_habit() -> None:
    lunches = [(ON - timedelta(days=2 * number), -3_200, "discretionary") for number in range(150)]

    assert found(*lunches) == []


def test_what_ended_is_a_habit_no_more() -> None:
    assert found(*monthly(-420_000, date(2026, 10, 1), 6)) == []
    assert found(*monthly(-420_000, date(2026, 10, 20), 6)) != []


def test_meanings_are_not_mixed() -> None:
    months = [(add_months(date(2026, 11, 5), -back), -40_000, "rent" if back % 2 else "health") for back in range(6)]

    assert found(*months) == []
