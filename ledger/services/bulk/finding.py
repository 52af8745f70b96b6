"""Finding anything of one's own by a few letters: ledgers, and in one of them accounts, projects, payees, templates
and entries. What is another's, or another ledger's, is not found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ledger.domain.books.account import Account
from ledger.domain.books.book import Book, Seat
from ledger.domain.books.journal import JournalQuery
from ledger.domain.books.search import folded
from ledger.domain.bulk.stencil import Stencil
from ledger.domain.names.name import Sort
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import Principal
from ledger.services.books import opening, quick
from ledger.services.books.journal import Shown, found_by, shown
from ledger.services.bulk import stencils
from ledger.services.names import knowing
from ledger.store.books import entries

T = TypeVar("T")
EACH_MAX = 5
"""Things of one kind that are named."""

_ENTRY_LETTERS = 2
"""Letters that must be typed before entries are sought."""


@dataclass(frozen=True, slots=True)
class Things:
    """What was found, the likeliest of each kind first."""

    books: tuple[Book, ...] = ()
    accounts: tuple[Account, ...] = ()
    projects: tuple[str, ...] = ()
    payees: tuple[str, ...] = ()
    templates: tuple[Stencil, ...] = ()
    entries: tuple[Shown, ...] = ()


def find(session: Session, principal: Principal, seat: Seat | None, text: str, today: date) -> Things:
    """What answers to a text: every ledger of the person, and what this seat sees in its own."""
    asked = folded(text).strip()
    books = [one.book for one in opening.seats_of(session, principal) if not one.book.closed]
    ledgers = tuple(one for one in books if says(asked, one.name))[:EACH_MAX]
    if seat is None or not asked:
        return Things(ledgers)
    known = [one for one in quick.accounts_in(session, seat).values()
             if not one.closed and (one.is_place or one.is_category)]
    payees = quick.sheet(session, seat, today, 12).payees
    return Things(
        ledgers, _best(asked, [(tuple(one.names.values()), one) for one in known]),
        _best(asked, [((one.name,), one.name) for one in knowing.offered(session, seat, Sort.PROJECT)]),
        _best(asked, [((name,), name) for name in payees]),
        _best(asked, [((one.name,), one) for one in stencils.stencils(session, seat)]),
        _entries(session, seat, text) if len(asked) >= _ENTRY_LETTERS else ())


def says(asked: str, *names: str) -> bool:
    """Whether one of some names holds a folded text."""
    return any(asked in folded(name) for name in names)


def _best(asked: str, among: Iterable[tuple[tuple[str, ...], T]]) -> tuple[T, ...]:
    """Those whose names hold a text, before all others those that begin with it."""
    found = [(not any(folded(name).startswith(asked) for name in names), one)
             for names, one in among if says(asked, *names)]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))[:EACH_MAX]


def _entries(session: Session, seat: Seat, text: str) -> tuple[Shown, ...]:
    found = found_by(session, seat, JournalQuery(text=text), None, EACH_MAX)
    kept = entries.load(session, seat.book_id, found.entry_ids)
    return tuple(shown(session, seat, kept[one]) for one in found.entry_ids)
