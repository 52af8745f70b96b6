"""Mei's ledger, and a house that wakes at the hours a story says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from ledger.domain.books.book import Seat
from ledger.domain.reminders.wishes import Wishes
from ledger.plumbing import clock, work
from ledger.plumbing.db import Database, Session
from ledger.plumbing.mail import init_mail
from ledger.plumbing.sessions import Principal
from ledger.services.books import opening
from ledger.services.reminders import wishing
from tests.cast import NOW, book

EVENING = datetime.fromisoformat("2026-11-21T12:00:00+00:00")
"""Eight in the evening of the day of the cast, in Shanghai."""

MORNING = EVENING + timedelta(hours=13)
"""Nine the next morning."""


class House:
    """Mei's ledger, and what the post brings while the clock is moved."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        init_mail(database, f"file:{folder}", "https://books.example.org")
        with database.transaction() as session:
            self.seat: Seat = book(session)
        self.mei = self.seat.member.person_id or 0

    def wish(self, person: int = 0, at: datetime = NOW, **said: object) -> None:
        with self.database.transaction() as session:
            wishing.wish(session, person or self.mei, Wishes(**said), at)  # type: ignore[arg-type]

    def at(self, instant: datetime) -> list[str]:
        """The letters that come when the house wakes at an instant."""
        before = set(self.folder.glob("*.eml")) if self.folder.is_dir() else set()
        with clock.pinned(instant):
            work.work_off(self.database)
        after = set(self.folder.glob("*.eml")) if self.folder.is_dir() else set()
        return [path.read_text() for path in sorted(after - before)]

    @contextmanager
    def acting(self) -> Iterator[tuple[Session, Seat]]:
        with self.database.transaction() as session:
            session.allow_person(self.mei)
            yield session, opening.seat_of(session, Principal("person", self.mei), self.seat.book_id)
