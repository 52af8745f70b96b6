"""What a repetition means, said in the reader's language: how often, on which days, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice

from babel.dates import get_day_names

from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.rule import HORIZON, Often, Rule
from ledger.domain.planning.rule_text import rule_text
from ledger.domain.planning.turn import Mode
from ledger.kernel.errors import N_
from ledger.kernel.money import Money
from ledger.plumbing.format import amount_text, day_long, listed, month_name
from ledger.plumbing.i18n import current_language, ngettext
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.language import LOCALES

NEXT = 5
"""Days shown as the next ones."""

MODES = {
    Mode.REMIND: N_("On its day it is shown as due."),
    Mode.DRAFT: N_("On its day it waits for you to confirm it."),
    Mode.POST: N_("On its day it is recorded by itself."),
}
NTH = {1: N_("first"), 2: N_("second"), 3: N_("third"), 4: N_("fourth"), 5: N_("fifth"), -1: N_("last")}
MOONS = (
    N_("the 1st lunar month"), N_("the 2nd lunar month"), N_("the 3rd lunar month"), N_("the 4th lunar month"),
    N_("the 5th lunar month"), N_("the 6th lunar month"), N_("the 7th lunar month"), N_("the 8th lunar month"),
    N_("the 9th lunar month"), N_("the 10th lunar month"), N_("the 11th lunar month"), N_("the 12th lunar month"),
)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TENS, _ONES = ("初", "十", "廿", "三十"), "一二三四五六七八九十"


def next_turns(item: Scheduled, count: int = NEXT) -> list[tuple[date, Money]]:
    """The next days an item comes on, each with what it comes to."""
    return list(islice(item.turns(date.min, HORIZON), count))


def often(item: Scheduled) -> str:
    """How often an item comes, as one line."""
    if item.rule is not None:
        said = next((say(item.rule) for fits, say in _RULES if fits(item.rule)), "")
        return said or _("By the rule %(rule)s", rule=rule_text(item.rule))
    on = item.next_day or date.min
    if item.repeats is Repeats.WEEKLY:
        return _every_week(1, [on.weekday()])
    if item.repeats is Repeats.MONTHLY:
        return _every_month(1, _month_day(-1 if item.anchor == 31 else item.anchor))
    if item.repeats is Repeats.YEARLY:
        return _every_year(1, _dated(on.month, item.anchor))
    return _("Once")


def sentences(item: Scheduled) -> list[str]:
    """All that an item's repetition means, one sentence a line: how often, short months, its end, what happens."""
    return [_("%(text)s.", text=often(item)), *_shorter(item), *ends(item), _(MODES[Mode(item.mode)])]


def weekday(day: int) -> str:
    """The name of a weekday, Monday being 0."""
    return str(get_day_names("wide", locale=LOCALES[current_language()])[day])


def month_day(day: int) -> str:
    """A day of a month as a list offers it: the 31st is its last."""
    return _("last day") if day < 0 else _month_day(day)


def lunar_day(day: int) -> str:
    """A day of a lunar month by its name."""
    if day < 0:
        return _("last day")
    if current_language() == "en":
        return _ordinal(day)
    tens, ones = divmod(day - 1, 10)
    if ones == 9 and tens:
        return "二十" if tens == 1 else "三十"
    return _TENS[tens] + _ONES[ones]


def _every_week(every: int, days: list[int]) -> str:
    said = listed(weekday(day) for day in days)
    if every == 1:
        return _("Every week on %(days)s", days=said)
    return _("Every %(num)s weeks on %(days)s", num=every, days=said)


def _every_month(every: int, said: str) -> str:
    if every == 1:
        return _("Every month on %(days)s", days=said)
    return _("Every %(num)s months on %(days)s", num=every, days=said)


def _every_year(every: int, said: str) -> str:
    if every == 1:
        return _("Every year on %(days)s", days=said)
    return _("Every %(num)s years on %(days)s", num=every, days=said)


def _lunar_month(every: int, said: str) -> str:
    if every == 1:
        return _("Every lunar month on %(days)s", days=said)
    return _("Every %(num)s lunar months on %(days)s", num=every, days=said)


def _lunar_year(every: int, said: str) -> str:
    if every == 1:
        return _("Every lunar year on %(days)s", days=said)
    return _("Every %(num)s lunar years on %(days)s", num=every, days=said)


def _month_day(day: int) -> str:
    if day == -1:
        return _("the last day")
    if day < 0:
        return _("the %(nth)s day from its end", nth=_ordinal(-day))
    return _("the %(nth)s", nth=_ordinal(day))


def _nth_weekday(nth: int, day: int) -> str:
    if nth < -1:
        return _("the %(nth)s %(weekday)s from its end", nth=_(NTH[-nth]), weekday=weekday(day))
    return _("the %(nth)s %(weekday)s", nth=_(NTH[nth]), weekday=weekday(day)) if nth else _(
        "every %(weekday)s", weekday=weekday(day))


def _dated(month: int, day: int) -> str:
    named = _month_of_year(month)
    if day < 0:
        return _("%(day)s of %(month)s", day=_month_day(day), month=named)
    return _("%(day)s %(month)s", day=day, month=named)


def _month_of_year(month: int) -> str:
    on = date(2024, month, 1)
    return month_name(on, on)


def _lunar_dated(month: int, day: int) -> str:
    return _("the %(day)s of %(month)s", day=lunar_day(day), month=_(MOONS[month - 1]))


def _ordinal(number: int) -> str:
    if current_language() != "en":
        return str(number)
    return f"{number}{'th' if number // 10 == 1 else _ENDINGS.get(number % 10, 'th')}"


def _days_of(rule: Rule) -> str:
    return listed([*map(_month_day, rule.days), *(_nth_weekday(n, day) for n, day in rule.weekdays)])


_RULES: tuple[tuple[Callable[[Rule], bool], Callable[[Rule], str]], ...] = (
    (lambda r: r.often is Often.DAILY and not (r.days or r.months or r.weekdays),
     lambda r: _("Every day") if r.interval == 1 else _("Every %(num)s days", num=r.interval)),
    (lambda r: r.often is Often.WEEKLY and not r.months,
     lambda r: _every_week(r.interval, [day for _n, day in r.weekdays])),
    (lambda r: r.is_lunar and r.often is Often.MONTHLY and not r.months and not r.leap_months,
     lambda r: _lunar_month(r.interval, listed(map(_lunar_nth, r.days)))),
    (lambda r: r.is_lunar and len(r.months) == len(r.days) == 1 and not r.leap_months and r.often is Often.YEARLY,
     lambda r: _lunar_year(r.interval, _lunar_dated(r.months[0], r.days[0]))),
    (lambda r: not r.is_lunar and r.often is Often.MONTHLY and not r.months and not (r.days and r.weekdays),
     lambda r: _every_month(r.interval, _days_of(r))),
    (lambda r: not r.is_lunar and r.often is Often.YEARLY and bool(r.months and r.days) and not r.weekdays,
     lambda r: _every_year(r.interval, listed(_dated(month, day) for month in r.months for day in r.days))),
    (lambda r: r.often is Often.YEARLY and len(r.months) == len(r.weekdays) == 1 and not r.days,
     lambda r: _every_year(r.interval, _("%(day)s of %(month)s", day=_nth_weekday(*r.weekdays[0]),
                                         month=_month_of_year(r.months[0])))),
)
"""Which rules each sentence says; the first that fits."""


def _lunar_nth(day: int) -> str:
    return _month_day(day) if day < 0 else _("the %(day)s", day=lunar_day(day))


def _shorter(item: Scheduled) -> list[str]:
    """What happens in months that do not have the day."""
    rule = item.rule
    if rule is None:
        wants = item.anchor if item.repeats is Repeats.MONTHLY else 0
        return [_("In shorter months it comes on their last day.")] if 28 < wants < 31 else []
    most = max(rule.days, default=0)
    if rule.is_lunar and rule.often is Often.MONTHLY and not rule.months:
        leaps = [_("It comes in leap months too.")]
    else:
        leaps = [_("It does not come again in a leap month.")] if rule.is_lunar and not rule.leap_months else []
    if most <= (29 if rule.is_lunar else 28):
        return leaps
    return [*leaps, _("In shorter months it comes on their last day.") if rule.clamped
            else _("Months without that day are passed over.")]


def ends(item: Scheduled) -> list[str]:
    """Where an item ends, a sentence each; none where it goes on."""
    found = []
    if item.ends_on is not None:
        found.append(_("It comes no more after %(day)s.", day=day_long(item.ends_on)))
    if item.times is not None:
        found.append(ngettext("It comes %(num)s time in all.", "It comes %(num)s times in all.", item.times))
    if item.total_minor is not None:
        total = amount_text(Money(item.total_minor, item.amount.currency))
        found.append(_("It ends once %(amount)s is paid; the last time is what is left of it.", amount=total))
    return found
