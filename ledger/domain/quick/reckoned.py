"""Days reckoned from today by words: how long ago, the edges of months, and a day of last year.

What names a whole week or month is a guess of a day in it and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from ledger.domain.quick.numerals import small_numeral
from ledger.kernel.period import add_months

Read = Callable[[re.Match[str], date], tuple[date, bool] | None]
"""A match and today to the day it means and whether it can be no other; None where it means none."""

_COUNTS = {word: n for n, words in enumerate((
    "", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")) for word in words.split()}
_COUNT = r"([0-9]{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + r")"
_HAN = r"(?<![0-9.一二两兩三四五六七八九十])([0-9]{1,3}|[一二两兩三四五六七八九十]{1,3})"
_YEARS = {"今年": 0, "去年": -1, "前年": -2}
DAY_HAN = r"(3[01]|[12][0-9]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
MONTH_HAN = r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"


def _days_ago(match: re.Match[str], today: date) -> tuple[date, bool]:
    return today - timedelta(days=_count(match[1])), True


def _weeks_ago(match: re.Match[str], today: date) -> tuple[date, bool]:
    return today - timedelta(weeks=_count(match[1])), True


def _months_ago(match: re.Match[str], today: date) -> tuple[date, bool]:
    return add_months(today, -_count(match[1])), True


def _count(text: str) -> int:
    return _COUNTS[text] if text in _COUNTS else small_numeral(text)


def _last_week(match: re.Match[str], today: date) -> tuple[date, bool]:
    return today - timedelta(weeks=1), False


def _last_month(match: re.Match[str], today: date) -> tuple[date, bool]:
    return add_months(today, -1), False


def _end_of_last(match: re.Match[str], today: date) -> tuple[date, bool]:
    return today.replace(day=1) - timedelta(days=1), True


def _end_of_month(match: re.Match[str], today: date) -> tuple[date, bool]:
    """The last day of this month where it is today, else of the month before: either may be meant."""
    tomorrow = today + timedelta(days=1)
    return (today, True) if tomorrow.day == 1 else (today.replace(day=1) - timedelta(days=1), False)


def _start_of_month(match: re.Match[str], today: date) -> tuple[date, bool]:
    return today.replace(day=1), False


def _end_of_named(match: re.Match[str], today: date) -> tuple[date, bool]:
    """The last day of the latest such month that is over, or ends today."""
    ends = (add_months(date(today.year + back, small_numeral(match[1]), 1), 1) - timedelta(days=1) for back in (0, -1))
    return next(day for day in ends if day <= today), True


def _of_a_year(match: re.Match[str], today: date) -> tuple[date, bool]:
    return date(today.year + _YEARS[match[1]], small_numeral(match[2]), small_numeral(match[3])), True


RECKONED: tuple[tuple[re.Pattern[str], Read], ...] = (
    (re.compile(rf"{_HAN} ?[天日](?:之?前|以前)"), _days_ago),
    (re.compile(rf"(?<![a-z0-9.])(?<!half ){_COUNT} days? ago(?![a-z])"), _days_ago),
    (re.compile(rf"{_HAN} ?[个個]?(?:周|週|星期|礼拜|禮拜)(?:之?前|以前)"), _weeks_ago),
    (re.compile(rf"(?<![a-z0-9.])(?<!half ){_COUNT} weeks? ago(?![a-z])"), _weeks_ago),
    (re.compile(rf"{_HAN} ?[个個]月(?:之?前|以前)"), _months_ago),
    (re.compile(rf"(?<![a-z0-9.])(?<!half ){_COUNT} months? ago(?![a-z])"), _months_ago),
    (re.compile(rf"(今年|去年|前年) ?{MONTH_HAN}月 ?{DAY_HAN}(?![0-9])[日号號]?"), _of_a_year),
    (re.compile(r"上[个個]?月[底末]|(?<![a-z])(?:at )?the end of last month(?![a-z])"), _end_of_last),
    (re.compile(rf"(?<![0-9.一二三四五六七八九十]){MONTH_HAN}月[底末]"), _end_of_named),
    (re.compile(r"(?<!上)(?<![上个個])月[底末](?!线)|(?<![a-z])(?:at )?(?:the )?end of (?:the |this )?month(?![a-z])"),
     _end_of_month),
    (re.compile(r"(?<![上个個])月初"), _start_of_month),
    (re.compile(r"上(?:周|週|[个個]?(?:星期|礼拜|禮拜))末?(?![一二三四五六日天])|(?<![a-z])last week(?:end)?(?![a-z])"),
     _last_week),
    (re.compile(r"上[个個]?月(?![0-9一二三四五六七八九十底末初 ]*[0-9一二三四五六七八九十]?[号號日])(?!底|末|初)"
                r"|(?<![a-z])last month(?![a-z])"), _last_month),
)
