"""The rate of an entry as its sheet and its page show it, and the codes a person may write instead of choosing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Response, make_response, render_template, request

from ledger.domain.books.entry import Entry
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import DIGITS, digits_of, is_commodity, shown_code
from ledger.kernel.errors import HouseError, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import current_language
from ledger.plumbing.i18n import gettext as _
from ledger.services.books import looking_back
from ledger.services.currencies import commodities, rating
from ledger.services.currencies.rating import Rated
from ledger.web.currencies.area import area
from ledger.web.currencies.words import FROM
from ledger.web.people.choices import currency_choices
from ledger.web.seats import BookVisit

WRITTEN = {"other_currency": "currency", "other_got_currency": "got_currency"}
"""The fields a code is written in, and those it stands instead of."""


@dataclass(frozen=True, slots=True)
class RateShown:
    """The currency a sheet's rate is of, the rate that will be used (None where no table has one) and whether it is
    the one the entry is locked at already; `is_paid` where what was given for it says its rate."""

    currency: str
    rated: Rated | None
    is_locked: bool = False
    is_paid: bool = False

    @property
    def source(self) -> str:
        """Where it is from, in words."""
        return _(FROM[self.rated.source]) if self.rated else ""


@area.get("/books/<book>/rate", may=in_book(Deed.RECORD))
def rate(visit: BookVisit) -> Response:
    """The rate part of the sheet anew, for the currency and the day chosen in it."""
    kept = {**request.args.to_dict(), "rate": ""}
    return make_response(render_template(
        "currencies/_rate.html", shown=rate_shown(visit, kept), kept=kept, faults={}, thing=kept.get("thing", ""),
        home=visit.seat.book.home_currency, book=id_text(visit.seat.book_id), today=visit.today))


@area.get("/books/<book>/currencies", may=in_book(Deed.RECORD))
def known(visit: BookVisit) -> Response:
    """Every currency there is, and the book's own commodities, for a field to suggest."""
    own = commodities.load(visit.session, visit.seat).values()
    codes = [(one.code, one.name) for one in own if not one.closed]
    return make_response(render_template(
        "currencies/_codes.html", codes=[*codes, *currency_choices(current_language())], id=request.args.get("id", "")))


def rate_shown(visit: BookVisit, kept: Mapping[str, str]) -> RateShown | None:
    """The rate of the one other currency the sheet's values name; None where they name none, or none that is known."""
    home, fields = visit.seat.book.home_currency, Fields(kept)
    try:
        said = settled(visit, kept)
        codes = {said.get("currency") or home, *([said.get("got_currency") or home] if said.get("got") else [])}
        on = fields.day("on", visit.today)
        foreign = sorted(codes - {home})
        if len(foreign) != 1:
            return None
        digits_of(foreign[0])
    except HouseError:
        return None
    locked = _locked(visit, kept.get("thing", ""), foreign[0], on)
    rated = locked or rating.on_day(visit.session, visit.seat, foreign[0], on)
    is_paid = len(codes) > 1 and locked is None and (rated is None or is_commodity(foreign[0]))
    return RateShown(foreign[0], rated, locked is not None, is_paid)


def settled(visit: BookVisit, form: Mapping[str, str]) -> dict[str, str]:
    """A form in which a code that was written stands where one would be chosen. Raises: UnknownCurrency."""
    said = dict(form.items())
    written = {name: said[name] for name in WRITTEN if said.get(name, "").strip()}
    chosen = {name: said[name] for name in WRITTEN.values() if said.get(name) and said[name] not in DIGITS}
    if not written and not chosen:
        return said
    own = commodities.load(visit.session, visit.seat)
    for name, code in chosen.items():
        said[name] = commodities.unit_of(code, own, name)
    for name, code in written.items():
        said[WRITTEN[name]] = commodities.unit_of(code, own, name)
    return said


def rate_rows(visit: BookVisit, entry: Entry) -> list[tuple[str, Rated, str]]:
    """The rate an entry is locked at: the currency it is of, the rate, and where it is from in words."""
    found = rating.of_entry(visit.session, visit.seat, entry)
    foreign = {p.currency for p in entry.postings} - {visit.seat.book.home_currency}
    return [(shown_code(one), found, _(FROM[found.source])) for one in foreign] if found else []


def unit_choices(visit: BookVisit) -> list[tuple[str, str]]:
    """What an account may hold: the book's own commodities, then every currency."""
    own = commodities.load(visit.session, visit.seat).values()
    mine = [(one.unit, f"{one.code} · {one.name}" if one.name else one.code) for one in own if not one.closed]
    return [*mine, *currency_choices(current_language())]


def _locked(visit: BookVisit, thing: str, currency: str, on: date) -> Rated | None:
    """The rate of the entry being put right, while its day and its currency stay."""
    if not thing:
        return None
    try:
        was = looking_back.thing(visit.session, visit.seat, read_id(thing)).shown.kept.entry
    except Missing:
        return None
    if was.on != on or currency not in {p.currency for p in was.postings}:
        return None
    return rating.of_entry(visit.session, visit.seat, was)

