"""What other pages show of this area: templates on the sheet, and where an entry went or came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import g, url_for

from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Verb
from ledger.domain.bulk.stencil import Stencil
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import HouseError, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books import opening
from ledger.services.books.quick import accounts_in
from ledger.services.bulk import stencils
from ledger.store.bulk import moved
from ledger.web.bulk.area import area
from ledger.web.journal.words import FIELDS, VERBS
from ledger.web.seats import BookVisit


@dataclass(frozen=True, slots=True)
class Tap:
    """A template as it is tapped: its name, what it comes to, its icon, and the values of its fields."""

    name: str
    amount: str
    icon: str
    values: dict[str, str]
    records: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The other end of a move: the other ledger's name and address, both empty where it is not the reader's."""

    book: str
    href: str
    came: bool


class AtOnce:
    """What the templates of other pages may ask this area, about the visit they are drawn for."""

    def __init__(self) -> None:
        self._taps: list[Tap] | None = None

    def taps(self) -> list[Tap]:
        """The templates the sheet shows."""
        visit = _book_visit()
        if visit is None or not visit.seat.may(Deed.RECORD):
            return []
        if self._taps is None:
            self._taps = [drawn(visit, one) for one in stencils.stencils(visit.session, visit.seat)]
        return self._taps

    def elsewhere(self, thing_id: int) -> list[Elsewhere]:
        """Where a thing went and where it came from."""
        visit = _book_visit()
        ends = moved.of_thing(visit.session, visit.seat.book_id, thing_id) if visit else []
        return [_elsewhere(visit, one) for one in ends if visit]


def drawn(visit: BookVisit, one: Stencil) -> Tap:
    """A template as it is tapped."""
    known, home = accounts_in(visit.session, visit.seat), visit.seat.book.home_currency
    account = known.get(_number(one.said.get("category", ""))) or known.get(_number(one.said.get("account", "")))
    return Tap(one.name, _amount(one, home), account.icon if account else "copy", one.said, one.records)


def fields_said(visit: BookVisit, one: Stencil) -> list[tuple[str, str]]:
    """What a template says, field by field."""
    known = accounts_in(visit.session, visit.seat)

    def text(name: str) -> str:
        value = one.said.get(name, "")
        account = known.get(_number(value)) if name in ("category", "account", "to") else None
        if name == "verb":
            return _(VERBS[Verb(value)]) if value in tuple(Verb) else "–"
        return localised(account.names) if account else value or "–"

    named = ("verb", "amount", "category", "account", "to", "payee", "note", "project")
    return [(_("Name"), one.name), *((_(FIELDS[name]), text(name)) for name in named),
            (_("Shared"), _("Yes") if one.is_shared else _("No"))]


def _amount(one: Stencil, home: str) -> str:
    if not one.records:
        return ""
    try:
        money = Fields(one.said).amount("amount", one.said.get("currency", home))
    except HouseError:
        return one.said["amount"]
    return amount_text(money, symbol=False, home=home)


def _number(text: str) -> int:
    try:
        return read_id(text)
    except Missing:
        return 0


def _elsewhere(visit: BookVisit, end: moved.Moved) -> Elsewhere:
    try:
        seat = opening.seat_of(visit.session, visit.principal, end.other_book)
    except Missing:
        return Elsewhere("", "", end.came)
    href = url_for("journal.entry", book=id_text(end.other_book), thing=id_text(end.other_thing))
    return Elsewhere(seat.book.name, href, end.came)


def _book_visit() -> BookVisit | None:
    visit: BookVisit | None = g.get("visit")
    return visit if visit is not None and isinstance(visit.seat, Seat) else None


def _for_templates() -> dict[str, Any]:
    return {"at_once": AtOnce()}


area.blueprint.app_context_processor(_for_templates)
