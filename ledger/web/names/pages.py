"""The pages of names: all of a sort with what each came to, and one of them whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.journal import JournalQuery
from ledger.domain.names.name import Name, Sort
from ledger.domain.names.total import Whole
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money, allot
from ledger.plumbing.access import in_book
from ledger.plumbing.face.chart import bars, column_plot
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text, month_name
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books import journal
from ledger.services.books.quick import accounts_in
from ledger.services.names import looking
from ledger.services.planning import budgeting
from ledger.web.budgets import words as budget_words
from ledger.web.journal import filters
from ledger.web.journal.lines import days_of
from ledger.web.names import words
from ledger.web.names.area import area
from ledger.web.seats import BookVisit
from ledger.web.told import take_told

LAST = 8
"""Entries shown of one name."""

MONTHS = 12
"""Months drawn of one name, the last ones."""


@area.get("/books/<book>/names", may=in_book(Deed.READ))
def index(visit: BookVisit, sort: str = "") -> Response:
    """The projects, tags or payees with what each came to; once more where a new one was refused."""
    fields = Fields(request.args)
    chosen = words.sort_of(sort or fields.line("sort") or Sort.PROJECT.value)
    text = fields.line("q")
    found = looking.listed(visit.session, visit.seat, chosen, visit.today, text)
    sorts = [(_(name), url_for("names.index", book=id_text(visit.seat.book_id), sort=one.value), one is chosen)
             for one, name in words.SORTS.items()]
    largest = bars([max(one.total.spent, 0) for one in found.open])
    return make_response(render_template(
        "names/index.html", **frame(visit, chosen), found=found, rows=list(zip(found.open, largest, strict=True)),
        sorts=sorts, text=text, told=take_told(), kept=request.form, **_offers(visit, chosen, None)))


@area.get("/books/<book>/names/<sort>/<called>", may=in_book(Deed.READ))
def show(visit: BookVisit, sort: str, called: str) -> Response:
    """One name whole: what it came to, in what, when; its last entries, the budgets that watch it, what to change."""
    chosen = words.sort_of(sort)
    found = looking.one(visit.session, visit.seat, chosen, read_id(called))
    number, today = found.name.name_id, visit.today
    last = journal.page(visit.session, visit.seat, _query(chosen, number), None, limit=LAST)
    watching = [budget_words.shown(each, today) for each in budgeting.budgets(visit.session, visit.seat, today)
                if number in [watched.name_id for watched in (each.project, each.tag) if watched]]
    total = found.whole.total
    return make_response(render_template(
        "names/show.html", **frame(visit, chosen), shown=found, number=id_text(number),
        title=words.shown_as(found.name),
        spent=_drawn(found.whole.spent), received=_drawn(found.whole.received), months=_months(visit, found.whole),
        days=days_of(visit, last.days, is_shared=last.is_shared, done=None), budgets=watching,
        courses=budget_words.COURSES, per_day=found.whole.per_day(found.name.since, found.name.until),
        when=words.span(found.name.since or total.first, found.name.until or total.last, today),
        href=lambda category=0: filters.href(visit, replace(_query(chosen, number), category=category or None)),
        told=take_told(), kept=request.form, others=_others(visit, chosen, number),
        **_offers(visit, chosen, found.name)))


def _others(visit: BookVisit, sort: Sort, number: int) -> list[str]:
    """The names of a sort besides this one, to merge it into."""
    found = looking.listed(visit.session, visit.seat, sort, visit.today)
    return [words.shown_as(one.name) for one in found.open if one.name.name_id != number]


def _query(sort: Sort, number: int) -> JournalQuery:
    """The search of the entries under one name."""
    return {Sort.TAG: JournalQuery(tag=number), Sort.PROJECT: JournalQuery(project=number),
            Sort.PAYEE: JournalQuery(payee=number)}[sort]


def frame(visit: BookVisit, sort: Sort) -> dict[str, Any]:
    """What both pages are given."""
    book = visit.seat.book
    return {
        "book": id_text(book.book_id), "home": book.home_currency, "today": visit.today, "faults": visit.faults,
        "sort": sort.value, "one_is": _(words.ONE[sort]), "all_are": _(words.SORTS[sort]), "sign": words.ICONS[sort],
        "new_one": _(words.NEW[sort]), "none_yet": _(words.NONE_YET[sort]), "shown_as": words.shown_as,
        "span": lambda first, last: words.span(first, last, visit.today),
        "may_change": visit.seat.may(Deed.ARRANGE) and not book.closed,
        "may_plan": visit.seat.may(Deed.PLAN) and not book.closed,
    }


def _offers(visit: BookVisit, sort: Sort, name: Name | None) -> dict[str, Any]:
    """What the form of a payee offers: open categories and accounts, and those it has already."""
    if sort is not Sort.PAYEE:
        return {}
    known = accounts_in(visit.session, visit.seat).values()
    has = (name.category, name.account) if name else ()
    able = [one for one in known if not one.closed or one.account_id in has]
    return {
        "categories": [(_("Spent"), _named([one for one in able if one.kind is Kind.EXPENSE])),
                       (_("Received"), _named([one for one in able if one.kind is Kind.INCOME]))],
        "accounts": _named([one for one in able if one.is_place]),
    }


def _named(accounts: list[Account]) -> list[tuple[str, str]]:
    return [(id_text(one.account_id), localised(one.names)) for one in accounts]


def _drawn(sums: tuple[tuple[Account, int], ...]) -> list[tuple[Account, int, Any, int]]:
    """Each category with its sum, its bar and its part in hundredths, which sum to a hundred."""
    sizes = [max(minor, 0) for _account, minor in sums]
    parts = allot(100, sizes) if any(sizes) else sizes
    return [(account, minor, bar, part)
            for (account, minor), bar, part in zip(sums, bars(sizes), parts, strict=True)]


def _months(visit: BookVisit, whole: Whole) -> dict[str, Any] | None:
    """The last months as upright bars; None where there is only one."""
    shown = whole.months[-MONTHS:]
    if len(shown) < 2:
        return None
    home = visit.seat.book.home_currency
    names = [month_name(start, visit.today) for start, _minor in shown]
    ticks = [(n, f"{start.month}") for n, (start, _minor) in enumerate(shown)]
    rows = [(name, amount_text(Money(minor, home))) for name, (_start, minor) in zip(names, shown, strict=True)]
    return {"plot": column_plot([minor for _start, minor in shown], ticks=ticks, unit=100), "labels": names,
            "table": ([_("Month"), _("Spent")], rows), "title": _("Spent, month by month")}
