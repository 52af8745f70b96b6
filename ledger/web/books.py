"""Opening a ledger from a scene, its settings, putting it away and erasing it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.books.book import Book
from ledger.domain.books.scene_choices import Pigment
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Area, Visit, in_book
from ledger.plumbing.fields import Fields, NotAChoice
from ledger.plumbing.format import day_short
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import current_language, localised
from ledger.plumbing.i18n import gettext as _
from ledger.services.books import erasing, opening
from ledger.services.books.opening import StaleSettings
from ledger.web.here import seal_letter
from ledger.web.people.choices import currency_choices, is_zone, zone_choices
from ledger.web.seats import BookVisit
from ledger.web.stale import conflict_page, differences
from ledger.web.told import take_told, tell

books = Area("books", __name__)
NAME_MAX = 80
VERSION_MAX = 10**9
PIGMENTS = {
    Pigment.PINE: N_("Pine"),
    Pigment.AZURITE: N_("Azurite"),
    Pigment.OCHRE: N_("Ochre"),
    Pigment.MULBERRY: N_("Mulberry"),
    Pigment.CINNABAR: N_("Cinnabar"),
    Pigment.INK: N_("Ink"),
}


class NotItsName(Invalid):
    """Something else typed where a ledger's name confirms that it shall go."""

    message = N_("This is not the name of the ledger. Nothing was erased.")


@books.get("/books/new", may=SIGNED_IN)
def open_form(visit: Visit[int]) -> Response:
    """The scenes a ledger can be opened from, and what it shall be called."""
    language = current_language()
    return make_response(render_template(
        "books/new.html", scenes=opening.scenes().values(), kept=request.form, faults=visit.faults,
        chosen=request.form.get("scene") or request.args.get("scene", ""), me=visit.principal,
        currencies=currency_choices(language), zones=zone_choices(language)))


@books.post("/books", may=SIGNED_IN, again=open_form)
def open(visit: Visit[int]) -> Response:
    """Open a ledger; a name left empty is the scene's."""
    form = Fields(request.form)
    known = opening.scenes()
    scene = form.choice("scene", known)
    name = form.line("name", limit=NAME_MAX) or localised(known[scene].names)
    seat = opening.open_book(
        visit.session, visit.seat, visit.principal.name, scene, name, clock.now(),
        currency=form.currency("currency"), zone=_zone(form), actor_kind=visit.principal.kind)
    return see_other(url_for("journal.index", book=id_text(seat.book_id)))


@books.get("/books/<book>/settings", may=in_book(Deed.ARRANGE))
def settings(visit: BookVisit) -> Response:
    """What a ledger is called, and how it counts."""
    language, book = current_language(), visit.seat.book
    return make_response(render_template(
        "books/settings.html", book=book, id=id_text(book.book_id), letter=seal_letter(book),
        scene=opening.scenes().get(book.scene), kept=request.form, faults=visit.faults, today=visit.today,
        told=take_told(), may_govern=visit.seat.may(Deed.GOVERN),
        may_erase=visit.seat.may(Deed.ERASE), pigments=[(one.value, _(said)) for one, said in PIGMENTS.items()],
        currencies=currency_choices(language), zones=zone_choices(language)))


@books.post("/books/<book>/settings", may=in_book(Deed.ARRANGE), again=settings)
def arrange(visit: BookVisit) -> Response:
    """Write a ledger's settings."""
    form, book = Fields(request.form), visit.seat.book
    wanted = {
        "name": form.line("name", needed=True, limit=NAME_MAX),
        "zone": _zone(form),
        "home_currency": form.currency("currency") if "currency" in form else book.home_currency,
        "pigment": form.choice("pigment", frozenset(PIGMENTS)),
        "locked_until": _day_or_none(form, "locked_until"),
        "closed": book.closed,
    }
    try:
        _change(visit, wanted)
    except StaleSettings:
        return _stale(visit, wanted)
    tell(_("Kept."))
    return see_other(url_for("books.settings", book=id_text(book.book_id)))


@books.post("/books/<book>/put-away", may=in_book(Deed.GOVERN))
def put_away(visit: BookVisit) -> Response:
    """Put a ledger away: it is kept, and nothing is recorded in it."""
    try:
        away = _change(visit, {**_as_it_is(visit.seat.book), "closed": True})
    except StaleSettings:
        return _stale(visit, {}, _("Put it away all the same"))
    undo = url_for("books.take_out", book=id_text(away.book_id), version=away.version)
    tell(_("Put away: %(name)s", name=away.name), undo, _("Take it out"))
    return see_other(url_for("start.index"))


@books.post("/books/<book>/take-out", may=in_book(Deed.GOVERN))
def take_out(visit: BookVisit) -> Response:
    """Take a ledger out again."""
    _change(visit, {**_as_it_is(visit.seat.book), "closed": False})
    return see_other(url_for("journal.index", book=id_text(visit.seat.book_id)))


@books.post("/books/<book>/erase", may=in_book(Deed.ERASE), again=settings)
def erase(visit: BookVisit) -> Response:
    """Erase a ledger whole, once its name was typed."""
    if Fields(request.form).line("confirm", needed=True) != visit.seat.book.name:
        raise NotItsName(field="confirm")
    erasing.erase_book(visit.session, visit.seat, clock.now())
    return see_other(url_for("start.index"))


def _change(visit: BookVisit, settings: dict[str, Any]) -> Book:
    version = Fields(request.values).whole("version", 1, VERSION_MAX)
    return opening.change_settings(visit.session, visit.seat, version, clock.now(), **settings)


def _stale(visit: BookVisit, wanted: dict[str, Any], again: str = "") -> Response:
    """Both versions of settings somebody changed meanwhile."""
    stands = opening.seat_of(visit.session, visit.principal, visit.seat.book_id).book
    mine = {**_as_it_is(stands), **wanted}
    differs = differences(_said(visit, mine), _said(visit, _as_it_is(stands)))
    shown = url_for("books.settings", book=id_text(stands.book_id))
    return conflict_page(stands.name, differs, stands.version, shown, again)


def _said(visit: BookVisit, settings: dict[str, Any]) -> list[tuple[str, str]]:
    """Settings as their form shows them."""
    until, zones = settings["locked_until"], dict(zone_choices(current_language()))
    return [
        (_("Name"), settings["name"]),
        (_("Colour of its seal"), _(PIGMENTS[Pigment(settings["pigment"] or Pigment.PINE)])),
        (_("Home currency"), settings["home_currency"]),
        (_("Time zone"), zones.get(settings["zone"], settings["zone"])),
        (_("Closed up to and with"), day_short(until, visit.today) if until else "–"),
    ]


def _as_it_is(book: Book) -> dict[str, Any]:
    return {"name": book.name, "zone": book.zone, "home_currency": book.home_currency, "pigment": book.pigment,
            "locked_until": book.locked_until, "closed": book.closed}


def _day_or_none(form: Fields, name: str) -> date | None:
    return form.day(name) if name in form else None


def _zone(form: Fields) -> str:
    """A time zone among those offered. Raises: Needed, NotAChoice."""
    zone = form.line("zone", needed=True)
    if not is_zone(zone):
        raise NotAChoice(field="zone")
    return zone
