"""Spending or income by payee, person, project or day of the week."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from ledger.domain.reports.facet import Facet, Grouped, Of, cut
from ledger.domain.reports.span import Asked
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Invalid
from ledger.kernel.money import Money
from ledger.plumbing.access import in_book
from ledger.plumbing.face.chart import bars, column_plot
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import say
from ledger.services.reports import grouping
from ledger.services.reports.grouping import Over, Weekday
from ledger.web.seats import BookVisit
from ledger.web.statements import asked as asking
from ledger.web.statements import printing
from ledger.web.statements.area import area
from ledger.web.statements.asked import href
from ledger.web.statements.frame import Link, frame
from ledger.web.statements.words import FACETS, SIDES, group_name, weekday_name

_SHORT = 3


@area.get("/books/<book>/reports/by", may=in_book(Deed.READ))
def gathered(visit: BookVisit) -> Response:
    """What was spent or received over a period, by payee, person, project or day of the week."""
    asked = asking.read(visit)
    facet = Facet(_choice(visit, "by", tuple(FACETS), Facet.PAYEE))
    of = Of(_choice(visit, "of", tuple(SIDES), Of.SPENDING))
    over = grouping.over(visit.session, visit.seat, of)
    view = _week(visit, asked, over) if facet is Facet.WEEKDAY else _groups(visit, asked, over, facet, of)
    offered = grouping.facets_of(visit.session, visit.seat)
    facets = [Link(_(text), href(visit, "statements.gathered", asked, by=one.value, of=of.value), one is facet)
              for one, text in FACETS.items() if one in offered or one is facet]
    sides = [Link(_(text), href(visit, "statements.gathered", asked, by=facet.value, of=one.value), one is of)
             for one, text in SIDES.items()]
    return printing.page(visit, "statements/gathered.html", {
        **frame(visit, asked, by=facet.value, of=of.value), "facets": facets, "sides": sides,
        "facet": _(FACETS[facet]), "side": _(SIDES[of]), **view})


def _choice(visit: BookVisit, name: str, among: tuple[str, ...], default: str) -> str:
    fields = Fields(request.args)
    try:
        return fields.choice(name, among) if name in fields else default
    except Invalid as error:
        visit.faults[name] = say(error)
        return default


def _groups(visit: BookVisit, asked: Asked, over: Over, facet: Facet, of: Of) -> dict[str, Any]:
    found = grouping.groups_of(visit.session, visit.seat, over, facet, asked.period, asked.beside)
    shown, rest = cut(found)
    drawn = bars([max(one.amount, 0) for one in shown], [max(one.beside or 0, 0) for one in shown])

    def behind(group: Grouped) -> str:
        return href(visit, "statements.behind", asked, of=of.value, by=facet.value, key=group.key)

    groups = [{"name": group_name(one, facet), "group": one, "bar": bar, "href": behind(one)}
              for one, bar in zip(shown, drawn, strict=True)]
    beside = [one.beside for one in found if one.beside is not None]
    amount, before = sum(one.amount for one in found), sum(beside) if asked.beside else None
    if facet is Facet.TAG:
        amount = grouping.total_of(visit.session, visit.seat, over, asked.period)
        before = grouping.total_of(visit.session, visit.seat, over, asked.beside) if asked.beside else None
    total = Grouped("", "", amount, before, 0)
    return {"groups": groups, "rest": rest, "total": total, "week": None,
            "overlaps": facet is Facet.TAG and amount != sum(one.amount for one in found)}


def _week(visit: BookVisit, asked: Asked, over: Over) -> dict[str, Any]:
    days = grouping.weekdays(visit.session, visit.seat, over, asked.period, asked.beside, visit.today)
    home = visit.seat.book.home_currency
    names = [weekday_name(one.weekday) for one in days]
    average = [one.amount // one.days if one.days else 0 for one in days]
    ticks = [(n, name[-1] if ord(name[0]) > 255 else name[:_SHORT]) for n, name in enumerate(names)]
    head = [_("Day of the week"), _("On one such day"), _("In all")]
    rows = [(name, amount_text(Money(each, home)), amount_text(Money(one.amount, home)))
            for name, each, one in zip(names, average, days, strict=True)]
    chart = {"plot": column_plot(average, ticks=ticks, unit=100), "labels": names, "table": (head, rows),
             "title": _("On one such day, by day of the week")}
    drawn = bars([max(one.amount, 0) for one in days], [max(one.beside or 0, 0) for one in days])
    groups = [{"name": name, "group": _as_group(one), "bar": bar, "href": href(
        visit, "statements.behind", asked, of=request.args.get("of", ""), by=Facet.WEEKDAY.value, key=one.weekday)}
        for name, one, bar in zip(names, days, drawn, strict=True)]
    total = Grouped("", "", sum(one.amount for one in days),
                    sum(one.beside or 0 for one in days) if asked.beside else None, 0)
    return {"groups": groups, "rest": None, "total": total, "week": chart}


def _as_group(day: Weekday) -> Grouped:
    return Grouped(str(day.weekday), "", day.amount, day.beside, 0)
