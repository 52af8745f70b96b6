"""Who owes what: every debt still open by person, with the entries behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.owed.debt import OPEN_PURPOSES, Debt, debts
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session
from ledger.services.books.journal import Shown, show
from ledger.services.books.quick import accounts_in
from ledger.store.books import accounts, entries
from ledger.store.owed import lines


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with something open: by a payee's number (0 for nobody in particular), with their name if known."""

    party: int
    name: str
    debts: tuple[Debt, ...]


def open_debts(session: Session, seat: Seat) -> tuple[Debt, ...]:
    """Every debt a member sees that is open."""
    known = accounts_in(session, seat)
    kept = {number for number, one in known.items() if one.purpose in OPEN_PURPOSES and one.is_place}
    return debts(lines.on_accounts(session, seat.book_id, seat.member.member_id, kept), known)


def people(session: Session, seat: Seat) -> tuple[Person, ...]:
    """Everybody who owes or is owed, whose oldest item comes first; what comes to nothing in all is left out."""
    by_party: dict[int, list[Debt]] = {}
    for one in open_debts(session, seat):
        by_party.setdefault(one.party, []).append(one)
    names = names_of(session, seat, by_party)
    found = [Person(party, names.get(party, ""), tuple(owed)) for party, owed in by_party.items()]
    return tuple(sorted(found, key=lambda one: (min(debt.since for debt in one.debts), one.party)))


def debt(session: Session, seat: Seat, party: int, account_id: int, currency: str) -> Debt:
    """One debt that is open. Raises: Missing."""
    for one in open_debts(session, seat):
        if (one.party, one.account_id, one.currency) == (party, account_id, currency) and one.open:
            return one
    raise Missing()


def behind(session: Session, seat: Seat, found: Iterable[Debt]) -> dict[int, Shown]:
    """The entries of debts' open items, as the journal shows them, by the thing each is."""
    known: Mapping[int, Account] = accounts.load(session, seat.book_id)
    kept = entries.load(session, seat.book_id, [item.entry_id for one in found for item in one.items])
    return {one.thing_id: show(one, known, {}) for one in kept.values()}


def names_of(session: Session, seat: Seat, parties: Iterable[int]) -> dict[int, str]:
    """What some people are called; whose name was erased is left out."""
    return accounts.payee_names(session, seat.book_id, parties)
