"""What every test of going on without a network stands on: Mei's household, and as many devices as one likes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from ledger.plumbing.db import Session
from tests import cast
from tests.browsing import signed_in
from tests.cast import NOW
from tests.ledger.web.offline.device import Device, device


class House:
    """The whole app, Mei's book in it, and devices of whoever sits there."""

    def __init__(self, app) -> None:
        self.app, self.database = app, app.extensions["house_database"]
        with self.database.transaction() as session:
            self.seat = cast.book(session)

    @contextmanager
    def open(self) -> Iterator[Session]:
        """A write transaction that may see the book."""
        with self.database.transaction() as session:
            session.allow_books([self.seat.book_id])
            yield session

    def join(self, name: str, role: str):
        """Somebody else's seat in the book."""
        with self.open() as session:
            return cast.join(session, self.seat, name, role)

    def device(self, seat=None) -> Device:
        """A fresh device of Mei's, or of somebody else who sits in the book."""
        return device(self, seat or self.seat, signed_in(self.app, (seat or self.seat).member.person_id, NOW))


@pytest.fixture
def house(database_url, settings, today):
    import app as whole

    made = whole.create_app(replace(settings, database_url=database_url, migrate_url=database_url))
    made.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_FAULTS=True)
    yield House(made)
    made.extensions["house_database"].dispose()


@pytest.fixture
def phone(house) -> Device:
    """A device of Mei's that has looked once."""
    made = house.device()
    made.renew()
    return made
