"""The pages of accounts and categories: all of them, a new one, and one to amend."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.terms import CardTerms
from ledger.plumbing.access import in_book
from ledger.plumbing.i18n import current_language, localised
from ledger.services.accounts import checks
from ledger.services.books import arranging
from ledger.services.books.holding import holdings
from ledger.web.accounts import words
from ledger.web.accounts.area import area
from ledger.web.accounts.form import blank
from ledger.web.currencies.shown import unit_choices
from ledger.web.seats import BookVisit
from ledger.web.told import take_told


@area.get("/books/<book>/accounts", may=in_book(Deed.READ))
def index(visit: BookVisit) -> Response:
    """Every place with what is on it, what one has, owes and owns, and the categories."""
    return make_response(
        render_template(
            "accounts/index.html",
            **_frame(visit),
            shown=holdings(visit.session, visit.seat, visit.today),
            checked=checks.latest(visit.session, visit.seat),
            may_check=visit.seat.may(Deed.RECORD) and not visit.seat.book.closed,
            sections=words.SECTIONS,
            purposes=words.PURPOSE_NAMES,
            may_arrange=visit.seat.may(Deed.ARRANGE) and not visit.seat.book.closed,
            told=take_told(),
        )
    )


@area.get("/books/<book>/accounts/new", may=in_book(Deed.ARRANGE))
def new(visit: BookVisit) -> Response:
    """What it is to be; and, once that is said, its form."""
    what = request.values.get("what", "")
    if not what:
        offered = arranging.offered(visit.session, visit.seat)
        return make_response(
            render_template(
                "accounts/choose.html", **_frame(visit), kinds=words.what_choices(), offered=offered, told=take_told()
            )
        )
    return _form(visit, blank(what), what=what)


@area.get("/books/<book>/accounts/<account>", may=in_book(Deed.ARRANGE))
def amend(visit: BookVisit, account: str) -> Response:
    """One account or category, to be put right."""
    found = arranging.get(visit.session, visit.seat, read_id(account))
    opened = arranging.opened_as(visit.session, visit.seat, found)
    return _form(visit, found, opened=id_text(opened) if opened else "", told=take_told())


def _form(visit: BookVisit, account: Account, **view: Any) -> Response:
    unit = account.currency or visit.seat.book.home_currency
    return make_response(
        render_template(
            "accounts/form.html",
            **_frame(visit),
            account=account,
            unit=unit,
            name=account.names.get(current_language()) or (localised(account.names) if account.names else ""),
            kept=request.form,
            faults=visit.faults,
            owes=account.kind is Kind.LIABILITY,
            card=(account.card or CardTerms()) if account.purpose is Purpose.CARD else None,
            loan=account.loan,
            is_loan=account.purpose is Purpose.LOAN,
            defaults=arranging.loan_defaults(visit.session, visit.seat, account),
            purposes=words.purpose_choices(account),
            purpose_name=words.PURPOSE_NAMES[account.purpose],
            icons=words.icon_choices(account),
            currencies=unit_choices(visit),
            conventions=words.said(words.CONVENTIONS),
            bases=words.said(words.BASES),
            methods=words.said(words.METHODS),
            **view,
        )
    )


def _frame(visit: BookVisit) -> dict[str, Any]:
    book = visit.seat.book
    return {"book": id_text(book.book_id), "home": book.home_currency, "today": visit.today}
