"""Where the reader is, for the shell of a page: their books, the tabs of this one, what they may change anywhere.

It is built when a template first asks, so that a part costs nothing for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Flask, g, request, url_for
from flask_wtf.csrf import generate_csrf

from ledger.domain.books.book import Book, Seat
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, new_key
from ledger.plumbing.face.keymap import KEYS
from ledger.plumbing.face.shell import BookLink, Here, LanguageLink, Tab
from ledger.plumbing.face.slots import init_slots, links, shell_of
from ledger.plumbing.i18n import LANGUAGES, current_language, localised
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.sessions import ANONYMOUS, Principal
from ledger.services.books import opening
from ledger.store.books import books as book_rows

LANGUAGE_NAMES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}


class LazyHere:
    """A `Here` that is built at first use."""

    def __init__(self) -> None:
        self._built: Here | None = None

    def __getattr__(self, name: str) -> Any:
        if self._built is None:
            self._built = _here()
        return getattr(self._built, name)


def init_here(app: Flask) -> None:
    """Give templates `here`, the places other sides fill, and fresh client keys."""
    app.jinja_env.globals["new_key"] = new_key
    app.jinja_env.globals["key_groups"] = KEYS
    app.jinja_env.filters["id_text"] = id_text
    init_slots(app)
    app.context_processor(lambda: {"here": LazyHere()})


def seal_letter(book: Book) -> str:
    """The one character on a book's stamp: its name's first letter in English, the scene's character in Chinese."""
    scene = opening.scenes().get(book.scene)
    if current_language() == "en" or scene is None:
        return next((c.upper() for c in book.name if c.isalnum()), "·")
    return localised(scene.seal.characters)


def book_link(book: Book, current: bool = False) -> BookLink:
    """A book as the rail shows it."""
    href = url_for("journal.index", book=id_text(book.book_id))
    return BookLink(href, book.name, seal_letter(book), book.pigment.replace("pine", ""), current)


def _here() -> Here:
    principal: Principal = g.get("principal") or ANONYMOUS
    visit = g.get("visit")
    language = current_language()
    common = {
        "person_name": principal.name, "initial": principal.name[:1].upper(), "language": language,
        "csrf": generate_csrf(), "theme": principal.theme or request.cookies.get("theme", ""),
        "other_languages": tuple(LanguageLink(tag, LANGUAGE_NAMES[tag]) for tag in LANGUAGES if tag != language),
        "language_href": url_for("people.choose_language"), "theme_href": url_for("people.choose_theme"),
    }
    if principal.person_id is None or principal.is_half or visit is None:
        return Here(**common)
    shell = shell_of(visit.seat)
    if shell is not None:
        return shell(visit, Here(**common, home_href=url_for("start.index"), me_href=url_for("people.me"),
                                 sign_out_href=url_for("people.sign_out")))
    seat = visit.seat if isinstance(visit.seat, Seat) else None
    mine = book_rows.load(visit.session, book_rows.memberships(visit.session, principal.person_id))
    current = seat.book_id if seat else None
    return Here(
        **common, books=tuple(book_link(book, book.book_id == current) for book in mine.values() if not book.closed),
        book=book_link(seat.book, True) if seat else None, tabs=tabs_of(seat), dock=_dock(seat),
        home_href=url_for("start.index"), me_href=url_for("people.me"), open_book_href=url_for("books.open_form"),
        sign_out_href=url_for("people.sign_out"), go_href=url_for("bulk.palette"),
        go_book=id_text(current) if current else "",
        search_href=url_for("journal.index", book=id_text(current), _anchor="search") if current else "",
    )


def tabs_of(seat: Seat | None) -> tuple[Tab, ...]:
    """The pages of a book, or those outside any, as the rail shows them."""
    start = _tab("start.index", "house", _("Start"), "s")
    added = tuple(_tab(link.endpoint, link.icon, _(link.label)) for link in links())
    if seat is None:
        return (start, *added)
    book = id_text(seat.book_id)
    return (
        start, _tab("journal.index", "list", _("Journal"), "j", book=book),
        _tab("reports.month", "chart-no-axes-column", _("Month"), "r", book=book),
        _tab("budgets.index", "target", _("Budgets"), "b", book=book),
        replace(_tab("statements.balance_sheet", "scale", _("Statements"), "t", book=book),
                current=request.blueprint == "statements"),
        _tab("ahead.index", "trending-up", _("Ahead"), "a", book=book),
        _tab("planning.index", "calendar", _("Planned"), "d", book=book),
        _tab("accounts.index", "wallet", _("Accounts"), "c", book=book),
        _tab("owed.index", "handshake", _("Owed"), "o", book=book),
        *([_tab("imports.index", "file-down", _("Bank files"), book=book)] if seat.may(Deed.IMPORT) else []),
        _tab("names.index", "tag", _("Projects, tags, payees"), "n", book=book),
        _tab("members.index", "users", _("People"), "p", book=book),
        *([_tab("books.settings", "settings", _("Settings"), book=book)] if seat.may(Deed.ARRANGE) else []),
        *added,
    )


def _dock(seat: Seat | None) -> tuple[Tab, ...]:
    if seat is None:
        return (_tab("start.index", "house", _("Start")),)
    book = id_text(seat.book_id)
    return (
        _tab("journal.index", "list", _("Journal"), book=book),
        _tab("reports.month", "chart-no-axes-column", _("Month"), book=book),
        *([_tab("journal.new", "plus", _("Record"), book=book)] if seat.may(Deed.RECORD) else []),
        _tab("ahead.index", "trending-up", _("Ahead"), book=book),
    )


def _tab(endpoint: str, icon: str, label: str, key: str = "", **arguments: Any) -> Tab:
    return Tab(url_for(endpoint, **arguments), icon, label, request.endpoint == endpoint, key=key)
