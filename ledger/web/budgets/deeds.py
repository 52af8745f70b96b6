"""What a person does to budgets: make, put right, remove, put back."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from werkzeug.datastructures import MultiDict

from ledger.domain.names.name import Sort
from ledger.domain.planning.budget import Budget
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import input_text
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books.quick import accounts_in
from ledger.services.names import knowing
from ledger.services.planning import budgeting, limiting
from ledger.services.sharing import membership
from ledger.web.budgets import words
from ledger.web.budgets.area import area
from ledger.web.budgets.form import read, values
from ledger.web.budgets.pages import amend, index, new
from ledger.web.seats import BookVisit
from ledger.web.stale import conflict_page, differences
from ledger.web.told import tell

VERSION_MAX = 10**9


@area.post("/books/<book>/budgets", may=in_book(Deed.PLAN), again=new)
def add(visit: BookVisit) -> Response:
    """Keep a new budget."""
    said = read(_sent(), visit.seat.book.home_currency, visit.today)
    made = limiting.make(visit.session, visit.seat, said, clock.now())
    tell(_("Kept: %(name)s", name=_title(visit, made)), _to(visit, "budgets.remove", made, version=made.version))
    return _back(visit)


@area.post("/books/<book>/budgets/<budget>", may=in_book(Deed.PLAN), again=amend)
def write(visit: BookVisit, budget: str) -> Response:
    """Put a budget right; undoing it writes what stood before."""
    was = budgeting.budget(visit.session, visit.seat, read_id(budget))
    said = read(_sent(), visit.seat.book.home_currency, visit.today, was.budget_id)
    try:
        kept = limiting.amend(visit.session, visit.seat, said, version(), visit.today, clock.now())
    except limiting.StaleBudget:
        return _stale(visit, said, was)
    tell(_("Kept: %(name)s", name=_title(visit, kept)), _to(visit, "budgets.write", kept, **_as_sent(was, kept)))
    return see_other(_to(visit, "budgets.show", kept))


@area.post("/books/<book>/budgets/<budget>/remove", may=in_book(Deed.PLAN), again=index)
def remove(visit: BookVisit, budget: str) -> Response:
    """Keep a budget no more; the entries stay as they are."""
    found = budgeting.budget(visit.session, visit.seat, read_id(budget))
    name = _title(visit, found)
    gone = limiting.remove(visit.session, visit.seat, found.budget_id, version(), clock.now())
    tell(_("Removed: %(name)s", name=name), _to(visit, "budgets.put_back", gone))
    return _back(visit)


@area.post("/books/<book>/budgets/<budget>/put-back", may=in_book(Deed.PLAN), again=index)
def put_back(visit: BookVisit, budget: str) -> Response:
    """Keep a removed budget again."""
    back = limiting.put_back(visit.session, visit.seat, read_id(budget), clock.now())
    tell(_("Kept: %(name)s", name=_title(visit, back)))
    return _back(visit)


def version() -> int:
    """The version a form or an undoing speaks of. Raises: Needed, NotAChoice."""
    return Fields(request.values).whole("version", 1, VERSION_MAX)


def _sent() -> MultiDict[str, str]:
    """What a form says, or the address of an undoing."""
    return request.form if "every" in request.form else request.args


def _as_sent(was: Budget, kept: Budget) -> dict[str, Any]:
    """What stood before, as a form would send it over the version that stands now."""
    sent = values(was)
    return {**sent, "category": sent["categories"], "limit": input_text(sent["limit"]), "version": kept.version,
            "categories": None}


def _stale(visit: BookVisit, mine: Budget, stands: Budget) -> Response:
    """Both versions of a budget somebody changed meanwhile."""
    known = accounts_in(visit.session, visit.seat)
    members = {term.member.member_id: term.member.name or "" for term in membership.everybody(
        visit.session, visit.seat)}

    def said(one: Budget) -> list[tuple[str, str]]:
        who = members.get(one.member, "") if one.member else _("Everybody")
        under = [knowing.gathered_as(visit.session, visit.seat, sort, number).name
                 for sort, number in ((Sort.PROJECT, one.project), (Sort.TAG, one.tag)) if number]
        return words.said(one, lambda number: localised(known[number].names) if number in known else "", who,
                          ", ".join(under))

    return conflict_page(_title(visit, stands), differences(said(mine), said(stands)), stands.version,
                         _to(visit, "budgets.amend", stands))


def _title(visit: BookVisit, budget: Budget) -> str:
    return words.title(budgeting.kept(visit.session, visit.seat, budget.budget_id, visit.today))


def _to(visit: BookVisit, endpoint: str, budget: Budget, **more: Any) -> str:
    return url_for(endpoint, book=id_text(visit.seat.book_id), budget=id_text(budget.budget_id), **more)


def _back(visit: BookVisit) -> Response:
    return see_other(url_for("budgets.index", book=id_text(visit.seat.book_id)))
