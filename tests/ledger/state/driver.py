"""Random deeds through the services, from a seed; every one also done to the plain ledger."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.kernel.errors import HouseError
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping
from ledger.store.books import accounts, entries
from tests.cast import NOW
from tests.ledger.state.oracle import Plain

START = date(2026, 1, 1)


@dataclass
class Driver:
    """One seeded run over one book. `done` counts deeds by name; `refused` those that were rightly refused."""

    seed: int
    seat: Seat
    accounts: dict[int, Account]
    plain: Plain = field(default_factory=Plain)
    done: dict[str, int] = field(default_factory=dict)
    last: bookkeeping.Done | None = None

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def step(self, session: Session) -> None:
        """One deed, chosen at random; a refusal is a fine answer, but changes nothing."""
        deed = self.random.choices([self.record, self.amend, self.take_back, self.restore, self.undo, self.stale],
                                   [60, 15, 10, 6, 6, 3])[0]
        try:
            deed(session)
            name = deed.__name__
        except HouseError as refusal:
            name = f"refused {refusal.code}"
        self.done[name] = self.done.get(name, 0) + 1

    def record(self, session: Session) -> None:
        done = bookkeeping.record(session, self.seat, self.entry(), NOW)
        assert done.stands is not None
        self.plain.record(done.stands.thing_id, done.stands.entry)
        self.last = done

    def amend(self, session: Session) -> None:
        kept = self.standing(session)
        if kept is not None:
            done = bookkeeping.amend(session, self.seat, kept.thing_id, kept.version, self.entry(), NOW)
            assert done.stands is not None
            self.plain.amend(kept.thing_id, done.stands.entry)
            self.last = done

    def take_back(self, session: Session) -> None:
        kept = self.standing(session)
        if kept is not None:
            self.last = bookkeeping.take_back(session, self.seat, kept.thing_id, kept.version, NOW)
            self.plain.take_back(kept.thing_id)

    def restore(self, session: Session) -> None:
        gone = [thing for thing in self.plain.versions if thing not in self.plain.stands]
        if gone:
            thing = self.random.choice(gone)
            wanted = [one for one in entries.history(session, self.seat.book_id, thing) if not one.entry.reverses]
            done = bookkeeping.restore(session, self.seat, self.random.choice(wanted).entry_id, NOW)
            assert done.stands is not None
            self.plain.restore(thing, done.stands.entry)

    def undo(self, session: Session) -> None:
        if self.last is None:
            return
        last, self.last = self.last, None
        thing = (last.stands or last.was).thing_id  # type: ignore[union-attr]
        done = bookkeeping.undo(session, self.seat, last.seq, NOW)
        if done.stands is None:
            self.plain.take_back(thing)
        else:
            self.plain.restore(thing, done.stands.entry)

    def stale(self, session: Session) -> None:
        kept = self.standing(session)
        if kept is not None:
            bookkeeping.take_back(session, self.seat, kept.thing_id, kept.version - 1, NOW)
            raise AssertionError("a stale version was taken")

    def standing(self, session: Session) -> entries.Kept | None:
        if not self.plain.stands:
            return None
        thing = self.random.choice(list(self.plain.stands))
        return entries.standing_of(session, self.seat.book_id, thing)

    def entry(self) -> Entry:
        """A random entry; one in fifty is wrong and must be refused."""
        on = START + timedelta(days=self.random.randrange(300))
        amount = Money(self.random.randrange(-20 if self.random.random() < 0.02 else 1, 500_00), "CNY")
        shape = self.random.choice(["spent", "spent", "spent", "received", "refunded", "moved", "exchanged", "opened"])
        postings = getattr(self, f"_{shape}")(amount)
        payee = self.random.choice(["", "Old Street", "盒马", "地铁"])
        words = Words(payee, self.random.choice(["", "午饭", "weekly shop"]))
        return Entry(on, Verb.JOURNAL, postings, words)

    def _spent(self, amount: Money) -> tuple[object, ...]:
        parts = [(self._one(Kind.EXPENSE), amount)]
        if self.random.random() < 0.3:
            parts.append((self._one(Kind.EXPENSE), Money(self.random.randrange(1, 99_00), "CNY")))
        return compose.spent(self._place(), parts)

    def _refunded(self, amount: Money) -> tuple[object, ...]:
        return compose.refunded(self._place(), [(self._one(Kind.EXPENSE), amount)])

    def _received(self, amount: Money) -> tuple[object, ...]:
        return compose.received(self._place(), [(self._one(Kind.INCOME), amount)])

    def _moved(self, amount: Money) -> tuple[object, ...]:
        return compose.moved(self._place(), self._place(), amount)

    def _exchanged(self, amount: Money) -> tuple[object, ...]:
        bought = Money(max(1, amount.minor // 7), self.random.choice(["USD", "JPY", "EUR"]))
        return compose.exchanged(self._place(), amount, self._place(), bought, self._coded("equity:exchange"))

    def _opened(self, amount: Money) -> tuple[object, ...]:
        return compose.opened(self._place(), amount, self._coded("equity:opening"))

    def _one(self, kind: Kind) -> Account:
        return self.random.choice([a for a in self.accounts.values() if a.kind is kind])

    def _place(self) -> Account:
        return self.random.choice([a for a in self.accounts.values() if a.is_place])

    def _coded(self, code: str) -> Account:
        return next(a for a in self.accounts.values() if a.code == code)


def begin(session: Session, seat: Seat, seed: int) -> Driver:
    """A driver over a fresh book."""
    return Driver(seed, seat, accounts.load(session, seat.book_id))
