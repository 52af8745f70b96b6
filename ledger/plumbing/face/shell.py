"""What the page shell shows around a screen: where one is, where one can go. Links come only from here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """A link of the rail or the dock. `key` is the letter that follows G on the keyboard."""

    href: str
    icon: str
    label: str
    current: bool = False
    count: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class BookLink:
    """An opened ledger in the rail, with its stamp: one character on a pigment ("" is pine)."""

    href: str
    name: str
    seal_letter: str
    pigment: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language one may change to, named in itself."""

    tag: str
    label: str


@dataclass(frozen=True, slots=True)
class Here:
    """The reader and the place. An address left empty is not linked; a `book` of None shows nothing of books.

    `theme` is "", "light" or "dark". `dock` holds the everyday links of a phone; the one with the icon "plus"
    records. `side` is "lender" for those who make offers, `organisation` then names them.
    `go_href` is where any place is found by its name, within the book `go_book` where one is in one.
    """

    person_name: str
    initial: str
    language: str
    csrf: str
    theme: str = ""
    books: tuple[BookLink, ...] = ()
    book: BookLink | None = None
    tabs: tuple[Tab, ...] = ()
    dock: tuple[Tab, ...] = ()
    other_languages: tuple[LanguageLink, ...] = ()
    home_href: str = "/"
    me_href: str = ""
    search_href: str = ""
    open_book_href: str = ""
    language_href: str = ""
    theme_href: str = ""
    sign_out_href: str = ""
    side: str = ""
    organisation: str = ""
    go_href: str = ""
    go_book: str = ""
