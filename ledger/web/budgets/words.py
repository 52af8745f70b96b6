"""Budgets and goals in words: what each is called, how it runs, what a person is told of it first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.names.name import Sort
from ledger.domain.planning.allowance import Course
from ledger.domain.planning.budget import Budget, Rollover
from ledger.domain.planning.goal import Goal, GoalState
from ledger.kernel.errors import N_
from ledger.kernel.limits import LATEST_YEAR
from ledger.kernel.period import Period
from ledger.plumbing.face.chart import Bar, bars, share_bar
from ledger.plumbing.format import amount_text, day_short, listed
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.planning.budgeting import Kept
from ledger.services.planning.saving import KeptGoal
from ledger.web.journal.words import member_name

_NAMED_MAX = 3

EVERY = {
    BudgetPeriod.WEEK: N_("Every week"),
    BudgetPeriod.MONTH: N_("Every month"),
    BudgetPeriod.YEAR: N_("Every year"),
    BudgetPeriod.WHOLE: N_("Once"),
}
ROLLOVERS = {
    Rollover.NONE: N_("Nothing of it"),
    Rollover.LEFT: N_("What is left"),
    Rollover.OVER: N_("What was too much"),
    Rollover.BOTH: N_("Both"),
}
HANDED_ON = {
    Rollover.NONE: N_("Nothing goes on into the next: each begins with its limit."),
    Rollover.LEFT: N_("What is left goes on into the next; what was too much does not."),
    Rollover.OVER: N_("What was too much is taken from the next; what is left is not added."),
    Rollover.BOTH: N_("What is left is added to the next, and what was too much is taken from it."),
}
WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
COURSES = {
    Course.TO_COME: N_("still to begin"),
    Course.ENDED: N_("over"),
    Course.PUT_AWAY: N_("what it watches is put away"),
    Course.NOBODY: N_("its person has left"),
}
GOAL_STATES = {
    GoalState.REACHED: (N_("reached"), "check", "good"),
    GoalState.ON_TRACK: (N_("on track"), "check", ""),
    GoalState.BEHIND: (N_("behind"), "trending-down", "warn"),
    GoalState.OVER: (N_("its day is over"), "clock", "warn"),
    GoalState.PUT_AWAY: (N_("its account is put away"), "archive", "warn"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A budget as a page shows it: what it is called, its days in words, its bar."""

    kept: Kept
    title: str
    days: str
    bar: Bar


def shown(kept: Kept, today: date) -> Shown:
    """A budget made ready for a page. The bar is full at what is allowed or at what was spent, whichever is more;
    where more was spent than allowed, the tick stands at what was allowed."""
    turn = kept.allowance.turn
    over = bars([turn.spent], [max(turn.allowed, 0)])[0]
    drawn = over if turn.is_over else share_bar(turn.spent, turn.allowed)
    return Shown(kept, title(kept), span(turn.period, today), drawn)


def title(kept: Kept) -> str:
    """What a budget is called: its own name, or what it watches."""
    if kept.budget.name:
        return kept.budget.name
    gathered = [one.name if one.sort is Sort.PROJECT else f"#{one.name}" for one in (kept.project, kept.tag) if one]
    named = [*gathered, *(localised(one.names) for one in kept.named)]
    what = _named(named) if named else _("Everything spent")
    if kept.member is None:
        return what
    return _("%(what)s for %(who)s", what=what, who=member_name(kept.member))


def goal_title(goal: KeptGoal) -> str:
    """What a goal is called: its own name, or its account's."""
    return goal.goal.name or localised(goal.account.names)


def span(period: Period, today: date) -> str:
    """The days of a turn in words; of one without an end, from when on."""
    first, last = day_short(period.start, today), period.end - timedelta(days=1)
    if last.year >= LATEST_YEAR:
        return _("from %(low)s", low=first)
    return _("%(low)s to %(high)s", low=first, high=day_short(last, today))


def until(period: Period) -> date | None:
    """The last day of a turn, None where it has none."""
    last = period.end - timedelta(days=1)
    return None if last.year >= LATEST_YEAR else last


def said(budget: Budget, category_name: Callable[[int], str], who: str, gathered: str) -> list[tuple[str, str]]:
    """The names of a budget's fields, each with its value as text; always the same fields in the same order.

    `gathered` are the project and the tag it is narrowed to.
    """
    whole = budget.every is BudgetPeriod.WHOLE
    return [
        (_("Name"), budget.name or "–"),
        (_("What it watches"), listed(map(category_name, budget.categories)) or _("Everything spent")),
        (_("Only under"), gathered or "–"),
        (_("For whom"), who),
        (_("Limit"), amount_text((budget.limits[-1][1], budget.currency))),
        (_("How often"), _(EVERY[budget.every])),
        (_("Counts from"), day_short(budget.since)),
        (_("Month begins on day"), str(budget.anchor) if budget.every is BudgetPeriod.MONTH else "–"),
        (_("Last day"), day_short(budget.until) if whole and budget.until else "–"),
        (_("Goes on into the next"), _(ROLLOVERS[budget.rollover])),
    ]


def said_of_goal(goal: Goal, account_name: Callable[[int], str]) -> list[tuple[str, str]]:
    """The same of a goal."""
    return [
        (_("Name"), goal.name or "–"),
        (_("Saved in"), account_name(goal.account_id)),
        (_("How much"), amount_text(goal.target)),
        (_("By"), day_short(goal.by)),
    ]


def _named(names: Sequence[str]) -> str:
    if len(names) <= _NAMED_MAX:
        return listed(names)
    return _("%(names)s and %(num)s more", names=listed(names[: _NAMED_MAX - 1]), num=len(names) - _NAMED_MAX + 1)
