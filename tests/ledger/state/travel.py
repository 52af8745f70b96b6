"""Random deeds of every kind on a shared book, with what its reports said at some of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ledger.domain.books.account import Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.journal import JournalQuery
from ledger.domain.reports.facet import Facet, Of
from ledger.kernel.errors import HouseError
from ledger.kernel.period import Period
from ledger.plumbing.db import Database, Session
from ledger.services.books import arranging, bookkeeping, journal, opening
from ledger.services.past import knowing
from ledger.services.reports import grouping, statements
from ledger.services.reports.month import month_page
from ledger.services.reports.register import register
from ledger.services.reports.trend import trend
from ledger.store.books import accounts, books, log
from tests import cast
from tests.cast import NOW, TODAY
from tests.ledger.services.files import bills
from tests.ledger.state.driver import Driver

YEAR, BEFORE = Period(date(2026, 1, 1), date(2027, 1, 1)), Period(date(2025, 1, 1), date(2026, 1, 1))
SPRING, SUMMER = Period(date(2026, 3, 1), date(2026, 6, 1)), Period(date(2026, 6, 10), date(2026, 9, 5))
PURPOSES = (Purpose.ESSENTIAL, Purpose.DISCRETIONARY, Purpose.HEALTH, Purpose.INTEREST)


def reports(session: Session, seat: Seat) -> dict[str, object]:
    """Every report of a book as a seat reads it."""
    known = [one.account_id for one in statements.accounts_in(session, seat).values()]
    spending = grouping.over(session, seat, Of.SPENDING)
    found: dict[str, object] = {
        "own": statements.balance_sheet(session, seat, date(2026, 8, 31), date(2026, 4, 17)),
        "in and out": statements.income_statement(session, seat, SUMMER, SPRING),
        "cash": statements.cash_flow_statement(session, seat, SUMMER, SPRING),
        "trial": statements.trial_balance(session, seat, date(2026, 12, 31)),
        "month": month_page(session, seat, date(2026, 5, 1), TODAY),
        "trend": trend(session, seat, [SPRING, SUMMER]),
        "weekdays": grouping.weekdays(session, seat, spending, YEAR, BEFORE, TODAY),
        "journal": journal.page(session, seat, JournalQuery(), None, month=date(2026, 7, 1), limit=30),
        "sought": journal.page(session, seat, JournalQuery(text="weekly", until=date(2026, 8, 1)), None, limit=20),
        "behind": grouping.behind(session, seat, spending, SUMMER).lines,
        "registers": [register(session, seat, one, None, 15).movements for one in known[::25]],
    }
    for facet in (Facet.PAYEE, Facet.FOR, Facet.PAID, Facet.PROJECT):
        found[facet] = sorted(grouping.groups_of(session, seat, spending, facet, YEAR, SPRING), key=lambda one: one.key)
    return found


@dataclass
class Traveller:
    """One seeded run; `done` counts deeds, `seen` holds the reports of both members by the sequence they were of."""

    database: Database
    seed: int
    mei: Seat
    jun: Seat
    driver: Driver
    done: dict[str, int] = field(default_factory=dict)
    seen: dict[int, list[dict[str, object]]] = field(default_factory=dict)
    batches: list[object] = field(default_factory=list)

    def run(self, deeds: int, stops: int) -> None:
        """Do as many deeds, stopping as often to look at every report."""
        kinds: dict[str, Callable[[], None]] = {
            "step": self.step, "private": self.private, "purpose": self.purpose, "arrange": self.arrange,
            "lock": self.lock, "bring": self.bring, "undo": self.undo}
        choice = random.Random(self.seed)
        for n in range(deeds):
            name = choice.choices(list(kinds), [80, 5, 4, 5, 2, 1, 1])[0]
            try:
                kinds[name]()
            except HouseError as refusal:
                name = f"refused {refusal.code}"
            self.done[name] = self.done.get(name, 0) + 1
            if n % (deeds // stops) == deeds // stops - 1:
                self.look()

    def look(self) -> None:
        """Keep what every report says now."""
        with self.database.transaction() as session:
            mei, jun = self.seat(session, self.mei), self.seat(session, self.jun)
            self.seen[log.head(session, mei.book_id).seq] = [reports(session, mei), reports(session, jun)]

    def seat(self, session: Session, whose: Seat) -> Seat:
        session.allow_books([whose.book_id])
        return replace(whose, book=books.load(session, [whose.book_id])[whose.book_id])

    def step(self) -> None:
        with self.database.transaction() as session:
            self.driver.seat = self.seat(session, self.mei)
            self.driver.step(session)

    def private(self) -> None:
        with self.database.transaction() as session:
            entry = replace(self.driver.entry(), visibility="private")
            bookkeeping.record(session, self.seat(session, self.driver.random.choice([self.mei, self.jun])), entry, NOW)

    def purpose(self) -> None:
        with self.database.transaction() as session:
            seat, one = self.one(session, Kind.EXPENSE)
            arranging.amend(session, seat, replace(one, purpose=self.driver.random.choice(PURPOSES)), one.version, NOW)

    def arrange(self) -> None:
        """An account is renamed, or moves up."""
        with self.database.transaction() as session:
            seat, one = self.one(session, self.driver.random.choice([Kind.EXPENSE, Kind.ASSET]))
            if self.driver.random.random() < 0.5:
                arranging.step(session, seat, one.account_id, NOW, up=True)
            else:
                named = replace(one, names={"en": f"Name {self.driver.random.randrange(99)}"})
                arranging.amend(session, seat, named, one.version, NOW)

    def lock(self) -> None:
        """The first months are closed, or opened again."""
        with self.database.transaction() as session:
            seat = self.seat(session, self.mei)
            book = seat.book
            until = None if book.locked_until else date(2026, 1, 1) + timedelta(days=self.driver.random.randrange(40))
            opening.change_settings(
                session, seat, book.version, NOW, name=book.name, zone=book.zone, home_currency=book.home_currency,
                pigment=book.pigment, locked_until=until, closed=False)

    def bring(self) -> None:
        rows = 12 + len(self.batches)
        self.batches.append(bills.imported(self.database, self.mei, bills.long_bill(rows), limit=10))

    def undo(self) -> None:
        if self.batches:
            bills.undone(self.database, self.mei, self.batches.pop())

    def one(self, session: Session, kind: Kind):
        seat = self.seat(session, self.mei)
        chosen = [a for a in accounts.load(session, seat.book_id).values() if a.kind is kind]
        return seat, self.driver.random.choice(chosen)


def setting_out(database: Database, seed: int) -> Traveller:
    """A traveller over a fresh book of Mei's and Jun's."""
    with database.transaction() as session:
        mei = cast.book(session)
        jun = cast.join(session, mei, "Jun", "partner")
        return Traveller(database, seed, mei, jun, Driver(seed, mei, accounts.load(session, mei.book_id)))


def differing(traveller: Traveller) -> list[tuple[int, str]]:
    """The sequences and reports at which the books, read as they were known, do not say what they said then."""
    found = []
    for seq, (hers, his) in traveller.seen.items():
        with traveller.database.transaction(write=False) as session:
            for whose, said in ((traveller.mei, hers), (traveller.jun, his)):
                seat, _ = knowing.at(session, traveller.seat(session, whose), str(seq))
                again = reports(session, seat)
                found += [(seq, name) for name, one in said.items() if again[name] != one]
    return found


