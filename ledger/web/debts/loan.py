"""A loan's page: what was paid, what is to come, what it costs; and paying its next instalment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.debts.course import Course, LoanMove
from ledger.domain.debts.split import Split, instalment
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import digits_of
from ledger.kernel.ids import id_text, packed, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.face.chart import line_plot
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text, day_short
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books.quick import accounts_in
from ledger.services.debts import ahead, loans, paying
from ledger.services.debts.loans import Loan
from ledger.services.debts.paying import Payment
from ledger.web.accounts.words import CONVENTIONS, METHODS
from ledger.web.debts.area import area
from ledger.web.debts.frame import frame, sources
from ledger.web.debts.rate import cost_asked
from ledger.web.seats import BookVisit
from ledger.web.told import take_told, tell

NAME_MAX = 80
_SHOWN_AHEAD = 12
_POINTS_MAX = 60


@dataclass(frozen=True, slots=True)
class RowShown:
    """One line of a loan's table, minor units: `cost` is interest and fees. `of` holds the entry behind what was
    paid; `n` is None for what was paid besides the instalments."""

    n: int | None
    on: date
    payment: int
    principal: int
    cost: int
    owed: int
    of: str = ""


@area.get("/books/<book>/loans/<loan>", may=in_book(Deed.READ))
def loan(visit: BookVisit, loan: str) -> Response:
    """One loan: its course, its cost, and its next instalment to be recorded."""
    found = loans.loan(visit.session, visit.seat, read_id(loan))
    known = accounts_in(visit.session, visit.seat)
    items = ahead.items_of(visit.session, visit.seat, found.account.account_id)
    paid_from = found.sources or [item.account_id for item in items]
    options, usual = sources(known, found.account, found.unit, paid_from)
    return make_response(render_template(
        "debts/loan.html", **frame(visit, found.account, found.unit), found=found, course=found.course, options=options,
        usual=usual, items=items, told=take_told(),
        **(_course(found.course, found.unit, visit.today) if found.course else {}),
    ))


@area.post("/books/<book>/loans/<loan>/pay", may=in_book(Deed.RECORD), again=loan)
def pay(visit: BookVisit, loan: str) -> Response:
    """Record a payment as the form divides it: what it pays back, its interest, its fee."""
    found = loans.loan(visit.session, visit.seat, read_id(loan))
    payment = read_payment(found, visit.today)
    done = paying.pay(visit.session, visit.seat, found, payment, clock.now())
    book = id_text(visit.seat.book_id)
    tell(_("Paid: %(name)s %(sum)s", name=localised(found.account.names), sum=_text(payment.split, found.unit)),
         url_for("journal.undo", book=book, seq=done.seq))
    return see_other(url_for("debts.loan", book=book, loan=loan))


@area.post("/books/<book>/loans/<loan>/plan", may=in_book(Deed.PLAN), again=loan)
def plan(visit: BookVisit, loan: str) -> Response:
    """Plan the instalments to come."""
    found = loans.loan(visit.session, visit.seat, read_id(loan))
    name, source = localised(found.account.names)[:NAME_MAX], Fields(request.form).id("account")
    item = ahead.plan(visit.session, visit.seat, found, source, name, clock.now())
    book = id_text(visit.seat.book_id)
    tell(_("Planned: %(name)s", name=item.name),
         url_for("planning.close", book=book, item=id_text(item.item_id), version=item.version))
    return see_other(url_for("debts.loan", book=book, loan=loan))


def read_payment(found: Loan, today: date) -> Payment:
    """A payment as its form says it. Raises: what reading a field raises."""
    fields = Fields(request.form)
    parts = {name: fields.amount(name, found.unit).minor if name in fields else 0
             for name in ("principal", "interest", "fee")}
    return Payment(fields.day("on", today), fields.id("account"), Split(**parts))


def _course(course: Course, unit: str, today: date) -> dict[str, Any]:
    """What the page shows of a loan with terms."""
    rows = [_paid(one.n, one.move, one.owed) for one in course.paid]
    fee = course.terms.each_fee
    to_come = [RowShown(row.n, row.due or today, row.payment + fee, row.principal, row.interest + fee, row.balance)
               for row in course.to_come]
    row = course.next
    return {
        "paid": rows, "to_come": to_come, "soon": to_come[:_SHOWN_AHEAD], "total": _total([*rows, *to_come]),
        "next": instalment(course, row) if row else None, "due": row.due if row else None,
        "is_due_now": course.is_instalment(today), "plot": _plot(course, unit, today),
        "asked_cost": cost_asked(course.terms, unit, sum(move.fee for move in course.moves if move.minor < 0)),
        "method": _(METHODS[course.terms.method]), "convention": _(CONVENTIONS[course.terms.rate_convention]),
        "borrowed": sum(-move.minor for move in course.moves if move.minor < 0),
        "behind_ids": {
            "borrowed": _behind(move for move in course.moves if move.minor < 0),
            "paid": _behind(one.move for one in course.paid),
            "cost": _behind(move for move in course.moves if move.interest or move.fee),
        },
    }


def _paid(n: int | None, move: LoanMove, owed: int) -> RowShown:
    cost = move.interest + move.fee
    return RowShown(n, move.on, move.minor + cost, move.minor, cost, owed, packed([move.entry]))


def _total(rows: list[RowShown]) -> tuple[int, int, int]:
    return sum(row.payment for row in rows), sum(row.principal for row in rows), sum(row.cost for row in rows)


def _behind(moves: Any) -> str:
    return packed(move.entry for move in moves)


def _plot(course: Course, unit: str, today: date) -> dict[str, Any]:
    """What was owed entry by entry, and what will be, instalment by instalment."""
    owed, points = 0, []
    for move in course.moves:
        owed -= move.minor
        points.append((move.on, owed))
    passed = len(points)
    points += [(row.due or today, row.balance) for row in course.to_come]
    last = len(points) - 1
    ticks = [(at, f"{points[at][0]:%Y-%m}") for at in sorted({0, last // 2, last})] if points else []
    step = -(-len(points) // _POINTS_MAX) or 1
    listed = [(day_short(on, today), amount_text(Money(minor, unit))) for on, minor in points[::step]]
    plot = line_plot(
        [minor for _on, minor in points] or [0], ahead_from=max(passed - 1, 0) if course.to_come else None,
        ticks=ticks, fill=True, unit=10 ** digits_of(unit))
    return {"plot": plot, "labels": [day_short(on, today) for on, _minor in points],
            "table": ([_("Day"), _("Still owed")], listed)}


def _text(split: Split, unit: str) -> str:
    return amount_text(Money(split.payment, unit))
