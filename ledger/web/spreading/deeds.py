"""What a person does with months: divides an entry over them, ends that early, undoes either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flask import Response, request, url_for

from ledger.domain.planning.turn import Mode
from ledger.domain.sharing.role import Deed
from ledger.domain.spreading import plan
from ledger.domain.spreading.plan import BadMonths, How, Plan
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.kernel.period import add_months
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.services.books import looking_back
from ledger.services.books.bookkeeping import StaleEntry
from ledger.services.spreading import beginning, ending, following
from ledger.services.spreading.beginning import NAME_MAX, Asked
from ledger.services.spreading.ending import Back
from ledger.web.journal import pages as journal
from ledger.web.journal.conflicts import conflict_page
from ledger.web.journal.words import title_of
from ledger.web.seats import BookVisit
from ledger.web.spreading.area import area
from ledger.web.spreading.pages import show
from ledger.web.told import tell

_VERSION_MAX = 10**9
_WAYS = (How.EVEN.value, How.DAYS.value)
_STEPS = (How.STRAIGHT.value, How.DECLINING.value)
_MODES = (Mode.POST.value, Mode.DRAFT.value)


@area.post("/books/<book>/journal/<thing>/spread", may=in_book(Deed.PLAN), again=journal.entry)
def spread(visit: BookVisit, thing: str) -> Response:
    """Divide an entry over the months it covers, or over those a thing is used."""
    found, fields = looking_back.thing(visit.session, visit.seat, read_id(thing)), Fields(request.form)
    currency, is_wear = found.shown.kept.entry.postings[0].currency, fields.line("way") == "wear"
    residual = fields.amount("residual", currency).minor if is_wear and "residual" in fields else 0
    name = fields.line("called", limit=NAME_MAX) or title_of(found.shown)[:NAME_MAX]
    asked = Asked(fields.id("category"), _worn(fields, residual) if is_wear else _covered(fields), name,
                  Mode(fields.choice("mode", _MODES)), residual)
    version = fields.whole("version", 1, _VERSION_MAX)
    try:
        begun = beginning.begin(visit.session, visit.seat, read_id(thing), version, asked, clock.now())
    except StaleEntry:
        return conflict_page(visit, read_id(thing), {})
    book, number = id_text(visit.seat.book_id), id_text(begun.item_id)
    tell(_("Divided over months: %(name)s", name=name), url_for("spreading.undo", book=book, spread=number))
    return see_other(url_for("spreading.show", book=book, spread=number))


@area.post("/books/<book>/spread/<spread>/end", may=in_book(Deed.RECORD), again=show)
def end(visit: BookVisit, spread: str) -> Response:
    """Put all that is left on its category at once."""
    found = ending.bear_rest(visit.session, visit.seat, read_id(spread), _on(visit), clock.now())
    return _ended(visit, spread, _("Ended: %(name)s", name=found.item.name))


@area.post("/books/<book>/spread/<spread>/back", may=in_book(Deed.RECORD), again=show)
def back(visit: BookVisit, spread: str) -> Response:
    """Money came back for the rest, or a thing was sold or scrapped."""
    found, fields = following.get(visit.session, visit.seat, read_id(spread)), Fields(request.form)
    amount = fields.amount("back", found.currency) if "back" in fields or not found.spread.how.is_wear else Money(
        0, found.currency)
    said = Back(amount, fields.id_or_none("place"))
    done = ending.take_money_back(visit.session, visit.seat, read_id(spread), said, _on(visit), clock.now())
    return _ended(visit, spread, _("Ended: %(name)s", name=done.item.name))


@area.post("/books/<book>/spread/<spread>/go-on", may=in_book(Deed.AMEND))
def go_on(visit: BookVisit, spread: str) -> Response:
    """Undo the early end."""
    found = ending.go_on(visit.session, visit.seat, read_id(spread), clock.now())
    tell(_("It goes on: %(name)s", name=found.item.name))
    return see_other(_at(visit, spread))


@area.post("/books/<book>/spread/<spread>/undo", may=in_book(Deed.AMEND))
def undo(visit: BookVisit, spread: str) -> Response:
    """Undo it altogether: the entry is as it was."""
    gone = ending.undo(visit.session, visit.seat, read_id(spread), clock.now())
    tell(_("As it was before: %(name)s", name=gone.item.name))
    return see_other(url_for("spreading.index", book=id_text(visit.seat.book_id)))


def _covered(fields: Fields) -> Callable[[int, date], Plan]:
    """The plan of a payment, by what the form says it covers. Raises: BadMonths, and what reading raises."""
    how, last = fields.choice("how", _WAYS), fields.day("until") if "until" in fields else None
    months = _months(fields) if last is None else 0

    def planned(minor: int, on: date) -> Plan:
        first = fields.day("first", on)
        if how == How.DAYS.value:
            return plan.by_days(minor, first, last or add_months(first, months) - timedelta(days=1))
        return plan.until(minor, first, last) if last else plan.evenly(minor, first, months)

    return planned


def _worn(fields: Fields, residual: int) -> Callable[[int, date], Plan]:
    """The plan of a thing that lasts. Raises: BadMonths, and what reading raises."""
    divide = plan.straight if fields.choice("how", _STEPS) == How.STRAIGHT.value else plan.declining
    months = _months(fields)
    return lambda minor, on: divide(minor, residual, on, months)


def _months(fields: Fields) -> int:
    """A number of months as typed. Raises: Needed, BadMonths."""
    text = fields.line("months", needed=True)
    if not text.isascii() or not text.isdigit():
        raise BadMonths(most=plan.PARTS_MAX, field="months")
    months = int(text[:6])
    plan.check_months(months)
    return months


def _on(visit: BookVisit) -> date:
    return Fields(request.form).day("on", visit.today)


def _ended(visit: BookVisit, spread: str, text: str) -> Response:
    tell(text, url_for("spreading.go_on", book=id_text(visit.seat.book_id), spread=spread))
    return see_other(_at(visit, spread))


def _at(visit: BookVisit, spread: str) -> str:
    return url_for("spreading.show", book=id_text(visit.seat.book_id), spread=spread)
