"""Money that came back for an entry: recorded on its own day, linked to what it gives back, never income."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, NoAmount, Verb, Words
from ledger.domain.owed.given_back import Piece, divided, pieces
from ledger.domain.owed.settling import Back, came_back
from ledger.kernel.errors import N_, Conflict, Missing
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.fields import NotAChoice
from ledger.services.books import bookkeeping
from ledger.services.books.journal import Shown, show
from ledger.services.books.quick import accounts_in
from ledger.services.owed import owing, parties
from ledger.store.books import accounts, entries, log
from ledger.store.books.entries import Kept
from ledger.store.owed import lines


class NothingToComeBack(Conflict):
    """An entry that nothing can come back for: no expense, or taken back."""

    message = N_("Money comes back for what was spent. This entry is something else, or was taken back.")


@dataclass(frozen=True, slots=True)
class Settlement:
    """An entry that settled this one: as the journal shows it, whether it is a refund, how much of this it settled."""

    shown: Shown
    is_refund: bool
    amount: Money


@dataclass(frozen=True, slots=True)
class OfEntry:
    """What is owed around one entry: its lines money can come back for, what settled it, what it settles itself.

    `people` are the names of those its lines are with, by a payee's number.
    """

    pieces: tuple[Piece, ...]
    settlements: tuple[Settlement, ...]
    settles: tuple[Shown, ...]
    people: Mapping[int, str]

    @property
    def paid(self) -> int:
        """What was paid in all."""
        return sum(one.paid for one in self.pieces)

    @property
    def back(self) -> int:
        """What came back in all."""
        return sum(one.back for one in self.pieces)

    @property
    def left(self) -> int:
        """What could still come back."""
        return sum(one.left for one in self.pieces)


@dataclass(frozen=True, slots=True)
class Refund:
    """What came back: how much of the entry's money, for which of its pieces (None for all), where to and when.

    `got` is what arrived where that is another currency; `is_more` lets it be more than was paid.
    """

    amount: Money
    piece: int | None
    place: int
    on: date
    got: Money | None = None
    note: str = ""
    is_more: bool = False


def of_entry(session: Session, seat: Seat, kept: Kept) -> OfEntry:
    """What is owed around an entry that this member sees."""
    known = accounts.load(session, seat.book_id)
    found = lines.settling(session, seat.book_id, seat.member.member_id, [kept.thing_id])
    by_thing: dict[int, list[lines.Settling]] = {}
    for one in found:
        by_thing.setdefault(one.entry_id, []).append(one)
    loaded = entries.load(session, seat.book_id, list(by_thing))
    settlements = tuple(
        Settlement(show(loaded[entry_id], known, {}), group[0].verb is Verb.REFUND, _sum(group))
        for entry_id, group in by_thing.items()
    )
    names = owing.names_of(session, seat, {p.party for p in kept.entry.postings if p.party is not None})
    back = [one.posting for one in found if one.verb is Verb.REFUND]
    return OfEntry(pieces(kept.entry, known, back), settlements, _settles(session, seat, kept, known), names)


def refund(
    session: Session, seat: Seat, thing_id: int, said: Refund, now: datetime, *, rate: Decimal | None = None
) -> bookkeeping.Done:
    """Record what came back for an entry, on the lines it was spent on and linked to it.

    Raises: Missing, NothingToComeBack, MoreThanPaid, NotAChoice, NoAmount, and what composing and recording raise.
    """
    log.lock(session, seat.book_id)
    kept = entries.standing_of(session, seat.book_id, thing_id)
    if kept is None or kept.entry.verb is not Verb.EXPENSE:
        raise NothingToComeBack()
    if kept.entry.visibility != "book" and kept.recorder != seat.member.member_id:
        raise Missing()
    known = accounts_in(session, seat)
    chosen = _chosen(of_entry(session, seat, kept).pieces, said)
    if said.place not in known or any(one.posting.account_id not in known for one in chosen):
        raise NotAChoice(field="account")
    if said.amount.minor <= 0:
        raise NoAmount(field="amount")
    back = [
        Back(known[one.posting.account_id], money, thing_id, one.posting.party, one.posting.project,
             one.posting.beneficiary)
        for one, money in divided(chosen, said.amount, more=said.is_more)
    ]
    got = said.got or said.amount
    exchange = parties.exchange_of(session, seat) if got.currency != said.amount.currency else None
    postings = came_back(back, known[said.place], got if exchange else said.amount, exchange)
    entry = Entry(said.on, Verb.REFUND, postings, Words(kept.entry.words.payee, said.note or kept.entry.words.note),
                  visibility=kept.entry.visibility)
    return bookkeeping.record(session, seat, entry, now, rate=rate)


def take_back_with(session: Session, seat: Seat, thing_id: int, version: int, now: datetime) -> list[bookkeeping.Done]:
    """Take an entry back, then what settled it and nothing else; what settled others too stays.

    Raises: what taking back raises.
    """
    found = lines.settling(session, seat.book_id, seat.member.member_id, [thing_id])
    loaded = entries.load(session, seat.book_id, {one.entry_id for one in found})
    alone = [one for one in loaded.values()
             if {p.receivable for p in one.entry.postings if p.receivable is not None} == {thing_id}]
    return [bookkeeping.take_back(session, seat, one, at, now)
            for one, at in [(thing_id, version), *((kept.thing_id, kept.version) for kept in alone)]]


def _chosen(found: tuple[Piece, ...], said: Refund) -> tuple[Piece, ...]:
    """The pieces a refund is of. Raises: NotAChoice."""
    if said.piece is None:
        chosen = tuple(one for one in found if one.posting.currency == said.amount.currency)
    else:
        chosen = found[said.piece:said.piece + 1]
    if not chosen or chosen[0].posting.currency != said.amount.currency:
        raise NotAChoice(field="piece")
    return chosen


def _sum(group: list[lines.Settling]) -> Money:
    currency = group[0].posting.currency
    return Money(abs(sum(one.posting.minor for one in group if one.posting.currency == currency)), currency)


def _settles(session: Session, seat: Seat, kept: Kept, known: Mapping[int, Account]) -> tuple[Shown, ...]:
    """What an entry settles, as it now stands or last stood, as far as this member sees it."""
    things = dict.fromkeys(p.receivable for p in kept.entry.postings if p.receivable is not None)
    found = []
    for thing in things:
        last = next((one for one in reversed(entries.history(session, seat.book_id, thing))
                     if one.entry.reverses is None), None)
        if last and (last.entry.visibility == "book" or last.recorder == seat.member.member_id):
            found.append(show(last, known, {}))
    return tuple(found)
