"""The whole app over Mei's months, and browsers of hers and of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.db import Database
from ledger.plumbing.settings import Settings
from tests.browsing import signed_in
from tests.cast import NOW
from tests.credit.lived import Lived

PART = {"HX-Request": "true"}


@dataclass
class House:
    """The running app, who lives in it, and her browser."""

    app: Flask
    mei: Lived
    browser: FlaskClient

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["house_database"]
        return found

    @property
    def book(self) -> str:
        return id_text(self.mei.book_id)

    def ask(self, place: str = "journal", book: str | None = None, who: FlaskClient | None = None) -> str:
        """What a place answers to script."""
        answer = (who or self.browser).post(
            f"/credit/slots/{place}", data={"book": self.book if book is None else book}, headers=PART)
        assert answer.status_code == 200, answer.text
        return answer.text

    def offer(self) -> str:
        """The address of the offer that is shown."""
        return self.ask().split('action="')[1].split("/open")[0]

    def other(self, person_id: int) -> FlaskClient:
        """A browser of somebody else's."""
        return signed_in(self.app, person_id, NOW)


@pytest.fixture
def house(settings: Settings, lived_sqlite: tuple[Database, Lived]) -> Iterator[House]:
    import app as made_by

    database, mei = lived_sqlite
    made = made_by.create_app(replace(settings, database_url=database.url.render_as_string(hide_password=False)))
    made.config.update(TESTING=False, PROPAGATE_FAULTS=True, WTF_CSRF_ENABLED=False)
    with clock.pinned(NOW):
        yield House(made, mei, signed_in(made, mei.person_id, NOW))
    made.extensions["house_database"].dispose()
