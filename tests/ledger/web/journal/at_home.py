"""Mei's book in a browser: a way into its rows, and her signed-in client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledger.domain.books.book import Seat
from ledger.kernel.ids import id_text
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping
from ledger.store.books.entries import Kept
from tests import cast
from tests.browsing import signed_in
from tests.cast import NOW, TODAY, lunch

HTMX = {"HX-Request": "true"}


class Home:
    """One household of Mei's on a running app."""

    def __init__(self, app: Flask) -> None:
        self.app, self.database = app, app.extensions["house_database"]
        with self.database.transaction() as session:
            self.seat = cast.book(session)
        self.browser = signed_in(app, self.seat.member.person_id)
        self.path = f"/books/{id_text(self.seat.book_id)}"

    @contextmanager
    def open(self) -> Iterator[Session]:
        """A write transaction that may see the book."""
        with self.database.transaction() as session:
            session.allow_books([self.seat.book_id])
            yield session

    def record(
        self, amount: str = "32.00", *, seat: Seat | None = None, back: int = 0, note: str = "lunch", **more: Any
    ) -> Kept:
        """A lunch that stands."""
        with self.open() as session:
            entry = lunch(session, self.seat, amount, TODAY - timedelta(days=back), note)
            return bookkeeping.record(session, seat or self.seat, replace(entry, **more), NOW).stands

    def amend(self, thing: Kept, amount: str, seat: Seat | None = None) -> None:
        """Another amount for it, by whoever sits there."""
        with self.open() as session:
            entry = lunch(session, self.seat, amount)
            bookkeeping.amend(session, seat or self.seat, thing.thing_id, thing.version, entry, NOW)

    def join(self, name: str, role: str) -> tuple[Seat, FlaskClient]:
        """Somebody else in the book, and their browser."""
        with self.open() as session:
            seat = cast.join(session, self.seat, name, role)
        return seat, signed_in(self.app, seat.member.person_id)

    def page(self, address: str = "/journal", browser: FlaskClient | None = None, **more: Any) -> TestResponse:
        """A page of the book."""
        return (browser or self.browser).get(self.path + address, **more)

    def post(self, address: str, browser: FlaskClient | None = None, **form: object) -> TestResponse:
        """A deed in the book."""
        return (browser or self.browser).post(self.path + address, data=form)


def text_of(response: TestResponse) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.get_data(as_text=True)))
