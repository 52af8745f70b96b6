"""What a person says to one turn of a planned item: record it, not this time, undo."""

from __future__ import annotations

from datetime import date

from flask import Response, request, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import gettext as _
from ledger.services.planning import turning
from ledger.web.planning import pages
from ledger.web.planning.area import back, book_of, planning
from ledger.web.seats import BookVisit
from ledger.web.told import tell

_AT = "/books/<book>/planned/<item>/turns/<day>"


@planning.post(f"{_AT}/confirm", may=in_book(Deed.RECORD), again=pages.index)
def confirm(visit: BookVisit, item: str, day: str) -> Response:
    """Record a turn that waits, with its own sum and day or others."""
    found, fields = turning.get(visit.session, visit.seat, read_id(item), _day(day)), Fields(request.form)
    currency = found.turn.amount.currency
    amount = fields.amount("amount", currency) if "amount" in fields else found.turn.amount
    on = fields.day("on", found.turn.on)
    turning.confirm(visit.session, visit.seat, found.item.item_id, found.turn.on, on, amount, clock.now())
    tell(_("Recorded: %(name)s", name=found.item.name), _url("unconfirm", visit, item, day))
    return back(visit)


@planning.post(f"{_AT}/unconfirm", may=in_book(Deed.AMEND))
def unconfirm(visit: BookVisit, item: str, day: str) -> Response:
    """Take back what a turn was recorded as; it waits again."""
    found = turning.get(visit.session, visit.seat, read_id(item), _day(day))
    turning.unconfirm(visit.session, visit.seat, found.item.item_id, found.turn.on, clock.now())
    tell(_("Taken back: %(name)s", name=found.item.name))
    return back(visit)


@planning.post(f"{_AT}/leave-out", may=in_book(Deed.RECORD))
def leave_out(visit: BookVisit, item: str, day: str) -> Response:
    """Not this time: nothing is recorded."""
    gone = turning.leave_out(visit.session, visit.seat, read_id(item), _day(day), clock.now())
    tell(_("Left out: %(name)s", name=gone.item.name), _url("wait_again", visit, item, day))
    return back(visit)


@planning.post(f"{_AT}/wait-again", may=in_book(Deed.RECORD))
def wait_again(visit: BookVisit, item: str, day: str) -> Response:
    """Let a turn that was left out wait again."""
    turning.wait_again(visit.session, visit.seat, read_id(item), _day(day), clock.now())
    return back(visit)


@planning.post(f"{_AT}/undo", may=in_book(Deed.AMEND))
def undo(visit: BookVisit, item: str, day: str) -> Response:
    """Undo what was recorded by itself; that turn does not come again."""
    found = turning.get(visit.session, visit.seat, read_id(item), _day(day))
    done = turning.take_back(visit.session, visit.seat, found.item.item_id, found.turn.on, clock.now())
    tell(_("Taken back: %(name)s", name=found.item.name), url_for("journal.undo", book=book_of(visit), seq=done.seq),
         _("Put it back"))
    return back(visit)


def _url(deed: str, visit: BookVisit, item: str, day: str) -> str:
    return url_for(f"planning.{deed}", book=book_of(visit), item=item, day=day)


def _day(text: str) -> date:
    """The day an address names. Raises: Missing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Missing() from None
