"""Goals: a new one, one to put right, removed and put back."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from ledger.domain.planning.goal import Goal
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import input_text
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books.quick import accounts_in
from ledger.services.planning import saving
from ledger.web.budgets import words
from ledger.web.budgets.area import area
from ledger.web.budgets.deeds import version
from ledger.web.budgets.form import NAME_MAX
from ledger.web.budgets.pages import frame, index
from ledger.web.seats import BookVisit
from ledger.web.stale import conflict_page, differences
from ledger.web.told import tell


@area.get("/books/<book>/goals/new", may=in_book(Deed.PLAN))
def new_goal(visit: BookVisit) -> Response:
    """A new goal."""
    return _form(visit, {"name": "", "account": "", "target": "", "by": ""}, None)


@area.post("/books/<book>/goals", may=in_book(Deed.PLAN), again=new_goal)
def add_goal(visit: BookVisit) -> Response:
    """Keep a new goal."""
    made = saving.make(visit.session, visit.seat, _read(visit, 0), visit.today, clock.now())
    tell(_("Kept: %(name)s", name=_title(visit, made)), _to(visit, "budgets.remove_goal", made, version=made.version))
    return _back(visit)


@area.get("/books/<book>/goals/<goal>", may=in_book(Deed.PLAN))
def amend_goal(visit: BookVisit, goal: str) -> Response:
    """One goal, to be put right."""
    found = saving.goal(visit.session, visit.seat, read_id(goal))
    return _form(visit, _values(found), found)


@area.post("/books/<book>/goals/<goal>", may=in_book(Deed.PLAN), again=amend_goal)
def write_goal(visit: BookVisit, goal: str) -> Response:
    """Put a goal right; undoing it writes what stood before."""
    was = saving.goal(visit.session, visit.seat, read_id(goal))
    said = _read(visit, was.goal_id)
    try:
        kept = saving.amend(visit.session, visit.seat, said, version(), visit.today, clock.now())
    except saving.StaleGoal:
        return _stale(visit, said, was)
    sent = {**_values(was), "target": input_text(was.target), "version": kept.version}
    tell(_("Kept: %(name)s", name=_title(visit, kept)), _to(visit, "budgets.write_goal", kept, **sent))
    return _back(visit)


@area.post("/books/<book>/goals/<goal>/remove", may=in_book(Deed.PLAN), again=index)
def remove_goal(visit: BookVisit, goal: str) -> Response:
    """Keep a goal no more; what was saved stays where it is."""
    gone = saving.remove(visit.session, visit.seat, read_id(goal), version(), clock.now())
    tell(_("Removed: %(name)s", name=_title(visit, gone)), _to(visit, "budgets.put_back_goal", gone))
    return _back(visit)


@area.post("/books/<book>/goals/<goal>/put-back", may=in_book(Deed.PLAN), again=index)
def put_back_goal(visit: BookVisit, goal: str) -> Response:
    """Keep a removed goal again."""
    back = saving.put_back(visit.session, visit.seat, read_id(goal), clock.now())
    tell(_("Kept: %(name)s", name=_title(visit, back)))
    return _back(visit)


def _form(visit: BookVisit, start: dict[str, Any], goal: Goal | None) -> Response:
    places = [(id_text(one.account_id), localised(one.names)) for one in saving.places(visit.session, visit.seat)]
    if goal is not None and start["account"] not in dict(places):
        places.append((start["account"], _account_name(visit, goal.account_id)))
    return make_response(render_template(
        "budgets/goal.html", **frame(visit), goal=goal, start=start, kept=request.form, places=places))


def _values(goal: Goal) -> dict[str, Any]:
    return {"name": goal.name, "account": id_text(goal.account_id), "target": goal.target, "by": goal.by}


def _read(visit: BookVisit, goal_id: int) -> Goal:
    """The goal a form says, or the address of an undoing, in the currency of its account."""
    sent: MultiDict[str, str] = request.form if "target" in request.form else request.args
    fields = Fields(sent)
    number = fields.id("account")
    account = accounts_in(visit.session, visit.seat).get(number)
    currency = (account.currency if account else None) or visit.seat.book.home_currency
    target: Money = fields.amount("target", currency)
    return Goal(goal_id, fields.line("name", limit=NAME_MAX), number, target, visit.today, fields.day("by"))


def _stale(visit: BookVisit, mine: Goal, stands: Goal) -> Response:
    def said(one: Goal) -> list[tuple[str, str]]:
        return words.said_of_goal(one, lambda number: _account_name(visit, number))

    return conflict_page(_title(visit, stands), differences(said(mine), said(stands)), stands.version,
                         _to(visit, "budgets.amend_goal", stands))


def _title(visit: BookVisit, goal: Goal) -> str:
    return goal.name or _account_name(visit, goal.account_id)


def _account_name(visit: BookVisit, number: int) -> str:
    account = accounts_in(visit.session, visit.seat).get(number)
    return localised(account.names) if account else ""


def _to(visit: BookVisit, endpoint: str, goal: Goal, **more: Any) -> str:
    return url_for(endpoint, book=id_text(visit.seat.book_id), goal=id_text(goal.goal_id), **more)


def _back(visit: BookVisit) -> Response:
    return see_other(url_for("budgets.index", book=id_text(visit.seat.book_id)))
