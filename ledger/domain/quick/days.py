"""Days as people type them: words, weekdays, days of the month, and full dates.

People record what has happened, so a day without its year or month is the latest one up to today. Where that
lies in another year or month and the next such day is nearer, it is a guess and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta

from ledger.domain.quick.numerals import small_numeral
from ledger.domain.quick.reckoned import DAY_HAN, MONTH_HAN, RECKONED, Read
from ledger.kernel.period import add_months

_WORDS = {
    0: "今天 今日 今早 今晚 今儿 今兒 今晨 今夜 today tonight this_morning this_evening this_afternoon",
    -1: "昨天 昨日 昨晚 昨儿 昨兒 昨夜 昨 yesterday last_night "
        "yesterday_morning yesterday_afternoon yesterday_evening",
    -2: "前天 前日 前晚 前儿 前兒 day_before_yesterday the_day_before_yesterday",
    -3: "大前天",
    1: "明天 明日 明早 明晚 tomorrow",
    2: "后天 後天 day_after_tomorrow the_day_after_tomorrow",
}
_SHIFT = {word.replace("_", " "): days for days, words in _WORDS.items() for word in words.split()}
_MONTHS = {name: n for n, names in enumerate((
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec"), start=1) for name in names.split()}
_WEEKDAYS = {name: n for n, names in enumerate((
    "monday mon 一", "tuesday tues tue 二", "wednesday wed 三", "thursday thurs thur thu 四", "friday fri 五",
    "saturday sat 六", "sunday sun 日 天")) for name in names.split()}
_SHORT = ("sat", "sun")
"""Weekdays whose short names are words of their own: they count only after last, this or on."""

_LATIN = "|".join(sorted((n for n in _WEEKDAYS if n.isascii() and n not in _SHORT), key=len, reverse=True))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NOT_A_DAY = r"(?!电池|電池)(?![线線楼樓桌院店厅廳车車门門球馆館游遊元块塊]|房(?![租贷貸东東]))"


@dataclass(frozen=True, slots=True)
class DayFound:
    """A day said from `start` to `end` of a line; not `sure` where it could be another."""

    start: int
    end: int
    day: date
    sure: bool = True


def find_days(folded: str, today: date) -> list[DayFound]:
    """Every stretch that can only be a day."""
    return [found for pattern, read in (*_SURE, *RECKONED) for found in _matches(pattern, read, folded, today)]


def maybe_days(folded: str, today: date) -> list[DayFound]:
    """Stretches that are a day if something else is the amount: 11/20, 11-20, 11.20, 20261120."""
    return [found for pattern, read in _MAYBE for found in _matches(pattern, read, folded, today)]


def _latest(candidates: Iterable[date], today: date, since: date) -> tuple[date, bool] | None:
    """The latest of some days up to today: sure since a day, or where no later one is nearer."""
    days = sorted(candidates)
    past = [day for day in days if day <= today]
    if not past:
        return None
    ahead = [day for day in days if day > today]
    return past[-1], past[-1] >= since or not ahead or today - past[-1] <= ahead[0] - today


def _matches(pattern: re.Pattern[str], read: Read, folded: str, today: date) -> Iterator[DayFound]:
    for match in pattern.finditer(folded):
        try:
            found = read(match, today)
        except (ValueError, OverflowError):
            continue
        if found is not None:
            yield DayFound(match.start(), match.end(), *found)


def _word(match: re.Match[str], today: date) -> tuple[date, bool]:
    return today + timedelta(days=_SHIFT[match[0]]), True


def _full(match: re.Match[str], today: date) -> tuple[date, bool]:
    return date(int(match[1]), small_numeral(match[2]), small_numeral(match[3])), True


def _month_day(match: re.Match[str], today: date) -> tuple[date, bool] | None:
    return _yearly(small_numeral(match[1]), small_numeral(match[2]), today)


def _named_month(match: re.Match[str], today: date) -> tuple[date, bool] | None:
    month, day = _MONTHS[match["month"]], int(match["day"])
    return (date(int(match["year"]), month, day), True) if match["year"] else _yearly(month, day, today)


def _slashed(match: re.Match[str], today: date) -> tuple[date, bool] | None:
    one, other = int(match[1]), int(match[3])
    found = _yearly(one, other, today) if one <= 12 else _yearly(other, one, today)
    return (found[0], found[1] and match[2] != ".") if found else None


def _yearly(month: int, day: int, today: date) -> tuple[date, bool] | None:
    years = range(max(MINYEAR, today.year - 4), today.year + 2)
    return _latest(_each(lambda year: date(year, month, day), years), today, today.replace(month=1, day=1))


def _day_of_month(match: re.Match[str], today: date) -> tuple[date, bool] | None:
    if match[1]:
        return add_months(today.replace(day=1), -1).replace(day=small_numeral(match[2])), True
    return _ordinal(match, today)


def _ordinal(match: re.Match[str], today: date) -> tuple[date, bool] | None:
    first = today.replace(day=1)
    days = _each(lambda back: add_months(first, back).replace(day=small_numeral(match[2])), range(-2, 2))
    return _latest(days, today, first)


def _each(make: Callable[[int], date], numbers: range) -> Iterator[date]:
    for number in numbers:
        try:
            yield make(number)
        except ValueError:
            continue


def _han_weekday(match: re.Match[str], today: date) -> tuple[date, bool] | None:
    """上周五 is the Friday of last week; a bare 周五 the latest Friday, sure if it lies in this week."""
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=_WEEKDAYS[match[2]])
    if match[1] and match[1][0] in "上":
        return day - timedelta(weeks=match[1].count("上")), True
    if match[1] and match[1][0] in "下":
        return day + timedelta(weeks=1), True
    if match[1] or day <= today:
        return day, True
    return day - timedelta(weeks=1), False


def _latin_weekday(match: re.Match[str], today: date) -> tuple[date, bool]:
    """Friday is the latest Friday; "last Friday" the one before today, a guess if that was this very week."""
    back = (today.weekday() - _WEEKDAYS[match[2]]) % 7
    if match[1] and match[1].startswith("this"):
        return today - timedelta(days=today.weekday() - _WEEKDAYS[match[2]]), True
    if match[1] and match[1].startswith("last"):
        return today - timedelta(days=back or 7), (back or 7) > today.weekday()
    return today - timedelta(days=back), True


_M = r"(1[0-2]|0?[1-9])"
_D = r"(3[01]|[12][0-9]|0?[1-9])"
_ON = r"(?<![a-z])(?:on )?"
_ALONE = r"(?<![0-9./:-])"
_ENDS = r"(?![0-9]|[./-][0-9]| ?[+*])"
_YEAR = r"(?:,? (?P<year>20[0-9]{2}))?(?![0-9a-z])"
_SHIFTS = "|".join(rf"(?<![a-z]){word}(?![a-z])" if word.isascii() else word
                   for word in sorted(_SHIFT, key=len, reverse=True))
_SURE: tuple[tuple[re.Pattern[str], Read], ...] = (
    (re.compile(_SHIFTS), _word),
    (re.compile(rf"(?<![0-9])((?:19|20)[0-9]{{2}})[-/.年] ?{_M}[-/.月] ?{_D}(?![0-9])[日号號]?"), _full),
    (re.compile(rf"(?<![0-9])((?:19|20)[0-9]{{2}})年 ?{MONTH_HAN}月 ?{DAY_HAN}(?![0-9])[日号號]?"), _full),
    (re.compile(rf"(?<![0-9.一二三四五六七八九十年]){MONTH_HAN}月 ?{DAY_HAN}(?![0-9])[日号號]?"), _month_day),
    (re.compile(rf"(?<![0-9./:第-])(上[个個]?月)? ?{_D} ?[号號日]{_NOT_A_DAY}"), _day_of_month),
    (re.compile(rf"(?<![0-9./:第月一二三四五六七八九十-])(上[个個]?月)? ?{DAY_HAN}[号號]{_NOT_A_DAY}"), _day_of_month),
    (re.compile(rf"{_ON}(the )(?<![0-9]){_D}(?:st|nd|rd|th)(?![a-z]| (?:of )?(?:{_MONTH}))"), _ordinal),
    (re.compile(r"(上上[个個]?|上[个個]?|本|[这這][个個]?|下[个個]?)?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])"),
     _han_weekday),
    (re.compile(rf"{_ON}((?:last|this) )?({_LATIN})(?![a-z])"), _latin_weekday),
    (re.compile(r"(?<![a-z])(last |this |on )(sat|sun)(?![a-z])"), _latin_weekday),
    (re.compile(rf"{_ON}(?P<month>{_MONTH})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![.+*/-])"
                + _YEAR), _named_month),
    (re.compile(rf"{_ON}(?<![0-9.])(?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})"
                + _YEAR), _named_month),
)
_MAYBE: tuple[tuple[re.Pattern[str], Read], ...] = (
    (re.compile(rf"{_ALONE}(?!7-11(?![0-9])){_M}([/.-]){_D}{_ENDS}"), _slashed),
    (re.compile(rf"{_ALONE}(3[01]|2[0-9]|1[3-9])(/){_M}{_ENDS}"), _slashed),
    (re.compile(r"(?<![0-9])(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])"), _full),
)
"""7-11 is left out: it is a shop far more often than the eleventh of July."""
