"""What things to come are called: by their planned item, their account, or the last entry of their kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.domain.ahead.coming import Thing
from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.planning.due import Scheduled
from ledger.kernel.ahead.expected import Source
from ledger.plumbing.db import Session
from ledger.plumbing.i18n import localised
from ledger.services.books.behind import behind
from ledger.services.books.journal import Shown
from ledger.services.books.quick import accounts_in
from ledger.services.planning import scheduling, turning


@dataclass(frozen=True, slots=True)
class Names:
    """Planned items, accounts and entries this seat sees, by number."""

    items: Mapping[int, Scheduled]
    accounts: Mapping[int, Account]
    entries: Mapping[int, Shown]

    def of(self, thing: Thing) -> str:
        """What a thing is called; empty where nothing names it."""
        if thing.entries:
            return _called(self.entries.get(thing.entries[0]))
        if thing.source == Source.PLANNED:
            item = self.items.get(thing.number or 0)
            return item.name or self.account(item.category_id) if item else ""
        return self.account(thing.number)

    def account(self, number: int | None) -> str:
        """What an account is called; empty where this seat does not see it."""
        account = self.accounts.get(number or 0)
        return localised(account.names) if account else ""


def names(session: Session, seat: Seat, things: Iterable[Thing]) -> Names:
    """All that names these things."""
    items = {one.item.item_id: one.item for one in scheduling.planned(session, seat)}
    items |= {one.item.item_id: one.item for one in turning.waiting(session, seat)}
    last = {thing.entries[0] for thing in things if thing.entries}
    shown = {one.kept.entry_id: one for day in behind(session, seat, sorted(last)) for one in day.shown}
    return Names(items, accounts_in(session, seat), shown)


def _called(shown: Shown | None) -> str:
    """Whom an entry was with, else what it says, else its category or place."""
    if shown is None:
        return ""
    words, line = shown.kept.entry.words, shown.line
    account = next(iter((*line.what, *line.target, *line.places)), None)
    return words.payee or words.note or (localised(account.names) if account else "")
