"""What a person does to accounts and categories: add, amend, move, put away, take out."""

from __future__ import annotations

from flask import Response, request, url_for

from ledger.domain.books.account import Account
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books import arranging
from ledger.services.books.opening import StaleSettings
from ledger.web.accounts.area import area
from ledger.web.accounts.form import read_account, read_new, read_start
from ledger.web.accounts.pages import amend, new
from ledger.web.accounts.versions import said
from ledger.web.seats import BookVisit
from ledger.web.stale import conflict_page, differences
from ledger.web.told import tell

_VERSION_MAX = 10**9


@area.post("/books/<book>/accounts", may=in_book(Deed.ARRANGE), again=new)
def add(visit: BookVisit) -> Response:
    """Open a new account or category."""
    fields = Fields(request.form)
    read = read_new(fields, request.form.get("what", ""), visit.seat.book.home_currency)
    added = arranging.add(visit.session, visit.seat, read, clock.now())
    _start(visit, fields, added)
    tell(_("Added: %(name)s", name=localised(added.names)), _to(visit, "accounts.put_away", added), _("Put it away"))
    return _back(visit)


@area.post("/books/<book>/accounts/offered", may=in_book(Deed.ARRANGE))
def take_up(visit: BookVisit) -> Response:
    """Open what the scene offers."""
    key = Fields(request.form).line("key", needed=True)
    added = arranging.take_up(visit.session, visit.seat, key, clock.now())
    tell(_("Added: %(name)s", name=localised(added.names)), _to(visit, "accounts.put_away", added), _("Put it away"))
    more = url_for("accounts.new", book=_book(visit))
    return see_other(_to(visit, "accounts.amend", added) if added.is_place else more)


@area.post("/books/<book>/accounts/<account>", may=in_book(Deed.ARRANGE), again=amend)
def write(visit: BookVisit, account: str) -> Response:
    """Put an account or category right."""
    fields = Fields(request.form)
    was = arranging.get(visit.session, visit.seat, read_id(account))
    version = fields.whole("version", 1, _VERSION_MAX)
    read = read_account(fields, was, visit.seat.book.home_currency)
    try:
        kept = arranging.amend(visit.session, visit.seat, read, version, clock.now())
    except StaleSettings:
        return _stale(visit, read, was)
    _start(visit, fields, kept)
    tell(_("Kept: %(name)s", name=localised(kept.names)))
    return _back(visit)


@area.post("/books/<book>/accounts/<account>/step", may=in_book(Deed.ARRANGE))
def step(visit: BookVisit, account: str) -> Response:
    """Let it step up or down among those like it."""
    up = Fields(request.form).choice("way", ("up", "down")) == "up"
    arranging.step(visit.session, visit.seat, read_id(account), clock.now(), up=up)
    return see_other(url_for("accounts.amend", account=account, book=_book(visit)))


@area.post("/books/<book>/accounts/<account>/put-away", may=in_book(Deed.ARRANGE), again=amend)
def put_away(visit: BookVisit, account: str) -> Response:
    """Put it away: nothing is recorded in it any more."""
    gone = arranging.put_away(visit.session, visit.seat, read_id(account), clock.now())
    tell(_("Put away: %(name)s", name=localised(gone.names)), _to(visit, "accounts.take_out", gone))
    return _back(visit)


@area.post("/books/<book>/accounts/<account>/take-out", may=in_book(Deed.ARRANGE), again=amend)
def take_out(visit: BookVisit, account: str) -> Response:
    """Take it out again."""
    back = arranging.take_out(visit.session, visit.seat, read_id(account), clock.now())
    tell(_("Taken out again: %(name)s", name=localised(back.names)))
    return _back(visit)


def _stale(visit: BookVisit, mine: Account, stands: Account) -> Response:
    """Both versions of an account somebody changed meanwhile."""
    home = visit.seat.book.home_currency
    differs = differences(said(mine, home), said(stands, home))
    return conflict_page(localised(stands.names), differs, stands.version, _to(visit, "accounts.amend", stands))


def _start(visit: BookVisit, fields: Fields, account: Account) -> None:
    start = read_start(fields, account, visit.seat.book.home_currency, visit.today)
    if start is not None:
        arranging.open_with(visit.session, visit.seat, account, start.amount, start.on, clock.now(), start.rate)


def _book(visit: BookVisit) -> str:
    return id_text(visit.seat.book_id)


def _to(visit: BookVisit, endpoint: str, account: Account) -> str:
    return url_for(endpoint, account=id_text(account.account_id), book=_book(visit))


def _back(visit: BookVisit) -> Response:
    return see_other(url_for("accounts.index", book=_book(visit)))
