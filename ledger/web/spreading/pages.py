"""What is spread over months: all of it with what is left, and one with its parts."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request

from ledger.domain.sharing.role import Deed
from ledger.domain.spreading.plan import How
from ledger.domain.spreading.spread import Spreading
from ledger.kernel.errors import N_
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.plumbing.access import in_book
from ledger.services.books.quick import accounts_in
from ledger.services.spreading import following
from ledger.web.owing import places
from ledger.web.seats import BookVisit
from ledger.web.spreading.area import area
from ledger.web.told import take_told

WAYS = {
    How.EVEN: N_("The same each month"), How.DAYS: N_("By days"), How.STRAIGHT: N_("Loses the same each month"),
    How.DECLINING: N_("Loses more at first"),
}
"""How a sum is divided, in words."""


@area.get("/books/<book>/spread", may=in_book(Deed.READ))
def index(visit: BookVisit) -> Response:
    """Everything that is or was spread."""
    found = following.listed(visit.session, visit.seat)
    left = [one for one in found if one.left and not one.spread.how.is_wear]
    worth = [one for one in found if one.left and one.spread.how.is_wear]
    return make_response(render_template(
        "spreading/index.html", **_frame(visit), running=[one for one in found if one.is_running],
        over=[one for one in found if not one.is_running], left=_sums(left), worth=_sums(worth)))


@area.get("/books/<book>/spread/<spread>", may=in_book(Deed.READ))
def show(visit: BookVisit, spread: str) -> Response:
    """One of them: its parts, what is left, and ending it early; once more where that was refused."""
    found = following.get(visit.session, visit.seat, read_id(spread))
    known = accounts_in(visit.session, visit.seat)
    is_open = not visit.seat.book.closed
    return make_response(render_template(
        "spreading/show.html", **_frame(visit), one=found, number=spread, unit=found.currency,
        account=known[found.item.account_id], category=known[found.item.category_id or 0], typed=request.form,
        may_record=is_open and visit.seat.may(Deed.RECORD), may_amend=is_open and visit.seat.may(Deed.AMEND),
        into=places(one for one in known.values() if one.is_liquid)))


def _sums(found: list[Spreading]) -> list[Money]:
    sums: dict[str, int] = {}
    for one in found:
        sums[one.currency] = sums.get(one.currency, 0) + one.left.minor
    return [Money(minor, currency) for currency, minor in sums.items()]


def _frame(visit: BookVisit) -> dict[str, Any]:
    return {"book": id_text(visit.seat.book_id), "today": visit.today, "faults": visit.faults, "told": take_told(),
            "ways": WAYS, "home": visit.seat.book.home_currency}
