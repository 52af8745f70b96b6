"""The pages of budgets: all of them with the goals, one with what stands behind it, a new one, one to put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.names.name import Name, Sort
from ledger.domain.planning.allowance import Course
from ledger.domain.planning.budget import Budget
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, packed, read_id
from ledger.kernel.money import Money
from ledger.plumbing.access import in_book
from ledger.plumbing.face.chart import share_bar
from ledger.plumbing.face.links import hrefs
from ledger.plumbing.i18n import gettext as _
from ledger.services.books.quick import accounts_in
from ledger.services.names import knowing, looking
from ledger.services.planning import budgeting, saving
from ledger.services.sharing import membership
from ledger.web.budgets import words
from ledger.web.budgets.area import area
from ledger.web.budgets.form import blank, choices, values
from ledger.web.seats import BookVisit
from ledger.web.told import take_told


@area.get("/books/<book>/budgets", may=in_book(Deed.READ))
def index(visit: BookVisit, budget: str = "", goal: str = "") -> Response:
    """Every budget with what is left, every goal with what it takes, limits to begin with; once more where a deed done
    to one of them was refused."""
    kept = [words.shown(one, visit.today) for one in budgeting.budgets(visit.session, visit.seat, visit.today)]
    may_plan = may_change(visit)
    return make_response(render_template(
        "budgets/index.html", **frame(visit), budgets=kept, finding=_finding(kept),
        goals=[(one, words.goal_title(one), share_bar(one.progress.held, one.progress.target))
               for one in saving.goals(visit.session, visit.seat, visit.today)],
        proposed=budgeting.proposals(visit.session, visit.seat, visit.today) if may_plan else [],
        may_plan=may_plan, goal_states=words.GOAL_STATES, told=take_told()))


@area.get("/books/<book>/budgets/new", may=in_book(Deed.PLAN))
def new(visit: BookVisit) -> Response:
    """A new budget; filled in where one that was proposed is chosen."""
    start = blank(visit.today)
    known = accounts_in(visit.session, visit.seat)
    if "for" in request.args:
        number = read_id(request.args["for"])
        if number not in known:
            raise Missing()
        found = next((one for one in budgeting.proposals(visit.session, visit.seat, visit.today)
                      if one.category.account_id == number), None)
        limit = Money(found.limit, visit.seat.book.home_currency) if found else ""
        start |= {"categories": (id_text(number),), "limit": limit}
    start |= _narrowed(visit)
    return form_page(visit, start, None)


def _narrowed(visit: BookVisit) -> dict[str, Any]:
    """What a budget is to begin with that is asked for from a project, for its whole life, or from a tag."""
    found: dict[str, Any] = {name: request.args[name] for name in ("project", "tag") if request.args.get(name)}
    if "project" not in found:
        return found
    project = looking.one(visit.session, visit.seat, Sort.PROJECT, read_id(found["project"]))
    since = project.name.since or project.whole.total.first or visit.today
    return {**found, "every": BudgetPeriod.WHOLE.value, "since": since, "until": project.name.until or ""}


@area.get("/books/<book>/budgets/<budget>", may=in_book(Deed.READ))
def show(visit: BookVisit, budget: str) -> Response:
    """One budget: how what is left comes about, the entries behind it, and its turns gone by."""
    found = budgeting.explained(visit.session, visit.seat, read_id(budget), visit.today)
    one, turn = words.shown(found.kept, visit.today), found.kept.allowance.turn
    book = id_text(visit.seat.book_id)
    last = words.until(turn.period)
    ends = {"until": last} if last else {}
    category_href = None if found.kept.budget.is_narrow else hrefs(
        "journal.index", "category", book=book, since=turn.period.start, **ends)
    behind = url_for("journal.behind", book=book, of=packed(found.entries), what=one.title) if found.entries else ""
    return make_response(render_template(
        "budgets/show.html", **frame(visit), one=one, turn=turn, parts=found.parts, category_href=category_href,
        behind=behind, before=[(words.span(past.period, visit.today), past)
                               for past in reversed(found.kept.allowance.before[-12:])],
        rollovers=words.HANDED_ON, every=words.EVERY, may_plan=may_change(visit), told=take_told()))


@area.get("/books/<book>/budgets/<budget>/amend", may=in_book(Deed.PLAN))
def amend(visit: BookVisit, budget: str) -> Response:
    """One budget, to be put right."""
    found = budgeting.budget(visit.session, visit.seat, read_id(budget))
    return form_page(visit, values(found), found)


def form_page(visit: BookVisit, start: dict[str, Any], budget: Budget | None) -> Response:
    """The form of a budget, with what was typed where it was refused."""
    known = accounts_in(visit.session, visit.seat)
    members = [term.member for term in membership.everybody(visit.session, visit.seat)]
    ticked = request.form.getlist("category") if request.form else list(start["categories"])
    return make_response(render_template(
        "budgets/form.html", **frame(visit), budget=budget, start=start, kept=request.form, ticked=ticked,
        choices=choices(known, members, budget, _offered(visit, Sort.PROJECT, budget.project if budget else None),
                        _offered(visit, Sort.TAG, budget.tag if budget else None))))


def _offered(visit: BookVisit, sort: Sort, has: int | None) -> list[Name]:
    """The projects or tags a budget may watch, and the one it watches already."""
    found = knowing.offered(visit.session, visit.seat, sort)
    if has is None or has in [one.name_id for one in found]:
        return found
    stands_for = knowing.gathered_as(visit.session, visit.seat, sort, has)
    return [*found, replace(stands_for, name_id=has)]


def frame(visit: BookVisit) -> dict[str, Any]:
    """What every page of budgets is given."""
    book = visit.seat.book
    return {"book": id_text(book.book_id), "home": book.home_currency, "today": visit.today, "faults": visit.faults,
            "courses": words.COURSES}


def may_change(visit: BookVisit) -> bool:
    """Whether this seat keeps budgets here."""
    return visit.seat.may(Deed.PLAN) and not visit.seat.book.closed


def _finding(kept: Sequence[words.Shown]) -> str:
    """What there is to say first: how many are over, or that none is."""
    running = [one.kept.allowance.turn for one in kept if one.kept.allowance.course is Course.RUNNING]
    over = sum(turn.is_over for turn in running)
    if not running:
        return ""
    if not over:
        return _("Every budget holds")
    return _("%(over)s of %(all)s went over", over=over, all=len(running))
