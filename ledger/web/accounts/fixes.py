"""What a person does after a check: the one tap for a cause, the difference as an entry, and taking either back."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.accounts import checks, mending
from ledger.store.accounts.checks import Fix
from ledger.web.accounts.area import area
from ledger.web.accounts.checks import answer
from ledger.web.journal.forms import read_rate
from ledger.web.seats import BookVisit
from ledger.web.told import tell

_SEQ_MAX = 10**11


@area.post("/books/<book>/accounts/<account>/checks/<check>/mend", may=in_book(Deed.RECORD), again=answer)
def mend(visit: BookVisit, account: str, check: str) -> Response:
    """Do what one of the causes asks for."""
    checks.get(visit.session, visit.seat, read_id(account), read_id(check))
    key = Fields(request.form).line("cause", needed=True)
    fix = mending.mend(visit.session, visit.seat, read_id(account), read_id(check), key, clock.now())
    return _told(visit, account, check, fix, _("Put right."))


@area.post("/books/<book>/accounts/<account>/checks/<check>/fix", may=in_book(Deed.RECORD), again=answer)
def fix(visit: BookVisit, account: str, check: str) -> Response:
    """Record the difference itself."""
    fields = Fields(request.form)
    done = mending.record_difference(
        visit.session, visit.seat, read_id(account), read_id(check), fields.id("category"),
        _("Difference found by checking"), clock.now(), rate=read_rate(request.form))
    return _told(visit, account, check, done, _("The difference is recorded."))


@area.post("/books/<book>/accounts/<account>/checks/<check>/undo", may=in_book(Deed.AMEND))
def undo(visit: BookVisit, account: str, check: str) -> Response:
    """Undo what was done because of a check."""
    numbers = read_id(account), read_id(check)
    checks.get(visit.session, visit.seat, *numbers)
    seq = Fields(request.values).whole("seq", 1, _SEQ_MAX)
    mending.undo(visit.session, visit.seat, *numbers, seq, clock.now())
    tell(_("As it was before."))
    return see_other(_answer(visit, account, check))


@area.post("/books/<book>/accounts/<account>/checks/<check>/take-back", may=in_book(Deed.AMEND))
def unsay(visit: BookVisit, account: str, check: str) -> Response:
    """Take a check back: it was said by mistake. What was done because of it stays."""
    place = checks.place(visit.session, visit.seat, read_id(account))
    checks.take_back(visit.session, visit.seat, place.account_id, read_id(check), clock.now())
    tell(_("Taken back: %(name)s", name=localised(place.names)))
    return see_other(url_for("accounts.ask", book=id_text(visit.seat.book_id), account=account))


def _told(visit: BookVisit, account: str, check: str, done: Fix, text: str) -> Response:
    here: dict[str, Any] = {"book": id_text(visit.seat.book_id), "account": account, "check": check}
    tell(text, url_for("accounts.undo", seq=done.seq, **here))
    return see_other(_answer(visit, account, check))


def _answer(visit: BookVisit, account: str, check: str) -> str:
    return url_for("accounts.answer", book=id_text(visit.seat.book_id), account=account, check=check)
