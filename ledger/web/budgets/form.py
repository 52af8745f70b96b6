"""The form of a budget: what it offers, what a budget says in it, and the budget it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.book import Member
from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.names.name import Name
from ledger.domain.planning.budget import Budget, Rollover, first_day
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.web.budgets.words import EVERY, ROLLOVERS, WEEKDAYS
from ledger.web.journal.words import member_name

NAME_MAX = 60
_LONGEST_MONTH = 31
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers, as (value, text)."""

    categories: list[tuple[str, str]]
    members: list[tuple[str, str]]
    every: list[tuple[str, str]]
    rollovers: list[tuple[str, str]]
    month_days: list[tuple[str, str]]
    weekdays: list[tuple[str, str]]
    projects: list[tuple[str, str]]
    tags: list[tuple[str, str]]


def choices(
    known: Mapping[int, Account], members: Iterable[Member], budget: Budget | None, projects: Iterable[Name],
    tags: Iterable[Name],
) -> Choices:
    """What a budget may be made of: open categories and people, and those it has already; projects and tags."""
    has = budget.categories if budget else ()
    spending = [one for one in known.values()
                if one.kind is Kind.EXPENSE and (not one.closed or one.account_id in has)]
    people = [one for one in members if not one.left or (budget is not None and one.member_id == budget.member)]
    every = [(one.value, _(text)) for one, text in EVERY.items()]
    rollovers = [(one.value, _(text)) for one, text in ROLLOVERS.items()]
    return Choices(
        _ticks(spending), [(id_text(one.member_id), member_name(one)) for one in people], every, rollovers,
        [(str(day), str(day)) for day in range(1, _LONGEST_MONTH + 1)],
        [(str(at), _(name)) for at, name in enumerate(WEEKDAYS, 1)],
        [(id_text(one.name_id), one.name) for one in projects],
        [(id_text(one.name_id), f"#{one.name}") for one in tags])


def _ticks(spending: list[Account]) -> list[tuple[str, str]]:
    """Each category in the order they are shown, followed by those under it, which are led by its name."""
    by_code = {one.code: one for one in spending}
    under: dict[str, list[Account]] = {}
    for one in spending:
        stem = one.code.rpartition(":")[0]
        under.setdefault(stem if stem in by_code else "", []).append(one)

    def told(stem: str, lead: str) -> list[tuple[str, str]]:
        found = []
        for one in under.get(stem, []):
            name = f"{lead}{localised(one.names)}"
            found += [(id_text(one.account_id), name), *told(one.code, f"{name} · ")]
        return found

    return told("", "")


def blank(today: date) -> dict[str, Any]:
    """What the form of a new budget says."""
    return {"every": BudgetPeriod.MONTH.value, "month_day": "1", "weekday": "1", "since": today, "rollover": "none",
            "categories": (), "member": "", "name": "", "limit": "", "until": "", "project": "", "tag": ""}


def values(budget: Budget) -> dict[str, Any]:
    """What the form says of a budget that is kept: the fields as they would be sent."""
    is_week = budget.every is BudgetPeriod.WEEK
    return {
        "every": budget.every.value, "month_day": "1" if is_week else str(budget.anchor),
        "weekday": str(budget.anchor) if is_week else "1", "since": budget.since, "rollover": budget.rollover.value,
        "categories": tuple(id_text(one) for one in budget.categories),
        "member": id_text(budget.member) if budget.member else "", "name": budget.name,
        "limit": Money(budget.limits[-1][1], budget.currency), "until": budget.until or "",
        "project": id_text(budget.project) if budget.project else "", "tag": id_text(budget.tag) if budget.tag else "",
    }


def read(said: MultiDict[str, str], home: str, today: date, budget_id: int = 0) -> Budget:
    """The budget a form says. Raises: Invalid naming its field, and Missing for an id that names nothing."""
    fields = Fields(said)
    every = BudgetPeriod(fields.choice("every", tuple(BudgetPeriod)))
    limit = fields.amount("limit", home)
    on = fields.day("since", today)
    anchor = _anchor(fields, every, on)
    since = first_day(every, anchor, on)
    is_whole = every is BudgetPeriod.WHOLE
    return Budget(
        budget_id, fields.line("name", limit=NAME_MAX),
        tuple(sorted({read_id(one) for one in said.getlist("category") if one})), fields.id_or_none("member"),
        ((since, limit.minor),), home, every, since, anchor,
        fields.day("until") if is_whole and "until" in fields else None,
        Rollover.NONE if is_whole else Rollover(fields.choice("rollover", tuple(Rollover))),
        project=fields.id_or_none("project"), tag=fields.id_or_none("tag"))


def _anchor(fields: Fields, every: BudgetPeriod, on: date) -> int:
    if every is BudgetPeriod.WEEK:
        return fields.whole("weekday", 1, _WEEK)
    if every is BudgetPeriod.MONTH:
        return fields.whole("month_day", 1, _LONGEST_MONTH)
    return on.day
