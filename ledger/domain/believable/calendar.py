"""The days people live by: working days, holidays, weather and the season. Mainland China, coarse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.believable.dice import Dice
from ledger.kernel.period import add_months

_NEW_YEARS_DAYS = {
    2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3),
    2031: (1, 23), 2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8), 2036: (1, 28),
}
"""First day of the lunar year, from the ephemerides; a year further off takes the middle of its range."""

_FIXED_HOLIDAYS = frozenset(
    {(1, 1), (4, 4), (4, 5), (4, 6)} | {(5, day) for day in range(1, 6)} | {(10, day) for day in range(1, 8)})
_RAIN_PERCENT = (22, 26, 34, 38, 40, 46, 38, 36, 30, 22, 22, 18)
_FAMILY_DAYS = 7
"""Days of the lunar new year that nobody works, its eve included."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day as people meet it. `from_new_year` counts days from the first of the lunar year, before it below 0."""

    on: date
    is_workday: bool
    is_rainy: bool
    from_new_year: int

    @property
    def is_family_time(self) -> bool:
        """Whether the day is of the lunar new year's week, its eve included."""
        return -1 <= self.from_new_year < _FAMILY_DAYS - 1

    @property
    def is_cold(self) -> bool:
        """Whether homes are heated."""
        return self.on.month in (12, 1, 2)

    @property
    def is_hot(self) -> bool:
        """Whether homes are cooled."""
        return self.on.month in (7, 8)

    @property
    def is_school_term(self) -> bool:
        """Whether kindergartens and schools are open this month."""
        return self.on.month not in (2, 8)


def day_of(on: date) -> Day:
    """A day with its holidays and its weather; the weather is the same for everybody."""
    from_new_year = (on - lunar_new_year(on.year)).days
    rainy = Dice("weather", on).happens(_RAIN_PERCENT[on.month - 1])
    return Day(on, is_workday(on), rainy, from_new_year)


def lunar_new_year(year: int) -> date:
    """The first day of the lunar year that begins in this year."""
    return date(year, *_NEW_YEARS_DAYS.get(year, (2, 5)))


def is_workday(on: date) -> bool:
    """Whether offices work: no weekend, no holiday."""
    if on.weekday() >= 5 or (on.month, on.day) in _FIXED_HOLIDAYS:
        return False
    return not -1 <= (on - lunar_new_year(on.year)).days < _FAMILY_DAYS - 1


def payday(on: date, day_of_month: int) -> date:
    """The day of this month that wages come: the wanted one or, if nobody works on it, the last before it."""
    wanted = on.replace(day=day_of_month)
    while not is_workday(wanted):
        wanted -= timedelta(days=1)
    return wanted


def next_monthly(today: date, day_of_month: int) -> date:
    """The first such day of a month after today."""
    this = today.replace(day=day_of_month)
    return this if this > today else add_months(this, 1)


def next_payday(today: date, day_of_month: int) -> date:
    """The first day after today on which wages come."""
    this = payday(today, day_of_month)
    return this if this > today else payday(add_months(today.replace(day=1), 1), day_of_month)


def next_yearly(today: date, days: tuple[tuple[int, int], ...]) -> date:
    """The first of these (month, day) pairs after today."""
    return min(day for month, number in days for year in (today.year, today.year + 1)
               if (day := date(year, month, number)) > today)
