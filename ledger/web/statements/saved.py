"""Saved reports in a browser: kept from a statement, opened, renamed, pinned, put in order, away and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.reports import saved as domain
from ledger.domain.reports.facet import Facet
from ledger.domain.reports.saved import NAME_MAX, STATEMENTS, SavedReport
from ledger.domain.reports.span import Asked, Span
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised, ngettext
from ledger.services.books.quick import accounts_in
from ledger.services.reports import saving
from ledger.web.seats import BookVisit
from ledger.web.stale import conflict_page, differences
from ledger.web.statements import asked as asking
from ledger.web.statements.area import area
from ledger.web.statements.keeping import OF, address
from ledger.web.statements.words import BESIDES, FACETS, REPORTS, period_name
from ledger.web.told import take_told, tell

_MOVES, _STAYS = "moves", "stays"
_NOW = {Span.MONTH: N_("This month"), Span.QUARTER: N_("This quarter"), Span.YEAR: N_("This year")}
_LAST = {Span.MONTH: N_("Last month"), Span.QUARTER: N_("Last quarter"), Span.YEAR: N_("Last year")}
_GONE = {"account": N_("Its account is gone."), "project": N_("No project is left to gather by.")}


@area.get("/books/<book>/reports/saved", may=in_book(Deed.READ))
def saved(visit: BookVisit, saved: str = "") -> Response:
    """The saved reports one sees, in their order; also where a deed done to one of them was refused."""
    found = saving.reports(visit.session, visit.seat)
    gone = saving.gone_from(visit.session, visit.seat, found)
    return make_response(render_template(
        "statements/saved.html", book=id_text(visit.seat.book_id), told=take_told(), faults=visit.faults,
        statements_href=url_for("statements.balance_sheet", book=id_text(visit.seat.book_id)),
        reports=[(one, _about(visit, one), _(_GONE[gone[one.report_id]]) if one.report_id in gone else "",
                  saving.may_change(one, visit.seat)) for one in found]))


@area.get("/books/<book>/reports/saved/<saved>/open", may=in_book(Deed.READ))
def open_saved(visit: BookVisit, saved: str) -> Response:
    """The statement a saved report is of, as it stands today; where what it is about is gone, the list that says so."""
    found = saving.report(visit.session, visit.seat, read_id(saved))
    if saving.gone_from(visit.session, visit.seat, [found]):
        return _back(visit)
    book = id_text(visit.seat.book_id)
    return see_other(address(f"statements.{found.statement}", book, found.address(visit.today)))


@area.get("/books/<book>/reports/save", may=in_book(Deed.READ))
def new_saved(visit: BookVisit) -> Response:
    """A statement about to be saved, as its address says it. Raises: Missing, where it names no statement."""
    statement, asked = _statement(), _asked(visit)
    back = domain.periods_back(asked, visit.today)
    days = []
    if back is not None and statement != "account_register":
        days = [(_MOVES, _moving(asked.span, back)), (_STAYS, period_name(asked.span, asked.period, visit.today))]
    said, book = request.args.to_dict(), id_text(visit.seat.book_id)
    return _form(visit, None, {"name": _title(visit, statement), "days": _MOVES if back in (0, 1) else _STAYS}, days,
                 address("statements.save_report", book, said),
                 address(f"statements.{statement}", book, {name: one for name, one in said.items() if name != OF}))


@area.post("/books/<book>/reports/save", may=in_book(Deed.READ), again=new_saved)
def save_report(visit: BookVisit) -> Response:
    """Keep a statement under a name."""
    seat, statement = visit.seat, _statement()
    asked = _asked(visit)
    name, is_shared, is_pinned = _read(Fields(request.form))
    arguments = {one: value for one, value in request.args.to_dict().items() if one != OF}
    moves = request.form.get("days", _STAYS) == _MOVES or statement == "account_register"
    said = domain.said_of(arguments, asked, visit.today, moves=moves)
    made = saving.make(visit.session, seat, SavedReport(0, 0, name, statement, said, is_shared, is_pinned), clock.now())
    tell(_("Saved: %(name)s", name=made.name), _to(visit, "statements.drop_saved", made, version=made.version))
    return _back(visit)


@area.get("/books/<book>/reports/saved/<saved>", may=in_book(Deed.READ))
def one_saved(visit: BookVisit, saved: str) -> Response:
    """One saved report, to be renamed, pinned or shared."""
    found = saving.report(visit.session, visit.seat, read_id(saved))
    if not saving.may_change(found, visit.seat):
        raise Missing()
    return _form(visit, found, _values(found), [], _to(visit, "statements.write_saved", found),
                 url_for("statements.saved", book=id_text(visit.seat.book_id)))


@area.post("/books/<book>/reports/saved/<saved>", may=in_book(Deed.READ), again=one_saved)
def write_saved(visit: BookVisit, saved: str) -> Response:
    """Rename, pin or share a report; undoing it writes what stood before."""
    was = saving.report(visit.session, visit.seat, read_id(saved))
    name, is_shared, is_pinned = _read(Fields(request.form if "name" in request.form else request.args))
    fresh = replace(was, name=name, is_shared=is_shared, is_pinned=is_pinned)
    try:
        done = saving.amend(visit.session, visit.seat, was.report_id, _version(),
                            lambda one: replace(one, name=name, is_shared=is_shared, is_pinned=is_pinned), clock.now())
    except saving.StaleReport:
        return conflict_page(was.name, differences(_said(fresh), _said(was)), was.version,
                             _to(visit, "statements.one_saved", was))
    tell(_("Saved: %(name)s", name=done.name),
         _to(visit, "statements.write_saved", done, **_values(was), version=done.version))
    return _back(visit)


@area.post("/books/<book>/reports/saved/<saved>/remove", may=in_book(Deed.READ), again=saved)
def drop_saved(visit: BookVisit, saved: str) -> Response:
    """Keep a report no more."""
    gone = saving.remove(visit.session, visit.seat, read_id(saved), _version(), clock.now())
    tell(_("Removed: %(name)s", name=gone.name), _to(visit, "statements.put_back_saved", gone))
    return _back(visit)


@area.post("/books/<book>/reports/saved/<saved>/put-back", may=in_book(Deed.READ), again=saved)
def put_back_saved(visit: BookVisit, saved: str) -> Response:
    """Keep a removed report again."""
    back = saving.put_back(visit.session, visit.seat, read_id(saved), clock.now())
    tell(_("Saved: %(name)s", name=back.name))
    return _back(visit)


@area.post("/books/<book>/reports/saved/<saved>/up", may=in_book(Deed.READ))
def raise_saved(visit: BookVisit, saved: str) -> Response:
    """Put a report one place up."""
    saving.move_up(visit.session, visit.seat, read_id(saved), clock.now())
    return _back(visit)


def _form(visit: BookVisit, found: SavedReport | None, start: dict[str, str], days: list[tuple[str, str]], action: str,
          back_href: str) -> Response:
    return make_response(render_template(
        "statements/save.html", report=found, start=start, kept=request.form, faults=visit.faults, days=days,
        action=action, back_href=back_href, may_share=saving.may_share(visit.seat),
        drop_href=_to(visit, "statements.drop_saved", found) if found else ""))


def _read(fields: Fields) -> tuple[str, bool, bool]:
    """A name, whether it is shared and whether it is pinned."""
    return fields.line("name", needed=True, limit=NAME_MAX), fields.flag("shared"), fields.flag("pinned")


def _statement() -> str:
    statement = request.args.get(OF, STATEMENTS[0])
    if statement not in STATEMENTS:
        raise Missing()
    return statement


def _asked(visit: BookVisit) -> Asked:
    """The days the address asks for; the seat stays as it is now, and what cannot be read is left out."""
    seat, faults = visit.seat, dict(visit.faults)
    asked = asking.read(visit)
    visit.seat, visit.faults = seat, faults
    return asked


def _moving(span: Span, back: int) -> str:
    if back == 0:
        return _(_NOW[span])
    if back == 1:
        return _(_LAST[span])
    return {
        Span.MONTH: ngettext("%(num)s month back", "%(num)s months back", back),
        Span.QUARTER: ngettext("%(num)s quarter back", "%(num)s quarters back", back),
        Span.YEAR: ngettext("%(num)s year back", "%(num)s years back", back),
    }[span]


def _title(visit: BookVisit, statement: str) -> str:
    """What a report is called unless told: its statement, or the account it is of."""
    account = accounts_in(visit.session, visit.seat).get(_number(request.args.get("account", "")))
    if account is not None:
        return localised(account.names)
    facet = request.args.get("by", "")
    if facet in tuple(FACETS):
        return _(FACETS[Facet(facet)])
    return _name_of(statement)


def _name_of(statement: str) -> str:
    named = REPORTS.get(f"statements.{statement}")
    return _(named[1]) if named else _("Why it changed")


def _number(text: str) -> int:
    try:
        return read_id(text)
    except Missing:
        return 0


def _about(visit: BookVisit, one: SavedReport) -> str:
    """Which statement, of which days, beside which."""
    said = one.said
    span = Span(said["span"])
    if one.statement == "account_register":
        return _name_of(one.statement)
    days = _moving(span, int(said["back"])) if one.moves else period_name(span, one.period(visit.today), visit.today)
    beside = said["beside"]
    return " · ".join([_name_of(one.statement), days,
                       *([_("beside: %(what)s", what=_(BESIDES[beside]))] if beside != "none" else [])])


def _values(one: SavedReport) -> dict[str, Any]:
    return {"name": one.name, "shared": "yes" if one.is_shared else "", "pinned": "yes" if one.is_pinned else ""}


def _said(one: SavedReport) -> list[tuple[str, str]]:
    def yes(is_so: bool) -> str:
        return _("Yes") if is_so else _("No")

    return [(_("Name"), one.name), (_("For everybody in this ledger"), yes(one.is_shared)),
            (_("On the start page"), yes(one.is_pinned))]


def _version() -> int:
    return Fields(request.values).whole("version", 1, 10**9)


def _to(visit: BookVisit, endpoint: str, one: SavedReport, **more: Any) -> str:
    return url_for(endpoint, book=id_text(visit.seat.book_id), saved=id_text(one.report_id), **more)


def _back(visit: BookVisit) -> Response:
    return see_other(url_for("statements.saved", book=id_text(visit.seat.book_id)))
