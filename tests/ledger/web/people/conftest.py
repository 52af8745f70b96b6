"""A house people sign up at, and the ways a browser takes through it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledger.domain.people.person import Person
from ledger.plumbing import clock, work
from ledger.plumbing.db import Database
from ledger.plumbing.guarding.passwords import hash_password
from ledger.plumbing.guarding.throttle import Throttle
from ledger.plumbing.mail import office_of
from ledger.services.people import joining

EMAIL, PASSWORD = "mei@example.org", "correct horse battery"


@dataclass(frozen=True)
class House:
    """The running app, seen from outside."""

    app: Flask

    @property
    def database(self) -> Database:
        """The database behind the app."""
        found: Database = self.app.extensions["house_database"]
        return found

    def browser(self) -> FlaskClient:
        """A browser nobody is signed in with."""
        return self.app.test_client()

    def signed_in(self, email: str = EMAIL, password: str = PASSWORD) -> FlaskClient:
        """A browser somebody signed in with, by the form."""
        client = self.browser()
        answer = client.post("/sign-in", data={"email": email, "password": password})
        assert answer.status_code == 303, answer.text
        return client

    def letters(self) -> list[str]:
        """Every letter sent so far, oldest first."""
        work.work_off(self.database)
        folder = office_of(self.database).folder
        assert isinstance(folder, Path)
        return [path.read_text() for path in sorted(folder.glob("*.eml"))] if folder.is_dir() else []

    def forget_failures(self) -> None:
        """Begin to count failures anew."""
        self.app.extensions["house_throttle"] = Throttle()


@pytest.fixture
def house(app: Flask) -> House:
    """The app."""
    return House(app)


@pytest.fixture
def mei(house: House) -> Person:
    """Mei, joined."""
    asked = joining.Asked(EMAIL, "Mei", hash_password(PASSWORD), "en", "Asia/Shanghai", "CNY")
    with house.database.transaction() as session:
        return joining.add_person(session, asked, clock.now())


def path_in(letter: str) -> str:
    """The path of the link in a letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", letter)
    assert found is not None, letter
    return found[1]


def bare(answer: TestResponse, *words: str) -> str:
    """A page without what differs from one showing to the next: form tokens, keys, and these words."""
    text = re.sub(r'(name="(?:csrf_token|client_key)" value=|X-CSRFToken": )"[^"]*"', r"\1", answer.text)
    text = re.sub(r"/join/[\w.-]+", "/join/", text)
    for word in words:
        text = text.replace(word, "…")
    return text
