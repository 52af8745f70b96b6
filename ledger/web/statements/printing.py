"""A statement as a page or as a PDF: the same words and figures, on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from flask import Response, make_response, render_template, request

from ledger.domain.reports.printed import Printed, PrintedRow, PrintedTable, pdf
from ledger.domain.reports.span import last_day
from ledger.kernel.limits import PRINTED_ROWS_MAX
from ledger.plumbing.format import amount_text, day_long, day_short
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import ngettext
from ledger.plumbing.language import current_language
from ledger.web.seats import BookVisit
from ledger.web.statements.lines import Line
from ledger.web.statements.words import period_name

View = Mapping[str, Any]
Tables = Callable[[View], list[PrintedTable]]


_NEVER = date.min
"""Beside it every day is of another year, so that on paper each is written with its own."""


def is_asked() -> bool:
    """Whether the address asks for a PDF."""
    return request.args.get("as") == "pdf"


def page(visit: BookVisit, name: str, view: View) -> Response:
    """The template with its view, or as a PDF where one is asked for; 422 where part of the address could not be read.

    Raises: TooMuchToPrint.
    """
    if is_asked() and not visit.faults:
        return _pdf(visit, name, view)
    response = make_response(render_template(name, **view))
    response.status_code = 422 if visit.faults else 200
    return response


def _pdf(visit: BookVisit, name: str, view: View) -> Response:
    asked = view["asked"]
    beside = period_name(asked.span, asked.beside, _NEVER) if view["beside"] else ""
    view = {**view, "today": _NEVER, "beside": beside, "period": period_name(asked.span, asked.period, _NEVER)}
    lines = [f"{visit.seat.book.name} · {view['period']}", *_remarks(visit, view)]
    if name == "statements/register.html":
        lines[0] = visit.seat.book.name
    title = view.get("place") or view.get("what") or view.get("name") or view["title"] or _("Why it changed")
    foot = " · ".join([_("Countinghouse"), _("Made on %(day)s", day=day_long(visit.today))])
    made = pdf(Printed(title, tuple(lines), tuple(TABLES[name](view)), foot, current_language()))
    response = make_response(made)
    response.mimetype = "application/pdf"
    kept = f"{str(request.endpoint).rpartition('.')[2]}-{asked.period.start}-{last_day(asked.period)}"
    response.headers["Content-Disposition"] = f'attachment; filename="{kept}.pdf"'
    return response


def _remarks(visit: BookVisit, view: View) -> list[str]:
    """What a page says in notices: as it was known when, what is not counted, what is left out."""
    moment, unvalued = view.get("moment"), view.get("unvalued")
    found = []
    if moment and moment.day:
        found.append(_("As it was known at the end of %(day)s", day=day_long(moment.day)))
    elif moment:
        found.append(_("As it was known after deed %(number)s", number=moment.seq))
    if unvalued:
        found.append(ngettext("%(num)s movement has no rate yet and is not in these sums.",
                              "%(num)s movements have no rate yet and are not in these sums.", unvalued))
    if view.get("is_cut"):
        found.append(_("Only the newest %(limit)s are printed.", limit=PRINTED_ROWS_MAX))
    return found


def _sum(minor: int, view: View, sign: str = "auto", *, symbol: bool = False) -> str:
    return amount_text((minor, view["home"]), sign, symbol)


def _cells(view: View, amount: int, beside: int | None, change: int | None, *, symbol: bool) -> tuple[str, ...]:
    """A figure, and where the statement is compared the one beside it and the difference."""
    figure = _sum(amount, view, symbol=symbol)
    if not view["beside"]:
        return (figure,)
    return figure, _sum(beside or 0, view, symbol=symbol), _sum(change, view, "change") if change else "—"


def _heads(view: View, now: str, beside: str) -> tuple[str, ...]:
    return (now, beside, _("Difference")) if view["beside"] else (now,)


def _row(line: Line, view: View) -> PrintedRow:
    if line.kind == "head":
        return PrintedRow("head", line.name, (), line.note)
    cells = _cells(view, line.amount, line.beside, line.change, symbol=bool(line.kind))
    return PrintedRow(line.kind, line.name, cells, line.note)


def _rows(lines: Sequence[Line], view: View) -> tuple[PrintedRow, ...]:
    return tuple(_row(line, view) for line in lines)


def _balance_sheet(view: View) -> list[PrintedTable]:
    beside_on = view["beside_on"]
    now, then = day_short(view["on"], view["today"]), day_short(beside_on, view["today"]) if beside_on else ""
    alone = {**view, "beside": ""}
    return [PrintedTable(view["technical"], _heads(view, now, then), _rows(view["lines"], view)),
            PrintedTable(_("Where it came from"), (now,), _rows(view["origins"], alone))]


def _by_period(view: View) -> list[PrintedTable]:
    heads = _heads(view, view["period"], view["beside"])
    return [PrintedTable(view["technical"], heads, _rows(view["lines"], view))]


def _trial_balance(view: View) -> list[PrintedTable]:
    found, rows = view["found"], []
    for name, accounts in view["blocks"]:
        rows.append(PrintedRow("head", name))
        rows += [PrintedRow("", of, _sides(amount, view), note) for of, note, _href, amount in accounts]
    if found.hidden:
        rows.append(PrintedRow("", _("In accounts only others see"), _sides(found.hidden, view)))
    total = (_sum(found.into, view, symbol=True), _sum(found.out_of, view, symbol=True))
    rows.append(PrintedRow("total", _("In balance"), total))
    name = f"{view['technical']} · {day_short(view['on'], view['today'])}"
    return [PrintedTable(name, (_("Net in"), _("Net out")), tuple(rows))]


def _sides(amount: int, view: View) -> tuple[str, str]:
    return (_sum(amount, view), "") if amount >= 0 else ("", _sum(-amount, view))


def _gathered(view: View) -> list[PrintedTable]:
    heads = _heads(view, view["period"], view["beside"])
    named = [(one["name"], one["group"]) for one in view["groups"]]
    if view["rest"]:
        named.append((_("All others"), view["rest"]))
    rows = [PrintedRow("", name, _cells(view, one.amount, one.beside, one.change, symbol=False))
            for name, one in named]
    total = view["total"]
    rows.append(PrintedRow("total", view["side"], _cells(view, total.amount, total.beside, total.change, symbol=True)))
    return [PrintedTable(view["facet"], heads, tuple(rows))]


def _why(view: View) -> list[PrintedTable]:
    tables = []
    for told in view["told"]:
        rows = [PrintedRow("", one["text"], (_sum(one["minor"], view, "change"),)) for one in told["reasons"]]
        total = _sum(told["explained"].change, view, "change", symbol=True)
        tables.append(PrintedTable(told["name"], ("",), (*rows, PrintedRow("total", _("Difference"), (total,)))))
    return tables


def _register(view: View) -> list[PrintedTable]:
    rows = [PrintedRow("", said, (amount_text(moved, "change", symbol=False), amount_text(balance, symbol=False)),
                       day_short(one.kept.entry.on, view["today"])) for one, said, moved, balance in view["lines"]]
    return [PrintedTable(view["technical"], (_("Amount"), _("Balance")), tuple(rows[:PRINTED_ROWS_MAX]))]


def _behind(view: View) -> list[PrintedTable]:
    rows = [PrintedRow("", name, (_("no rate yet") if part is None else _sum(part, view),),
                       day_short(kept.entry.on, view["today"])) for kept, name, part in view["lines"]]
    total = PrintedRow("total", _("Sum"), (_sum(view["found"].amount, view, symbol=True),))
    return [PrintedTable("", ("",), (*rows, total))]


def _exchange(view: View) -> list[PrintedTable]:
    found, rows = view["found"], []
    for code, _rate, lines in view["told"]:
        rows.append(PrintedRow("head", code))
        rows += [PrintedRow("", one["name"], _gains(one["line"], view), amount_text(one["held"])) for one in lines]
    rows.append(PrintedRow("total", _("In all"), _gains(found, view)))
    heads = (_("When exchanged"), _("When it left"), _("By prices so far"), _("Gained"))
    return [PrintedTable(view["technical"], heads, tuple(rows))]


def _gains(one: Any, view: View) -> tuple[str, ...]:
    return tuple(_sum(minor, view, "change") for minor in (one.exchanged, one.realised, one.unrealised, one.gain))


TABLES: dict[str, Tables] = {
    "statements/balance_sheet.html": _balance_sheet, "statements/income_statement.html": _by_period,
    "statements/cash_flow.html": _by_period, "statements/trial_balance.html": _trial_balance,
    "statements/gathered.html": _gathered, "statements/why.html": _why, "statements/register.html": _register,
    "statements/behind.html": _behind, "statements/exchange.html": _exchange,
}
"""What of each page stands on paper."""
