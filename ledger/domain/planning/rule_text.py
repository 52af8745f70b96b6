"""Rules as text: RFC 5545's RRULE with RFC 7529's RSCALE and SKIP, read and written.

`FREQ=MONTHLY;BYDAY=2TU` · `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR` · `RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;
SKIP=BACKWARD` · `RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15`. What is read here and written again is the
same rule; a part that money does not follow (hours, weeks of the year, positions in a set) is refused by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ledger.domain.planning.rule import Often, Rule
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import EARLIEST_YEAR, INTERVAL_MAX, LATEST_YEAR, RULE_TEXT_MAX, TURNS_MAX

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The weekdays as RFC 5545 writes them, Monday first."""

T = TypeVar("T")
_SCALES = {"GREGORIAN": False, "CHINESE": True}
_SKIPS = {"OMIT": False, "BACKWARD": True}
_DAY = re.compile(r"([+-]?[1-9][0-9]?)?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_LISTED_MAX = 62


class RuleUnreadable(Invalid):
    """Text that is no rule, or a part of one that is not understood."""

    message = N_("“%(part)s” is not understood in a rule. One looks like FREQ=MONTHLY;BYMONTHDAY=31.")


class RuleUnfit(Invalid):
    """Parts of a rule that do not go together."""

    message = N_("%(one)s and %(other)s do not go together in a rule.")


class TooManyTurns(Invalid):
    """A rule that comes more often than a book lets it."""

    message = N_("At most %(limit)s times. Leave the end open instead.")


@dataclass(frozen=True, slots=True)
class RuleRead:
    """A rule as it was written, with the end it named: the last day, or how many times in all."""

    rule: Rule
    until: date | None = None
    times: int | None = None


def read_rule(text: str) -> RuleRead:
    """The rule a text says. Raises: RuleUnreadable, RuleUnfit, TooManyTurns."""
    parts = _parts(text)
    if "FREQ" not in parts:
        raise RuleUnreadable(part=text[:40], field="rule")
    months, leap_months = _listed_months(parts.pop("BYMONTH", ""))
    rule = Rule(
        _one_of(parts.pop("FREQ"), {one.value: one for one in Often}),
        _number(parts.pop("INTERVAL", "1"), 1, INTERVAL_MAX),
        tuple(sorted(_listed(parts.pop("BYDAY", ""), _weekday), key=lambda one: (one[1], one[0]))),
        tuple(sorted(_listed(parts.pop("BYMONTHDAY", ""), _month_day))), months, leap_months,
        _one_of(parts.pop("RSCALE", "GREGORIAN"), _SCALES), _one_of(parts.pop("SKIP", "OMIT"), _SKIPS),
        _one_of(parts.pop("WKST", "MO"), {day: n for n, day in enumerate(DAYS)}),
    )
    until, times = parts.pop("UNTIL", ""), parts.pop("COUNT", "")
    if parts:
        raise RuleUnreadable(part=next(iter(parts))[:40], field="rule")
    if until and times:
        raise RuleUnfit(one="UNTIL", other="COUNT", field="rule")
    _check(rule)
    return RuleRead(rule, _until(until) if until else None, _times(times) if times else None)


def rule_text(rule: Rule, until: date | None = None, times: int | None = None) -> str:
    """A rule as RFC 5545 writes it, its end included; RFC 7529's parts only where they say something."""
    scale = "CHINESE" if rule.is_lunar else "GREGORIAN" if rule.clamped else ""
    parts = [("RSCALE", scale), ("FREQ", rule.often.value),
             ("INTERVAL", str(rule.interval) if rule.interval > 1 else ""),
             ("BYMONTH", ",".join([*map(str, rule.months), *(f"{month}L" for month in rule.leap_months)])),
             ("BYMONTHDAY", ",".join(map(str, rule.days))),
             ("BYDAY", ",".join(f"{n or ''}{DAYS[day]}" for n, day in rule.weekdays)),
             ("WKST", DAYS[rule.week_starts] if rule.week_starts else ""), ("SKIP", "BACKWARD" if rule.clamped else ""),
             ("UNTIL", until.strftime("%Y%m%d") if until else ""), ("COUNT", str(times) if times else "")]
    return ";".join(f"{name}={value}" for name, value in parts if value)


def _parts(text: str) -> dict[str, str]:
    if len(text) > RULE_TEXT_MAX:
        raise RuleUnreadable(part=text[:40], field="rule")
    found: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in found:
            raise RuleUnreadable(part=part[:40], field="rule")
        found[name] = value
    return found


def _check(rule: Rule) -> None:
    """What RFC 5545's table forbids, and what no calendar here can follow."""
    counted = any(n for n, _ in rule.weekdays)
    by_year = rule.often is Often.YEARLY and not rule.months
    reach = 53 if by_year else 5
    refused = [
        (rule.is_lunar and rule.often in (Often.DAILY, Often.WEEKLY), "RSCALE=CHINESE", f"FREQ={rule.often.value}"),
        (rule.is_lunar and rule.weekdays, "RSCALE=CHINESE", "BYDAY"),
        (rule.leap_months and not rule.is_lunar, "BYMONTH=…L", "RSCALE=GREGORIAN"),
        (rule.days and rule.often is Often.WEEKLY, "BYMONTHDAY", "FREQ=WEEKLY"),
        (counted and rule.often in (Often.DAILY, Often.WEEKLY), "BYDAY=2MO", f"FREQ={rule.often.value}"),
        (counted and rule.days, "BYDAY=2MO", "BYMONTHDAY"),
        (rule.clamped and rule.weekdays, "SKIP=BACKWARD", "BYDAY"),
        (rule.clamped and rule.often in (Often.DAILY, Often.WEEKLY), "SKIP=BACKWARD", f"FREQ={rule.often.value}"),
        (any(abs(n) > reach for n, _ in rule.weekdays), "BYDAY", f"FREQ={rule.often.value}"),
    ]
    for is_so, one, other in refused:
        if is_so:
            raise RuleUnfit(one=one, other=other, field="rule")


def _one_of(text: str, among: dict[str, T]) -> T:
    if text not in among:
        raise RuleUnreadable(part=text[:40], field="rule")
    return among[text]


def _number(text: str, low: int, high: int) -> int:
    if not text.isascii() or not _WHOLE.fullmatch(text) or not low <= int(text) <= high:
        raise RuleUnreadable(part=text[:40], field="rule")
    return int(text)


def _listed(text: str, read: Callable[[str], T]) -> tuple[T, ...]:
    parts = text.split(",") if text else []
    if len(parts) > _LISTED_MAX:
        raise RuleUnreadable(part=text[:40], field="rule")
    return tuple(dict.fromkeys(read(part) for part in parts))


def _weekday(text: str) -> tuple[int, int]:
    found = _DAY.fullmatch(text)
    if found is None:
        raise RuleUnreadable(part=text[:40], field="rule")
    return int(found[1] or 0), DAYS.index(found[2])


def _month_day(text: str) -> int:
    day = _number(text, -31, 31)
    if day == 0:
        raise RuleUnreadable(part=text, field="rule")
    return day


def _listed_months(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    parts = _listed(text, lambda part: (_number(part.removesuffix("L"), 1, 12), part.endswith("L")))
    return tuple(sorted(n for n, leap in parts if not leap)), tuple(sorted(n for n, leap in parts if leap))


def _until(text: str) -> date:
    found = _UNTIL.fullmatch(text)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise RuleUnreadable(part=f"UNTIL={text}"[:40], field="rule")
    return day


def _times(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:19]) == 0:
        raise RuleUnreadable(part=f"COUNT={text}"[:40], field="rule")
    if int(text[:19]) > TURNS_MAX:
        raise TooManyTurns(limit=TURNS_MAX, field="rule")
    return int(text)
