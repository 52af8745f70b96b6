"""Templates in a browser: keeping one from the sheet or an entry, putting it right, in order, away and back."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.bulk.stencil import NAME_MAX, Stencil, kept_of
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import DIGITS
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields, NotAChoice
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.services.books import looking_back, recording
from ledger.services.books.quick import accounts_in
from ledger.services.bulk import stencils as service
from ledger.web.bulk import reading
from ledger.web.bulk.area import area
from ledger.web.bulk.tapping import drawn, fields_said
from ledger.web.journal.forms import read_said, values_of
from ledger.web.journal.gathering import values_gathered
from ledger.web.journal.sheet import COMMON
from ledger.web.journal.words import VERBS
from ledger.web.seats import BookVisit
from ledger.web.stale import conflict_page, differences
from ledger.web.told import take_told, tell

SAID = ("expense", "income", "refund", "transfer")
"""Verbs a template can say."""

_CARRIED = ("got", "got_currency", "for")


@area.get("/books/<book>/templates", may=in_book(Deed.RECORD))
def stencils(visit: BookVisit, template: str = "") -> Response:
    """The templates one sees, in their order; also where a deed done to one of them was refused."""
    found = service.stencils(visit.session, visit.seat)
    return make_response(render_template(
        "bulk/stencils.html", book=id_text(visit.seat.book_id), told=take_told(), faults=visit.faults,
        taps=[(drawn(visit, one), one, service.may_change(one, visit.seat)) for one in found]))


@area.get("/books/<book>/templates/new", may=in_book(Deed.RECORD))
def new_stencil(visit: BookVisit) -> Response:
    """A new template: from an entry, from what the sheet says, or from nothing."""
    return _form(visit, _of_entry(visit) if "thing" in request.args else request.args.to_dict(), None)


@area.post("/books/<book>/templates", may=in_book(Deed.RECORD), again=new_stencil)
def keep_stencil(visit: BookVisit) -> Response:
    """Keep a new template."""
    name, said, is_shared = _read(visit)
    made = service.make(visit.session, visit.seat, name, said, clock.now(), is_shared=is_shared)
    tell(_("Kept: %(name)s", name=made.name), _to(visit, "bulk.drop_stencil", made, version=made.version))
    return _back(visit)


@area.get("/books/<book>/templates/<template>", may=in_book(Deed.RECORD))
def amend_stencil(visit: BookVisit, template: str) -> Response:
    """One template, to be put right."""
    found = service.stencil(visit.session, visit.seat, read_id(template))
    return _form(visit, {**found.said, "name": found.name, "shared": "yes" if found.is_shared else ""}, found)


@area.post("/books/<book>/templates/<template>", may=in_book(Deed.RECORD), again=amend_stencil)
def write_stencil(visit: BookVisit, template: str) -> Response:
    """Put a template right; undoing it writes what stood before."""
    was = service.stencil(visit.session, visit.seat, read_id(template))
    name, said, is_shared = _read(visit)
    try:
        kept = service.amend(visit.session, visit.seat, was.stencil_id, _version(), name, said, clock.now(),
                             is_shared=is_shared)
    except service.StaleTemplate:
        mine = Stencil(was.stencil_id, was.member_id, name, said, is_shared)
        differs = differences(fields_said(visit, mine), fields_said(visit, was))
        return conflict_page(was.name, differs, was.version, _to(visit, "bulk.amend_stencil", was))
    before = {**was.said, "name": was.name, "shared": "yes" if was.is_shared else "", "version": kept.version}
    tell(_("Kept: %(name)s", name=kept.name), _to(visit, "bulk.write_stencil", kept, **before))
    return _back(visit)


@area.post("/books/<book>/templates/<template>/remove", may=in_book(Deed.RECORD), again=stencils)
def drop_stencil(visit: BookVisit, template: str) -> Response:
    """Keep a template no more."""
    gone = service.remove(visit.session, visit.seat, read_id(template), _version(), clock.now())
    tell(_("Removed: %(name)s", name=gone.name), _to(visit, "bulk.put_back_stencil", gone))
    return _back(visit)


@area.post("/books/<book>/templates/<template>/put-back", may=in_book(Deed.RECORD), again=stencils)
def put_back_stencil(visit: BookVisit, template: str) -> Response:
    """Keep a removed template again."""
    back = service.put_back(visit.session, visit.seat, read_id(template), clock.now())
    tell(_("Kept: %(name)s", name=back.name))
    return _back(visit)


@area.post("/books/<book>/templates/<template>/up", may=in_book(Deed.RECORD))
def raise_stencil(visit: BookVisit, template: str) -> Response:
    """Put a template one place up."""
    service.move_up(visit.session, visit.seat, read_id(template), clock.now())
    return _back(visit)


def _form(visit: BookVisit, start: dict[str, Any], found: Stencil | None) -> Response:
    home = visit.seat.book.home_currency
    carried = {name: value for name, value in {**start, **request.form.to_dict()}.items()
               if name in _CARRIED or name.startswith("part-")}
    return make_response(render_template(
        "bulk/stencil.html", book=id_text(visit.seat.book_id), template=found, start=start, kept=request.form,
        faults=visit.faults, choices=reading.choices(visit), carried=carried, home=home,
        verbs=[(verb.value, _(text)) for verb, text in VERBS.items() if verb.value in SAID],
        currencies=[(code, code) for code in dict.fromkeys((home, start.get("currency") or home, *COMMON))]))


def _read(visit: BookVisit) -> tuple[str, dict[str, str], bool]:
    """What a form says, or the address of an undoing: a name, the fields that are kept, and whether it is shared.

    Raises: Needed, NotAChoice, NothingToKeep, and with an amount what recording it would raise.
    """
    sent = request.form if "verb" in request.form else request.args
    fields = Fields(sent)
    name = fields.line("name", needed=True, limit=NAME_MAX)
    fields.choice("verb", SAID)
    said = kept_of({one: fields.note(one) for one in sent})
    known = accounts_in(visit.session, visit.seat)
    for one in ("category", "account", "to"):
        if one in said and _number(said, one) not in known:
            raise NotAChoice(field=one)
    if said.get("currency", visit.seat.book.home_currency) not in DIGITS:
        raise NotAChoice(field="currency")
    if "amount" in said:
        what = read_said(said, visit.seat.book.home_currency, visit.today, ())
        recording.composed(known, what)
        said["amount"] = format(what.amount.decimal, "f") if what.amount else ""
    return name, said, fields.flag("shared")


def _number(said: dict[str, str], name: str) -> int:
    try:
        return read_id(said[name])
    except Missing:
        raise NotAChoice(field=name) from None


def _of_entry(visit: BookVisit) -> dict[str, str]:
    """The fields an entry would be said by. Raises: Missing."""
    found = looking_back.thing(visit.session, visit.seat, read_id(request.args["thing"]))
    said = recording.said_of(found.shown.kept.entry, accounts_in(visit.session, visit.seat))
    if said is None:
        raise Missing()
    name = said.note or said.payee
    return {"name": name[:NAME_MAX], **values_of(said), **values_gathered(visit, said)}


def _version() -> int:
    return Fields(request.values).whole("version", 1, 10**9)


def _to(visit: BookVisit, endpoint: str, one: Stencil, **more: Any) -> str:
    return url_for(endpoint, book=id_text(visit.seat.book_id), template=id_text(one.stencil_id), **more)


def _back(visit: BookVisit) -> Response:
    return see_other(url_for("bulk.stencils", book=id_text(visit.seat.book_id)))
