"""A repetition as data: the part of RFC 5545's RRULE that money follows, and of RFC 7529 the lunar calendar.

Days a month does not have are left out, as RFC 5545 has it, unless the rule is `clamped` (RFC 7529's SKIP=BACKWARD):
then the 31st is the last day of a shorter month, and the 31st again after it. What a person chooses on a form is
clamped; what a program writes is what it writes. By the lunar calendar a month named by its number is never the leap
one unless that was named; a rule of every month comes in leap months too; and clamped, a leap month that a year does
not have is the plain month of that number.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from dateutil import rrule

from ledger.domain.planning import lunar
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import LATEST_YEAR

HORIZON = date(LATEST_YEAR, 12, 31)
"""The last day a rule may come on."""


class NeverComes(Invalid):
    """A rule that no day fits."""

    message = N_("No day fits this: it would never come.")


class OutsideLunar(Invalid):
    """A day the lunar calendar is not known for."""

    message = N_("The lunar calendar is known here from %(first)s to %(last)s.")


class Often(StrEnum):
    """How often a rule looks for its days: RFC 5545's FREQ."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


_FREQ = {Often.DAILY: rrule.DAILY, Often.WEEKLY: rrule.WEEKLY, Often.MONTHLY: rrule.MONTHLY,
         Often.YEARLY: rrule.YEARLY}
_WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)


@dataclass(frozen=True, slots=True)
class Rule:
    """One repetition. Every `interval`-th day, week, month or year is counted from one whose day came.

    `weekdays` are (n, weekday): Monday is 0, n is 0 for every such day, 2 for the second, −1 for the last. `days`
    are days of the month, −1 the last. `months` are 1–12, and of the lunar calendar `leap_months` as well.
    """

    often: Often
    interval: int = 1
    weekdays: tuple[tuple[int, int], ...] = ()
    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    leap_months: tuple[int, ...] = ()
    is_lunar: bool = False
    clamped: bool = False
    week_starts: int = 0

    def spelled_out(self, start: date) -> Rule:
        """The rule with the weekday, day and month it takes from the day it starts on, where it names none.

        Raises: OutsideLunar.
        """
        if self.is_lunar:
            return self._spelled_out_lunar(start)
        if self.often is Often.WEEKLY and not self.weekdays:
            return replace(self, weekdays=((0, start.weekday()),))
        if self.often is Often.MONTHLY and not self.weekdays and not self.days:
            return replace(self, days=(start.day,))
        if self.often is Often.YEARLY and not self.weekdays and not self.days:
            return replace(self, days=(start.day,), months=self.months or (start.month,))
        return self

    def _spelled_out_lunar(self, start: date) -> Rule:
        day = lunar.lunar_of(start)
        if day is None:
            raise OutsideLunar(first=lunar.FIRST_DAY, last=lunar.LAST_DAY, field="on")
        if self.days:
            return self
        names_month = self.often is Often.MONTHLY or self.months or self.leap_months
        return replace(self, days=(day.day,), months=self.months if names_month else (day.month,))

    def first(self, start: date) -> date:
        """The first day from `start` on that fits. Raises: NeverComes, OutsideLunar."""
        found = next(self.spelled_out(start)._fitting(start), None)
        if found is None:
            raise NeverComes(field="rule")
        return found

    def after(self, came: date, since: date) -> Iterator[date]:
        """The days after one that came, from `since` on, in order and up to HORIZON.

        Nothing before `since` is reckoned, so a rule that began long ago costs no more than a fresh one.
        """
        counted = self._count(came)
        for day in self._fitting(max(since, came)):
            if day > came and (self._count(day) - counted) % self.interval == 0:
                yield day

    def _count(self, day: date) -> int:
        """Which day, week, month or year of all a day lies in."""
        if self.is_lunar:
            month = lunar.month_of(day) or lunar.MONTHS[0]
            return month.year if self.often is Often.YEARLY else month.place
        if self.often is Often.MONTHLY:
            return day.year * 12 + day.month
        if self.often is Often.YEARLY:
            return day.year
        return day.toordinal() if self.often is Often.DAILY else (day.toordinal() - 1 - self.week_starts) // 7

    def _fitting(self, since: date) -> Iterator[date]:
        """The days from `since` on that fit, were every day, week, month or year counted."""
        days = self._lunar_days(since) if self.is_lunar else self._clamped_days(since) if self.clamped and self.days \
            else self._plain_days(since)
        return (day for day in days if since <= day <= HORIZON)

    def _plain_days(self, since: date) -> Iterator[date]:
        if self.is_impossible:
            return iter(())
        return _library(_FREQ[self.often], since, wkst=self.week_starts, bymonth=self.months or None,
                        bymonthday=self.days or None,
                        byweekday=[_WEEKDAYS[day](n) if n else _WEEKDAYS[day] for n, day in self.weekdays] or None)

    @property
    def is_impossible(self) -> bool:
        """Whether no month it names has any of the days it names; the library would search to the year 9999."""
        longest = max(_LONGEST[month - 1] for month in self.months or range(1, 13))
        return bool(self.days) and min(abs(day) for day in self.days) > longest

    def _clamped_days(self, since: date) -> Iterator[date]:
        for first in _library(rrule.MONTHLY, since.replace(day=1), bymonth=self.months or None, bymonthday=1):
            last = monthrange(first.year, first.month)[1]
            yield from sorted({first.replace(day=_clamp(day, last)) for day in self.days})

    def _lunar_days(self, since: date) -> Iterator[date]:
        for month in lunar.months_since(since):
            if self._has(month):
                wanted = {_clamp(day, month.length) if self.clamped else day for day in self.days}
                yield from sorted(month.day(day) for day in wanted if abs(day) <= month.length)

    def _has(self, month: lunar.LunarMonth) -> bool:
        if not self.months and not self.leap_months:
            return True
        if month.is_leap:
            return month.number in self.leap_months
        stands_in = self.clamped and month.number in self.leap_months and not _leaps(month)
        return month.number in self.months or stands_in


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _clamp(day: int, last: int) -> int:
    """A day of a month with so many days: the nearest it has, counted from the front."""
    return min(day, last) if day > 0 else max(last + 1 + day, 1)


def _leaps(month: lunar.LunarMonth) -> bool:
    """Whether a leap month follows with the same number."""
    follows = lunar.MONTHS[month.place + 1] if month.place + 1 < len(lunar.MONTHS) else None
    return follows is not None and follows.is_leap


def _library(often: int, since: date, **parts: Any) -> Iterator[date]:
    found = rrule.rrule(often, dtstart=datetime.combine(since, time()), until=datetime.combine(HORIZON, time()),
                        **parts)
    return (at.date() for at in found)
