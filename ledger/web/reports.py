"""Reports: the month, every figure a link to the entries behind it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, make_response, render_template, request

from ledger.domain.reports.month import CategoryLine, Month
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR
from ledger.kernel.money import Money
from ledger.kernel.period import add_months, last_months
from ledger.plumbing.access import Area, in_book
from ledger.plumbing.face.chart import bars, column_plot, line_plot
from ledger.plumbing.face.links import hrefs
from ledger.plumbing.format import amount_text, day_short, month_name, month_short
from ledger.plumbing.i18n import gettext as _
from ledger.services.reports.month import month_page
from ledger.services.reports.trend import trend
from ledger.web import moments
from ledger.web.budgets.brief import most_used
from ledger.web.budgets.words import COURSES
from ledger.web.seats import BookVisit

reports = Area("reports", __name__)
TREND_MONTHS = 12


@reports.get("/books/<book>/month", may=in_book(Deed.READ))
def month(visit: BookVisit) -> Response:
    """One month: in, out, left, by category and against the month before, what one has and owes."""
    moments.travel(visit)
    start = _asked(request.args.get("month", ""), visit.today)
    shown = month_page(visit.session, visit.seat, start, visit.today)
    home = visit.seat.book.home_currency
    limited = most_used(visit) if start == visit.today.replace(day=1) and visit.seat.known is None else []
    response = make_response(render_template(
        "reports/month.html", budgets=limited, courses=COURSES, **moments.view(visit), faults=visit.faults,
        then=moments.kept(),
        shown=shown, home=home, book=id_text(visit.seat.book_id), today=visit.today,
        before=add_months(start, -1),
        after=add_months(start, 1) if add_months(start, 1) <= visit.today else None,
        spending=_with_bars(shown.spending), income=_with_bars(shown.income), days=_day_chart(shown, home),
        trend=_trend_chart(visit, start, home),
        category_href=hrefs("journal.index", "category", book=id_text(visit.seat.book_id),
                            since=shown.period.start, until=shown.last_day, **moments.kept())))
    response.status_code = 422 if visit.faults else 200
    return response


def _asked(text: str, today: date) -> date:
    """The first of the month asked for as YYYY-MM; this month where nothing was. Raises: Missing."""
    if not text:
        return today.replace(day=1)
    try:
        start = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Missing() from None
    if not EARLIEST_YEAR <= start.year <= LATEST_YEAR:
        raise Missing()
    return start


def _with_bars(lines: tuple[CategoryLine, ...]) -> list[tuple[CategoryLine, Any]]:
    drawn = bars([max(line.amount, 0) for line in lines], [max(line.before, 0) for line in lines])
    return list(zip(lines, drawn, strict=True))


def _day_chart(shown: Month, home: str) -> dict[str, Any]:
    days = list(shown.period.each_day())
    ticks = [(n, str(days[n].day)) for n in (0, 9, 19, len(days) - 1)]
    labels = [day_short(on) for on in days]
    spent = [Money(minor, home) for minor in shown.days]
    table = ([_("Day"), _("Spent so far")], [(labels[n], amount_text(one)) for n, one in enumerate(spent)])
    said = {"sum": amount_text(Money(shown.went_out, home)), "month": month_name(shown.period.start)}
    plot = line_plot(shown.days or (0,), was=shown.days_before, slots=len(days), ticks=ticks, fill=True, unit=100,
                     stops=range(len(shown.days)))
    title = _("%(sum)s spent in %(month)s, day by day", **said)
    return {"plot": plot, "labels": labels, "table": table, "title": title}


def _trend_chart(visit: BookVisit, start: date, home: str) -> dict[str, Any]:
    months = last_months(start, TREND_MONTHS)
    spent = trend(visit.session, visit.seat, months)
    ticks = [(n, month_short(period.start)) for n, period in enumerate(months)]
    labels = [month_name(period.start, visit.today) for period in months]
    table = ([_("Month"), _("Spent")], [(label, amount_text(Money(minor, home)))
                                        for label, minor in zip(labels, spent, strict=True)])
    return {"plot": column_plot(spent, now=len(spent) - 1, ticks=ticks, unit=100), "labels": labels, "table": table,
            "title": _("Spending by month over the last year")}
