"""What a person does to rates and prices: give one that is missing, write, take out, bring a file, settle it."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug.datastructures import MultiDict

from ledger.domain.currencies.price import Price
from ledger.domain.currencies.price_file import BYTES_MAX, RateOutOfRange, read_price
from ledger.domain.files.refusals import FileTooLarge
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import Invalid
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields, Needed, NotAChoice
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import ngettext, say
from ledger.services.books import valuing
from ledger.services.books.valuing import NothingWaits
from ledger.services.currencies import commodities, pricing
from ledger.services.currencies.commodities import unit_of
from ledger.web.currencies.area import area
from ledger.web.currencies.pages import index, page, said
from ledger.web.seats import BookVisit
from ledger.web.told import tell

_SEQ_MAX = 10**15
_FIELDS = {"currency": "code", "unit": "in"}
"""What the fields of a price are called in its form."""


@area.post("/books/<book>/rates", may=in_book(Deed.IMPORT), again=index)
def give(visit: BookVisit) -> Response:
    """Keep a rate that entries wait for, and complete them."""
    fields = Fields(request.form)
    currency, day, rate = fields.unit("currency"), fields.day("day"), fields.number("rate")
    try:
        valuing.give_rate(visit.session, visit.seat, currency, day, rate, clock.now())
        tell(_("Kept: what one %(currency)s was worth.", currency=shown_code(currency)))
    except NothingWaits as error:
        tell(say(error))
    return _back(visit)


@area.post("/books/<book>/rates/put", may=in_book(Deed.IMPORT), again=index)
def put(visit: BookVisit) -> Response:
    """Write prices: one from its form, or those chosen where a file differs; undoing writes what stood before."""
    sent = request.form if "code" in request.form or "take" in request.form else request.args
    fresh = _read(visit, sent)
    if not fresh:
        raise NotAChoice(field="take")
    try:
        were = pricing.put(visit.session, visit.seat, fresh, clock.now())
    except Invalid as error:
        error.facts["field"] = _FIELDS.get(str(error.facts.get("field")), "price")
        raise
    undo = _to(visit, "rates.put", take=[_packed(one) for one in were]) if were else (
        _to(visit, "rates.drop", **said(fresh[0])) if len(fresh) == 1 else "")
    tell(ngettext("%(num)s price is kept.", "%(num)s prices are kept.", len(fresh)), undo)
    return _back(visit)


@area.post("/books/<book>/rates/drop", may=in_book(Deed.IMPORT), again=index)
def drop(visit: BookVisit) -> Response:
    """Take a price out of the table; undoing writes it again."""
    (gone,) = _read(visit, request.form if "code" in request.form else request.args)
    if pricing.drop(visit.session, visit.seat, gone, clock.now()):
        tell(_("Taken out: %(code)s", code=shown_code(gone.currency)), _to(visit, "rates.put", take=[_packed(gone)]))
    return _back(visit)


@area.post("/books/<book>/rates/file", may=in_book(Deed.IMPORT), again=index)
def bring(visit: BookVisit) -> Response:
    """Keep what a file of prices says that is new, and show what differs and what could not be read."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Needed(field="file")
    content = sent.stream.read(BYTES_MAX + 1)
    if len(content) > BYTES_MAX:
        raise FileTooLarge(limit=BYTES_MAX >> 20, field="file")
    brought = pricing.bring(visit.session, visit.seat, content, sent.filename, clock.now())
    if brought.seq is not None:
        tell(ngettext("%(num)s price is kept.", "%(num)s prices are kept.", brought.kept),
             _to(visit, "rates.take_back", seq=brought.seq))
    return page(visit, brought)


@area.post("/books/<book>/rates/file/take-back", may=in_book(Deed.IMPORT), again=index)
def take_back(visit: BookVisit) -> Response:
    """Take out what a file brought."""
    seq = Fields(request.values).whole("seq", 1, _SEQ_MAX)
    gone = pricing.take_back(visit.session, visit.seat, seq, clock.now())
    tell(ngettext("%(num)s price is taken out.", "%(num)s prices are taken out.", gone))
    return _back(visit)


def _read(visit: BookVisit, sent: MultiDict[str, str]) -> list[Price]:
    """The price a form says, or those packed in its boxes. Raises: Invalid naming its field."""
    taken = [_unpacked(visit, text) for text in sent.getlist("take")[: pricing.DIFFERING_AT_ONCE]]
    return taken or [_price(visit, Fields(sent))]


def _price(visit: BookVisit, fields: Fields) -> Price:
    own = commodities.load(visit.session, visit.seat)
    currency = unit_of(fields.line("code", needed=True), own, "code")
    unit = unit_of(fields.line("in"), own, "in") if "in" in fields else None
    on, typed = fields.day("day"), fields.line("price", needed=True)
    try:
        return Price(currency, on, read_price(typed), unit)
    except RateOutOfRange as error:
        error.facts["field"] = "price"
        raise


def _packed(price: Price) -> str:
    """A price as one value of a box or an address."""
    return "~".join(said(price).values())


def _unpacked(visit: BookVisit, text: str) -> Price:
    parts = text[:200].split("~")
    if len(parts) != 4:
        raise NotAChoice(field="take")
    return _price(visit, Fields(dict(zip(("code", "day", "price", "in"), parts, strict=True))))


def _to(visit: BookVisit, endpoint: str, **values: object) -> str:
    return url_for(endpoint, book=id_text(visit.seat.book_id), **values)  # type: ignore[arg-type]


def _back(visit: BookVisit) -> Response:
    return see_other(url_for("rates.index", book=id_text(visit.seat.book_id)))
