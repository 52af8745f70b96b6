"""The four statements as pages: own and owe, in and out, money at hand, every account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Response, make_response, render_template, request

from ledger.domain.reports.balance import Balance
from ledger.domain.reports.change import Reason, Why
from ledger.domain.reports.income import Income
from ledger.domain.reports.other_currency import Told, balance_in, income_in
from ledger.domain.reports.span import Asked
from ledger.domain.reports.statement import Row
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.reports import grouping, statements
from ledger.services.reports.grouping import Explained
from ledger.web.seats import BookVisit
from ledger.web.statements import asked as asking
from ledger.web.statements import told as telling
from ledger.web.statements.area import area
from ledger.web.statements.asked import href
from ledger.web.statements.frame import Behind, frame, status_of
from ledger.web.statements.lines import Line, block_lines, note_of, row_lines, sum_line, total_line
from ledger.web.statements.words import KINDS, reason_text, row_name

TOLD = 3
"""Changes whose reasons stand on the statement itself."""


@area.get("/books/<book>/reports/balance-sheet", may=in_book(Deed.READ))
def balance_sheet(visit: BookVisit) -> Response:
    """What is owned and owed at the end of a day, and where it came from."""
    asked = asking.read(visit)
    on, beside_on = asked.on(visit.today), asked.beside_on()
    sheet = statements.balance_sheet(visit.session, visit.seat, on, beside_on)
    told, shown = telling.read(visit, on, beside_on), sheet.balance
    if told:
        shown = balance_in(shown, visit.seat.book.home_currency, told)
    behind = Behind(visit, until=on)

    def why(row: Row) -> str:
        if beside_on is None or row.account is None:
            return ""
        account = id_text(row.account.account_id)
        return href(visit, "statements.cash_flow", asking.between(beside_on, on), account=account)

    origins = [*row_lines(shown.origins, behind), total_line(_("Yours"), shown.origins)]
    return _page(
        visit, asked, "statements/balance_sheet.html", telling.kept(told), on=on, beside_on=beside_on,
        unvalued=shown.unvalued, lines=_balance_lines(shown, behind, why), origins=origins, sheet=shown,
        **_told_view(visit, told))


@area.get("/books/<book>/reports/income-statement", may=in_book(Deed.READ))
def income_statement(visit: BookVisit) -> Response:
    """What came in, went out and was left over a period, and why that changed."""
    asked = asking.read(visit)
    found = statements.income_statement(visit.session, visit.seat, asked.period, asked.beside)
    told = telling.read(visit, asked.on(visit.today), asked.beside_on())
    changes = [] if told else _told(visit, asked, found.rows)
    if told:
        found = income_in(found, visit.seat.book.home_currency, told)
    behind = Behind(visit, since=asked.period.start, until=asked.last)

    def why(row: Row) -> str:
        return href(visit, "statements.why", asked, category=id_text(row.account.account_id)) if row.account else ""

    return _page(visit, asked, "statements/income_statement.html", telling.kept(told), unvalued=found.unvalued,
                 lines=_income_lines(found, behind, why), found=found, told=changes, **_told_view(visit, told))


@area.get("/books/<book>/reports/cash-flow", may=in_book(Deed.READ))
def cash_flow(visit: BookVisit) -> Response:
    """Where money at hand came from and went over a period; or the money of one place."""
    asked = asking.read(visit)
    account_id = Fields(request.args).id_or_none("account")
    flow, account = statements.cash_flow_statement(visit.session, visit.seat, asked.period, asked.beside, account_id)
    of = {"account": id_text(account.account_id)} if account else {"of": "at_hand"}

    def behind(row: Row) -> str:
        return href(visit, "statements.behind", asked, flow=row.key, **of)

    lines = [sum_line("", _("At the start"), flow.begun, flow.begun_beside)]
    for block in flow.blocks:
        lines += block_lines(block, behind)
    lines.append(sum_line("sum", _("In all"), flow.change, flow.change_beside))
    lines.append(sum_line("total", _("At the end"), flow.ended, flow.ended_beside))
    return _page(visit, asked, "statements/cash_flow.html", of if account else None, unvalued=flow.unvalued,
                 lines=lines, flow=flow, place=localised(account.names) if account else "")


@area.get("/books/<book>/reports/trial-balance", may=in_book(Deed.READ))
def trial_balance(visit: BookVisit) -> Response:
    """Every account with its balance at the end of a day, on the side it stands."""
    asked = asking.read(visit)
    on = asked.on(visit.today)
    found = statements.trial_balance(visit.session, visit.seat, on)
    behind = Behind(visit, until=on)
    blocks = [(_(KINDS[block.key]), [(row_name(row), note_of(row), behind(row), row.amount) for row in block.rows])
              for kind in KINDS for block in found.blocks if block.key == kind]
    return _page(visit, asked, "statements/trial_balance.html", on=on, unvalued=found.unvalued, blocks=blocks,
                 found=found)


@area.get("/books/<book>/reports/why", may=in_book(Deed.READ))
def why(visit: BookVisit) -> Response:
    """Why a category came to more or less than in the period beside it; of none named, the largest changes."""
    asked = asking.compared(asking.read(visit))
    category = Fields(request.args).id_or_none("category")
    if category is None:
        found = statements.income_statement(visit.session, visit.seat, asked.period, asked.beside)
        return _page(visit, asked, "statements/why.html",
                     told=_told(visit, asked, found.rows, grouping.CHANGES_MAX))
    explained = grouping.explain(visit.session, visit.seat, category, asked.period, asking.beside_of(asked))
    return _page(visit, asked, "statements/why.html", {"category": id_text(category)},
                 told=[_shown(visit, asked, explained)])


def _page(visit: BookVisit, asked: Asked, name: str, kept: Mapping[str, str] | None = None, **view: Any) -> Response:
    response = make_response(render_template(name, **{**frame(visit, asked, **(kept or {})), **view}))
    response.status_code = status_of(visit)
    return response


def _told_view(visit: BookVisit, told: Told | None) -> dict[str, Any]:
    """What the templates need to tell a statement in a currency and to let another be chosen."""
    home = visit.seat.book.home_currency
    return {"told_in": told, "currencies": telling.choices(visit, told), "home": told.currency if told else home,
            "book_home": home}


def _balance_lines(sheet: Balance, behind: Any, why: Any) -> list[Line]:
    lines = [line for block in sheet.have for line in block_lines(block, behind, why)]
    lines.append(sum_line("sum", _("Have"), sheet.had, sheet.had_beside))
    if sheet.owe.rows:
        lines += [*block_lines(sheet.owe, behind, why), total_line(_("Owe"), sheet.owe, "sum")]
    return [*lines, sum_line("total", _("Yours"), sheet.yours, sheet.yours_beside)]


def _income_lines(found: Income, behind: Any, why: Any) -> list[Line]:
    lines = block_lines(found.income, behind, why, summed=_("All income")) if found.income.rows else []
    for block in found.spending:
        lines += block_lines(block, behind, why)
    if found.spending:
        lines.append(sum_line("sum", _("All spending"), found.went_out, found.went_out_beside))
    return [*lines, sum_line("total", _("Left"), found.left, found.left_beside)]


def _told(visit: BookVisit, asked: Asked, rows: Sequence[Row], most: int = TOLD) -> list[dict[str, Any]]:
    """The largest changes, each with its reasons."""
    beside = asked.beside
    if beside is None:
        return []
    found = grouping.largest_changes(visit.session, visit.seat, rows, asked.period, beside, most)
    return [_shown(visit, asked, one) for one in found]


def _shown(visit: BookVisit, asked: Asked, one: Explained) -> dict[str, Any]:
    """A change and its reasons as the template draws them."""
    home, category = visit.seat.book.home_currency, id_text(one.account.account_id)
    reasons = [{"text": reason_text(reason, home), "minor": reason.minor,
                "href": _behind_reason(visit, asked, reason, category)} for reason in one.reasons]
    return {"name": localised(one.account.names), "icon": one.account.icon, "explained": one, "reasons": reasons,
            "href": href(visit, "statements.why", asked, category=category),
            "entries": Behind(visit, since=asked.period.start, until=asked.last)(
                Row("", one.account, 0, None))}


def _behind_reason(visit: BookVisit, asked: Asked, reason: Reason, category: str) -> str:
    """The entries a reason is about: of who is gone, those of the period beside."""
    if not reason.key:
        return ""
    days = replace(asked, period=asking.beside_of(asked)) if reason.why is Why.GONE else asked
    return href(visit, "statements.behind", days, account=category, by="payee", key=reason.key)
