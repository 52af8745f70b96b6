"""What is spread in a book: how far each is, what is left of it, and what can be done to it."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.domain.books.book import Seat
from ledger.domain.spreading.spread import Ended, Spread, Spreading, parts_of
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session
from ledger.services.books.quick import accounts_in
from ledger.store.planning import scheduled, turns
from ledger.store.spreading import spreads


def listed(session: Session, seat: Seat) -> list[Spreading]:
    """Everything that is or was spread, of accounts this seat sees: what still runs first, then the latest."""
    found = _shown(session, seat, spreads.load(session, seat.book_id))
    return sorted(found, key=lambda one: not one.is_running)


def get(session: Session, seat: Seat, item_id: int) -> Spreading:
    """One spread. Raises: Missing, also where it was undone."""
    kept = spreads.get(session, seat.book_id, item_id)
    found = _shown(session, seat, [kept] if kept and kept.ended is not Ended.UNDONE else [])
    if not found:
        raise Missing()
    return found[0]


def of_thing(session: Session, seat: Seat, thing_id: int) -> list[Spreading]:
    """What an entry is spread into."""
    return [one for one in listed(session, seat) if one.spread.thing_id == thing_id]


def _shown(session: Session, seat: Seat, kept: Iterable[Spread]) -> list[Spreading]:
    wanted = list(kept)
    if not wanted:
        return []
    known, items = accounts_in(session, seat), scheduled.some(session, seat.book_id, [one.item_id for one in wanted])
    found = []
    for one in wanted:
        item = items[one.item_id]
        if item.account_id in known and item.category_id in known:
            came = spreads.came(session, seat.book_id, one.item_id)
            stands = turns.standing(session, seat.book_id, [turn.thing_id for turn in came if turn.thing_id])
            found.append(Spreading(one, item, parts_of(one, item, {turn.on: turn for turn in came}, stands)))
    return found
