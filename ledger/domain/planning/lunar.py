"""The Chinese lunar calendar, from its first month of 1980 to the last of 2100.

Months begin on the day of the new moon; a year with thirteen of them has a leap month, the first without a major
solar term after the winter solstice's, which takes the number of the month before it (GB/T 33661-2017). The table
was reckoned once from new moons and solar terms at UTC+8, and agrees year by year to 2099 with a second table; the
new moons of September 2057 and August 2097 fall within a minute of midnight, so an almanac may yet put those months
a day later. Years before 1980 are left out, since almanacs of those years did not always agree.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

FIRST_YEAR = 1980
"""The lunar year the table begins with, named by the year it begins in."""

_NEW_YEAR = date(1980, 2, 16)
_LEAP_SHIFT = 13
_YEARS = (
    0x00DA9, 0x00D92, 0x09D25, 0x00D25, 0x15A4D, 0x00A56, 0x002B6, 0x0C5B5, 0x006D5, 0x00EA9,
    0x0BE92, 0x00E92, 0x00D26, 0x06A56, 0x00A57, 0x114D6, 0x0035A, 0x006D5, 0x0B6C9, 0x00749,
    0x00693, 0x0952B, 0x0052B, 0x00A5B, 0x0555A, 0x0056A, 0x0FB55, 0x00BA4, 0x00B49, 0x0BA93,
    0x00A95, 0x0052D, 0x08AAD, 0x00AB5, 0x135AA, 0x005D2, 0x00DA5, 0x0DD4A, 0x00D4A, 0x00C95,
    0x0952E, 0x00556, 0x00AB5, 0x055B2, 0x006D2, 0x0CEA5, 0x00725, 0x0064B, 0x0AC97, 0x00CAB,
    0x0055A, 0x06AD6, 0x00B69, 0x17752, 0x00B52, 0x00B25, 0x0DA4B, 0x00A4B, 0x004AB, 0x0A55B,
    0x005AD, 0x00B6A, 0x05B52, 0x00D92, 0x0FD25, 0x00D25, 0x00A55, 0x0B4AD, 0x004B6, 0x005B5,
    0x06DAA, 0x00EC9, 0x11E92, 0x00E92, 0x00D26, 0x0CA56, 0x00A57, 0x00556, 0x086D5, 0x00755,
    0x00749, 0x06E93, 0x00693, 0x0F52B, 0x0052B, 0x00A5B, 0x0B55A, 0x0056A, 0x00B65, 0x0974A,
    0x00B4A, 0x11A95, 0x00A95, 0x0052D, 0x0CAAD, 0x00AB5, 0x005AA, 0x08BA5, 0x00DA5, 0x00D4A,
    0x07C95, 0x00C96, 0x0F94E, 0x00556, 0x00AB5, 0x0B5B2, 0x006D2, 0x00EA5, 0x08E4A, 0x0068B,
    0x10C97, 0x004AB, 0x0055B, 0x0CAD6, 0x00B6A, 0x00752, 0x09725, 0x00B45, 0x00A8B, 0x0549B,
    0x004AB,
)
"""A year each: bit n says whether its n-th month, leap months counted, has 30 days and not 29; above bit 13 stands
the number of the month that is followed by a leap one, 0 where none is."""


class LunarDay(NamedTuple):
    """A day of the lunar calendar: `month` 1–12, `day` 1–30."""

    year: int
    month: int
    day: int
    is_leap: bool = False


@dataclass(frozen=True, slots=True)
class LunarMonth:
    """A month: the `place` it has among all months of the table, its first day and how many days it has."""

    year: int
    number: int
    is_leap: bool
    place: int
    starts: date
    length: int

    def day(self, day: int) -> date:
        """The day of this month, counted from 1, or from −1 at its end."""
        return self.starts + timedelta(days=day - 1 if day > 0 else self.length + day)


def _months() -> Iterator[LunarMonth]:
    starts, place = _NEW_YEAR, 0
    for n, year in enumerate(_YEARS):
        leap = year >> _LEAP_SHIFT
        numbers = [*range(1, leap + 1), leap, *range(leap + 1, 13)] if leap else list(range(1, 13))
        for at, number in enumerate(numbers):
            length = 30 if year >> at & 1 else 29
            yield LunarMonth(FIRST_YEAR + n, number, bool(leap) and at == leap, place, starts, length)
            starts, place = starts + timedelta(days=length), place + 1


MONTHS = tuple(_months())
"""Every month of the table in order."""

FIRST_DAY = MONTHS[0].starts
LAST_DAY = MONTHS[-1].day(-1)
_STARTS = [month.starts for month in MONTHS]


def month_of(day: date) -> LunarMonth | None:
    """The lunar month a day lies in, or None where the table does not reach."""
    return MONTHS[bisect_right(_STARTS, day) - 1] if FIRST_DAY <= day <= LAST_DAY else None


def months_since(day: date) -> tuple[LunarMonth, ...]:
    """The month a day lies in and all that follow it; from the first on where the day lies before the table."""
    return MONTHS[max(bisect_right(_STARTS, day) - 1, 0):] if day <= LAST_DAY else ()


def lunar_of(day: date) -> LunarDay | None:
    """A day as the lunar calendar calls it, or None where the table does not reach."""
    month = month_of(day)
    return LunarDay(month.year, month.number, (day - month.starts).days + 1, month.is_leap) if month else None
