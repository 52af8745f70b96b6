"""The way to any place: type a few letters, go there; or type a line and record it. And the map of keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.search import folded
from ledger.domain.bulk.stencil import Stencil
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.limits import LINE_MAX
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.face.keymap import PLACES
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import day_short
from ledger.plumbing.http import wants_part
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books import opening
from ledger.services.books.journal import Shown
from ledger.services.bulk import finding
from ledger.services.bulk.finding import Things
from ledger.web.bulk.area import area
from ledger.web.bulk.sharing import FILLED
from ledger.web.here import tabs_of
from ledger.web.journal.words import title_of

PAGES = (
    ("bulk.grid", N_("Write several"), "table-2", Deed.RECORD),
    ("bulk.stencils", N_("Templates"), "copy", Deed.RECORD),
    ("past.trash", N_("Taken back"), "trash-2", Deed.READ),
    ("past.activity", N_("Activity"), "history", Deed.READ),
    ("rates.index", N_("Rates"), "coins", Deed.READ),
    ("exports.index", N_("Take it along"), "download", Deed.READ),
)
"""Pages of a ledger that no tab leads to."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place to go: what it is called, what it is, and where."""

    text: str
    href: str
    icon: str
    note: str = ""


@area.get("/go", may=SIGNED_IN)
def palette(visit: Visit[int]) -> Response:
    """Places that answer to what is typed; as a part for the palette, as a page without script."""
    text = Fields(request.args).line("q", limit=LINE_MAX * 10)[:LINE_MAX]
    seat = _seat(visit)
    groups = _groups(visit, seat, text)
    template = "bulk/_hits.html" if wants_part() else "bulk/go.html"
    return make_response(render_template(
        template, text=text, book=id_text(seat.book_id) if seat else "", groups=[one for one in groups if one[1]],
        book_name=seat.book.name if seat else ""))


@area.get("/keys", may=SIGNED_IN)
def keys(visit: Visit[int]) -> Response:
    """Every key, and the addresses that fill in the sheet."""
    return make_response(render_template(
        "bulk/keys.html", places=PLACES, fields=FILLED, example=url_for(
            "bulk.record_somewhere", amount="32", payee="7-11", note="", _external=True)))


def _seat(visit: Visit[int]) -> Seat | None:
    """The ledger one is in, None where the address names none of one's own."""
    try:
        return opening.seat_of(visit.session, visit.principal, read_id(request.args.get("book", "")))
    except Missing:
        return None


def _groups(visit: Visit[int], seat: Seat | None, text: str) -> list[tuple[str, list[Hit]]]:
    found = finding.find(visit.session, visit.principal, seat, text, visit.today)
    line, has_sum = (_("Record"), _line(seat, text)), any(one.isdigit() for one in text)
    return [
        *([line] if has_sum else []),
        (_("Go to"), _pages(seat, text)),
        (_("Ledgers"), [Hit(one.name, url_for("journal.index", book=id_text(one.book_id)), "book-open")
                        for one in found.books]),
        *(_within(visit, id_text(seat.book_id), found) if seat else []),
        *([] if has_sum else [line]),
    ]


def _line(seat: Seat | None, text: str) -> list[Hit]:
    if not text or (seat is not None and not seat.may(Deed.RECORD)):
        return []
    href = (url_for("journal.new", book=id_text(seat.book_id), line=text) if seat
            else url_for("bulk.record_somewhere", line=text))
    return [Hit(_("Record “%(line)s”", line=text), href, "pencil-line")]


def _pages(seat: Seat | None, text: str) -> list[Hit]:
    asked = folded(text).strip()
    hits = [Hit(tab.label, tab.href, tab.icon) for tab in tabs_of(seat)]
    if seat is not None:
        book = id_text(seat.book_id)
        hits += [Hit(_(label), url_for(endpoint, book=book), icon) for endpoint, label, icon, deed in PAGES
                 if seat.may(deed)]
    hits += [Hit(_("Yourself"), url_for("people.me"), "user"), Hit(_("Keys"), url_for("bulk.keys"), "keyboard")]
    return [one for one in hits if finding.says(asked, one.text)][: None if not asked else finding.EACH_MAX]


def _within(visit: Visit[int], book: str, found: Things) -> list[tuple[str, list[Hit]]]:
    return [
        (_("Templates"), [_template(book, one) for one in found.templates]),
        (_("Accounts and categories"), [_account(book, one) for one in found.accounts]),
        (_("Projects"), [Hit(one, url_for("statements.gathered", book=book, by="project"), "layers")
                         for one in found.projects]),
        (_("With whom"), [Hit(one, url_for("journal.index", book=book, q=one), "user") for one in found.payees]),
        (_("Entries"), [_entry(visit, book, one) for one in found.entries]),
    ]


def _template(book: str, one: Stencil) -> Hit:
    said: dict[str, Any] = one.said
    return Hit(one.name, url_for("journal.new", book=book, **said), "copy", _("fills in the sheet"))


def _account(book: str, one: Account) -> Hit:
    number = id_text(one.account_id)
    asked = {"category": number} if one.is_category else {"account": number}
    return Hit(localised(one.names), url_for("journal.index", book=book, **asked), one.icon)  # type: ignore[arg-type]


def _entry(visit: Visit[int], book: str, one: Shown) -> Hit:
    href = url_for("journal.entry", book=book, thing=id_text(one.kept.thing_id))
    return Hit(title_of(one), href, one.line.icon, day_short(one.kept.entry.on, visit.today))
