"""Checking an account: the question, the answer with what could explain a difference, and the checks before."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.accounts.causes import Why
from ledger.domain.accounts.check import PIECES, counted
from ledger.domain.accounts.mending import choices, kinds_for, usual
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields, Needed, NotAChoice
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.accounts import checks, mending
from ledger.services.books import journal
from ledger.services.books.quick import accounts_in
from ledger.web.accounts.area import area
from ledger.web.journal.words import deed_name, member_name, title_of
from ledger.web.seats import BookVisit
from ledger.web.told import take_told, tell

_PIECES_MAX = 10**6

TAPS = {
    Why.TWICE: N_("Take one back"),
    Why.TURNED: N_("Turn it round"),
    Why.DUE: N_("Record it"),
    Why.ELSEWHERE: N_("Move it here"),
}
"""What one tap does about a cause; where digits changed places it names the right amount."""

GROUPS = {Kind.EXPENSE: N_("Spending"), Kind.INCOME: N_("Income")}


@area.get("/books/<book>/accounts/<account>/checks", may=in_book(Deed.READ))
def ask(visit: BookVisit, account: str) -> Response:
    """What does it really hold? And what it was said to hold before."""
    found = checks.place(visit.session, visit.seat, read_id(account))
    units = checks.currencies(visit.session, visit.seat, found, visit.today)
    return make_response(
        render_template(
            "accounts/checks.html",
            **_frame(visit, found),
            earlier=checks.of_account(visit.session, visit.seat, found.account_id),
            members=journal.members_of(visit.session, visit.seat),
            member_name=member_name,
            kept=request.form,
            faults=visit.faults,
            unit=units[0],
            units=[(unit, unit) for unit in units],
            pieces=[(f"n-{worth}", Money(worth, units[0])) for worth in _pieces(found, units[0])],
            told=take_told(),
        )
    )


@area.post("/books/<book>/accounts/<account>/checks", may=in_book(Deed.RECORD), again=ask)
def say(visit: BookVisit, account: str) -> Response:
    """Keep what it is said to hold, and answer."""
    found = checks.place(visit.session, visit.seat, read_id(account))
    units = checks.currencies(visit.session, visit.seat, found, visit.today)
    fields = Fields(request.form)
    said = _said(fields, found, units)
    on = fields.day("on", visit.today)
    kept = checks.say(visit.session, visit.seat, found.account_id, said, on, visit.today, clock.now())
    here: dict[str, Any] = {"book": _book(visit), "account": account, "check": id_text(kept.check_id)}
    tell(_("Kept: %(name)s", name=localised(found.names)), url_for("accounts.unsay", **here))
    return see_other(url_for("accounts.answer", **here))


@area.get("/books/<book>/accounts/<account>/checks/<check>", may=in_book(Deed.READ))
def answer(visit: BookVisit, account: str, check: str) -> Response:
    """Whether account and books hold the same; else the difference, what could explain it, and what to do."""
    known = accounts_in(visit.session, visit.seat)
    found = checks.get(visit.session, visit.seat, read_id(account), read_id(check))
    place = known[found.check.account_id]
    category = usual(known, place, found.gap)
    return make_response(
        render_template(
            "accounts/check.html",
            **_frame(visit, place),
            found=found,
            check=check,
            explained=mending.explained(visit.session, visit.seat, found),
            fixed=mending.fixed(visit.session, visit.seat, found.check.check_id),
            taps=TAPS,
            title_of=title_of,
            deed_name=deed_name,
            said_by=member_name(journal.members_of(visit.session, visit.seat).get(found.check.member_id or 0)),
            choices=_choices(list(known.values()), found.gap),
            usual=id_text(category.account_id) if category else "",
            kept=request.form,
            faults=visit.faults,
            told=take_told(),
        )
    )


def _said(fields: Fields, account: Account, units: list[str]) -> Money:
    """What the form says, below zero for a debt. Raises: Needed, PiecesDiffer, and what reading raises."""
    unit = fields.choice("currency", tuple(units)) if "currency" in fields else units[0]
    written = fields.amount("amount", unit) if "amount" in fields else None
    pieces = {
        worth: fields.whole(f"n-{worth}", 0, _PIECES_MAX)
        for worth in _pieces(account, unit) if f"n-{worth}" in fields
    }  # fmt: skip
    if any(pieces.values()) and unit != units[0]:
        raise NotAChoice(field="currency")
    total = counted(pieces, written, unit)
    if total is None:
        raise Needed(field="amount")
    return -total if account.kind is Kind.LIABILITY else total


def _pieces(account: Account, unit: str) -> tuple[int, ...]:
    return PIECES.get(unit, ()) if account.purpose is Purpose.CASH else ()


def _choices(known: list[Account], gap: Money) -> list[tuple[str, list[tuple[str, str]]]]:
    """The categories a difference may go to, under the name of their kind."""
    offered = choices(known, gap) if gap else []
    return [
        (_(GROUPS[kind]), [(id_text(one.account_id), localised(one.names)) for one in offered if one.kind is kind])
        for kind in kinds_for(gap)
    ]


def _frame(visit: BookVisit, account: Account) -> dict[str, Any]:
    seat = visit.seat
    return {
        "book": _book(visit), "home": seat.book.home_currency, "today": visit.today, "place": account,
        "number": id_text(account.account_id), "owes": account.kind is Kind.LIABILITY,
        "zone": visit.principal.zone,
        "is_shared": len(journal.members_of(visit.session, seat)) > 1,
        "may_record": seat.may(Deed.RECORD) and not seat.book.closed,
        "may_amend": seat.may(Deed.AMEND) and not seat.book.closed,
    }  # fmt: skip


def _book(visit: BookVisit) -> str:
    return id_text(visit.seat.book_id)
