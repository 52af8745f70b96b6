"""A card's page: the statement that is due, the cycle that runs, what it costs; and paying it from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.debts.card import CardCourse
from ledger.domain.sharing.role import Deed
from ledger.kernel.figures import Statement
from ledger.kernel.ids import id_text, packed, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.face.chart import share_bar
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books.quick import accounts_in
from ledger.services.debts import cards
from ledger.web.accounts.words import BASES, CONVENTIONS
from ledger.web.debts.area import area
from ledger.web.debts.frame import frame, sources
from ledger.web.seats import BookVisit
from ledger.web.told import take_told, tell


@dataclass(frozen=True, slots=True)
class StatementShown:
    """A statement of the list: the first of its days, its state, and the entries behind its payments and charges."""

    said: Statement
    since: date | None
    state: str
    payments: str
    charges: str


@area.get("/books/<book>/cards/<card>", may=in_book(Deed.READ))
def card(visit: BookVisit, card: str) -> Response:
    """One card: what is due and when, how much of it is used, and what paying the least would cost."""
    found = cards.card(visit.session, visit.seat, read_id(card), visit.today)
    options, usual = sources(
        accounts_in(visit.session, visit.seat), found.account, found.unit, found.sources)
    return make_response(render_template(
        "debts/card.html", **frame(visit, found.account, found.unit), course=found.course, terms=found.course.terms,
        options=options, usual=usual, usual_name=dict(options).get(usual, ""), told=take_told(),
        statements=_statements(found.course), **_words(found.course),
    ))


@area.post("/books/<book>/cards/<card>/pay", may=in_book(Deed.RECORD), again=card)
def pay_card(visit: BookVisit, card: str) -> Response:
    """Pay the card: one transfer, prefilled."""
    found, fields = cards.card(visit.session, visit.seat, read_id(card), visit.today), Fields(request.form)
    amount: Money = fields.amount("amount", found.unit)
    done = cards.pay(
        visit.session, visit.seat, found, fields.id("account"), amount, fields.day("on", visit.today), clock.now())
    book = id_text(visit.seat.book_id)
    tell(_("Paid: %(name)s %(sum)s", name=localised(found.account.names), sum=amount_text(amount)),
         url_for("journal.undo", book=book, seq=done.seq))
    return see_other(url_for("debts.card", book=book, card=card))


def _words(course: CardCourse) -> dict[str, Any]:
    """Terms in words, and the bar of what is used."""
    terms = course.terms
    return {
        "convention": _(CONVENTIONS[terms.rate_convention]), "basis": _(BASES[terms.interest_basis]),
        "used_bar": share_bar(max(course.owed, 0), terms.limit) if terms.limit else None,
        "cycle_ids": packed(course.cycle.entries) if course.cycle else "",
    }


def _statements(course: CardCourse) -> list[StatementShown]:
    """The statements, newest first."""
    found = []
    before: Statement | None = None
    for one in course.statements:
        since = before.closed_on + timedelta(days=1) if before else None
        found.append(StatementShown(one, since, _state(one, course.on), packed(one.payments), packed(one.charges)))
        before = one
    return found[::-1]


def _state(one: Statement, on: date) -> str:
    if one.paid >= one.balance:
        return "paid"
    if one.due_on >= on:
        return "due"
    return "least" if one.paid >= one.minimum else "missed"
