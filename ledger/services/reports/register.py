"""The register of an account: its movements newest first, each with the balance it left.

It begins at what the account holds in all and goes back in time; where a page ends, the balance goes with its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Status
from ledger.domain.books.journal import Cursor, JournalQuery, read_cursor
from ledger.kernel.errors import Missing
from ledger.kernel.limits import LATEST_YEAR
from ledger.plumbing.db import Session
from ledger.services.books import holding, journal
from ledger.services.books.quick import accounts_in
from ledger.store.books.entries import Kept

Balances = Mapping[str, int]
"""Minor units by currency."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What one entry moved on the account in one currency, and the balance after it; minor units."""

    kept: Kept
    currency: str
    minor: int
    balance: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a register goes on: after this place of the journal, from these balances."""

    cursor: Cursor
    balances: Balances

    def keys(self) -> list[str | int]:
        """The place as parts that a cursor can hold."""
        held = [part for currency, minor in sorted(self.balances.items()) for part in (currency, minor)]
        return [str(self.cursor), *held]


def read_place(keys: Sequence[str | int]) -> Place:
    """The place that such parts name. Raises: Missing."""
    cursor = read_cursor(str(keys[0]))
    if cursor is None:
        raise Missing()
    return Place(cursor, {str(currency): int(minor) for currency, minor in zip(keys[1::2], keys[2::2], strict=True)})


@dataclass(frozen=True, slots=True)
class Register:
    """One page of a register, and where the next begins, None at the end."""

    account: Account
    movements: tuple[Movement, ...]
    next: Place | None


def register(session: Session, seat: Seat, account_id: int, place: Place | None, limit: int) -> Register:
    """A page of an account's register. An entry that waits moves no balance yet. Raises: Missing."""
    account = accounts_in(session, seat).get(account_id)
    if account is None:
        raise Missing()
    left = dict(place.balances) if place else _held(session, seat, account_id)
    query = JournalQuery(account=account_id)
    page = journal.page(session, seat, query, place.cursor if place else None, limit=limit)
    found: list[Movement] = []
    for shown in (one for day in page.days for one in day.shown):
        for currency, minor in _moved(shown.kept, account_id).items():
            found.append(Movement(shown.kept, currency, minor, left.get(currency, 0)))
            counts = shown.kept.entry.status is not Status.PENDING
            left[currency] = left.get(currency, 0) - (minor if counts else 0)
    return Register(account, tuple(found), Place(page.next, left) if page.next else None)


def _held(session: Session, seat: Seat, account_id: int) -> dict[str, int]:
    held = holding.balances_for(session, seat, date(LATEST_YEAR, 12, 31))
    return {currency: minor for (one, currency), (minor, _home) in held.items() if one == account_id}


def _moved(kept: Kept, account_id: int) -> dict[str, int]:
    """What an entry moves on an account, by currency."""
    moved: dict[str, int] = {}
    for posting in kept.entry.postings:
        if posting.account_id == account_id:
            moved[posting.currency] = moved.get(posting.currency, 0) + posting.minor
    return moved
