"""How often something comes, as the form says it: plain choices, and back from an item to the choices that made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from ledger.domain.planning import lunar
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.rule import Often, Rule
from ledger.domain.planning.rule_text import DAYS, read_rule, rule_text
from ledger.kernel.errors import N_
from ledger.kernel.limits import INTERVAL_MAX, RULE_TEXT_MAX, TURNS_MAX
from ledger.kernel.money import Money
from ledger.kernel.period import add_months
from ledger.plumbing.fields import Fields, NotAChoice

LAST = -1
"""The last day of a month, as the form's list writes it."""

REPEATS = {
    "once": N_("Once"),
    "days": N_("Every day"),
    "weekly": N_("Every week"),
    "monthly": N_("Every month"),
    "yearly": N_("Every year"),
    "lunar_monthly": N_("Every lunar month"),
    "lunar_yearly": N_("Every lunar year"),
    "rule": N_("By a rule"),
}
ENDS = {"never": N_("No end"), "on": N_("On a day"), "times": N_("After so many times"), "total": N_("After a sum")}


@dataclass(frozen=True, slots=True)
class Repeat:
    """What the form says of repeating: from which day, how, and where it ends."""

    next_day: date
    repeats: Repeats
    anchor: int
    rule: Rule | None = None
    ends_on: date | None = None
    times: int | None = None
    total: Money | None = None


def read_repeat(form: MultiDict[str, str], on: date, currency: str, was: Scheduled | None = None) -> Repeat:
    """How often, and until when; a yearly item that `was` and keeps its day and turn wants the 29 February it wanted.

    Raises: NotAChoice, and what reading fields and rules raises.
    """
    fields = Fields(form)
    often = fields.choice("repeats", REPEATS)
    every = fields.whole("every", 1, INTERVAL_MAX) if "every" in fields else 1
    read = _READ[often](form, on, every)
    if was is not None and often == "yearly" and was.next_day == on:
        kept = shown(was)
        if (kept["repeats"], kept["every"]) == (often, every):
            read = replace(read, anchor=was.anchor, rule=was.rule)
    return _ended(read, fields, currency)


def shown(item: Scheduled) -> dict[str, Any]:
    """The values of the form's choices that say what an item does."""
    return {**_shown_often(item), **_shown_end(item)}


def _once(_form: MultiDict[str, str], on: date, _every: int) -> Repeat:
    return Repeat(on, Repeats.ONCE, on.day)


def _daily(_form: MultiDict[str, str], on: date, every: int) -> Repeat:
    return Repeat(on, Repeats.RULE, on.day, Rule(Often.DAILY, every))


def _weekly(form: MultiDict[str, str], on: date, every: int) -> Repeat:
    chosen = form.getlist("weekday")
    if not set(chosen) <= set(DAYS):
        raise NotAChoice(field="weekday")
    days = sorted({DAYS.index(one) for one in chosen}) or [on.weekday()]
    if every == 1 and len(days) == 1:
        first = on + timedelta(days=(days[0] - on.weekday()) % 7)
        return Repeat(first, Repeats.WEEKLY, first.day)
    return Repeat(on, Repeats.RULE, on.day, Rule(Often.WEEKLY, every, tuple((0, day) for day in days)))


def _monthly(form: MultiDict[str, str], on: date, every: int) -> Repeat:
    fields = Fields(form)
    if form.get("month_by") == "weekday":
        nth = int(fields.choice("nth", ("1", "2", "3", "4", str(LAST))))
        weekday = DAYS.index(fields.choice("nth_day", DAYS))
        return Repeat(on, Repeats.RULE, on.day, Rule(Often.MONTHLY, every, ((nth, weekday),)))
    day = _day_of("month_day", fields, 31, on.day)
    if every == 1:
        anchor = 31 if day == LAST else day
        this = add_months(on, 0, anchor)
        return Repeat(this if this >= on else add_months(on, 1, anchor), Repeats.MONTHLY, anchor)
    return Repeat(on, Repeats.RULE, on.day, Rule(Often.MONTHLY, every, days=(day,), clamped=True))


def _yearly(_form: MultiDict[str, str], on: date, every: int) -> Repeat:
    if every == 1:
        return Repeat(on, Repeats.YEARLY, on.day)
    rule = Rule(Often.YEARLY, every, days=(on.day,), months=(on.month,), clamped=True)
    return Repeat(on, Repeats.RULE, on.day, rule)


def _lunar_monthly(form: MultiDict[str, str], on: date, every: int) -> Repeat:
    day = _day_of("lunar_day", Fields(form), 30, _lunar(on).day)
    return Repeat(on, Repeats.RULE, on.day, Rule(Often.MONTHLY, every, days=(day,), is_lunar=True, clamped=True))


def _lunar_yearly(form: MultiDict[str, str], on: date, every: int) -> Repeat:
    fields = Fields(form)
    day = _day_of("lunar_day", fields, 30, _lunar(on).day)
    month = fields.whole("lunar_month", 1, 12) if "lunar_month" in fields else _lunar(on).month
    rule = Rule(Often.YEARLY, every, days=(day,), months=(month,), is_lunar=True, clamped=True)
    return Repeat(on, Repeats.RULE, on.day, rule)


def _by_rule(form: MultiDict[str, str], on: date, _every: int) -> Repeat:
    read = read_rule(Fields(form).line("rule", needed=True, limit=RULE_TEXT_MAX))
    return Repeat(on, Repeats.RULE, on.day, read.rule, read.until, read.times)


_READ: dict[str, Callable[[MultiDict[str, str], date, int], Repeat]] = {
    "once": _once, "days": _daily, "weekly": _weekly, "monthly": _monthly, "yearly": _yearly,
    "lunar_monthly": _lunar_monthly, "lunar_yearly": _lunar_yearly, "rule": _by_rule,
}


def _ended(repeat: Repeat, fields: Fields, currency: str) -> Repeat:
    """Where it ends; a form that does not choose ends on the day it names, if it names one."""
    ends = fields.choice("ends", ENDS) if "ends" in fields else "on" if "ends_on" in fields else "never"
    if ends == "on":
        return replace(repeat, ends_on=fields.day("ends_on"))
    if ends == "times":
        return replace(repeat, times=fields.whole("times", 1, TURNS_MAX))
    return replace(repeat, total=fields.amount("total", currency)) if ends == "total" else repeat


def _day_of(name: str, fields: Fields, most: int, default: int) -> int:
    if name not in fields or fields.line(name) == str(LAST):
        return LAST if name in fields else default
    return fields.whole(name, 1, most)


def _lunar(on: date) -> lunar.LunarDay:
    return lunar.lunar_of(on) or lunar.LunarDay(lunar.FIRST_YEAR, 1, 1)


def _shown_often(item: Scheduled) -> dict[str, Any]:
    on = item.next_day or date.min
    if item.rule is None:
        monthly = LAST if item.anchor == 31 else item.anchor
        return {"repeats": item.repeats.value, "every": 1, "month_day": monthly, "weekdays": [DAYS[on.weekday()]]}
    rule, often = item.rule, _form_of(item.rule)
    found: dict[str, Any] = {"repeats": often, "every": rule.interval, "rule": rule_text(rule)}
    if rule.days:
        found |= {"month_day": rule.days[0], "lunar_day": rule.days[0]}
    if rule.is_lunar and rule.months:
        found["lunar_month"] = rule.months[0]
    if often == "monthly" and rule.weekdays:
        found |= {"month_by": "weekday", "nth": rule.weekdays[0][0], "nth_day": DAYS[rule.weekdays[0][1]]}
    return found | {"weekdays": [DAYS[day] for _, day in rule.weekdays]}


def _form_of(rule: Rule) -> str:
    """Which of the form's choices says a rule; `rule` where none does."""
    is_plain = not rule.leap_months and not rule.week_starts and len(rule.days) <= 1
    one_month, clamps = len(rule.months) == 1, rule.clamped and len(rule.days) == 1
    said: Mapping[str, bool] = {
        "days": rule.often is Often.DAILY and not (rule.days or rule.months or rule.weekdays),
        "weekly": rule.often is Often.WEEKLY and not rule.months,
        "lunar_monthly": rule.is_lunar and rule.often is Often.MONTHLY and not rule.months and clamps,
        "lunar_yearly": rule.is_lunar and rule.often is Often.YEARLY and one_month and clamps,
        "monthly": not rule.is_lunar and rule.often is Often.MONTHLY and not rule.months and (
            clamps or (len(rule.weekdays) == 1 and rule.weekdays[0][0] in (1, 2, 3, 4, LAST) and not rule.days)),
        "yearly": not rule.is_lunar and rule.often is Often.YEARLY and one_month and clamps and rule.days[0] > 0,
    }
    return next((name for name, is_so in said.items() if is_plain and is_so), "rule")


def _shown_end(item: Scheduled) -> dict[str, Any]:
    total = None if item.total_minor is None else Money(item.total_minor, item.amount.currency)
    ends = "total" if total else "times" if item.times else "on" if item.ends_on else "never"
    return {"ends": ends, "ends_on": item.ends_on or "", "times": item.times or "", "total": total or ""}
