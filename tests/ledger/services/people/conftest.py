"""A house with a post office, a browser to sign in with, and somebody who joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ledger.domain.people.person import Person
from ledger.plumbing import clock
from ledger.plumbing.db import Database
from ledger.plumbing.guarding.passwords import hash_password
from ledger.plumbing.mail import init_mail
from ledger.services.people import joining

PASSWORD = "correct horse battery"


@pytest.fixture
def letters(database: Database, tmp_path: Path) -> Path:
    """The folder the house's letters are laid in."""
    folder = tmp_path / "letters"
    init_mail(database, f"file:{folder}", "https://books.example.org")
    return folder


@pytest.fixture
def browser() -> Iterator[Flask]:
    """A request of a browser that nobody is signed in with."""
    app = Flask("browser")
    app.secret_key = "for tests"
    with app.test_request_context():
        yield app


@pytest.fixture(scope="session")
def hashed() -> str:
    """The hash of PASSWORD."""
    return hash_password(PASSWORD)


@pytest.fixture
def mei(database: Database, hashed: str) -> Person:
    """Mei, joined."""
    asked = joining.Asked("mei@example.org", "Mei", hashed, "zh-Hans", "Asia/Shanghai", "CNY")
    with database.transaction() as session:
        return joining.add_person(session, asked, clock.now())


def read(folder: Path) -> list[str]:
    """The letters in a folder, oldest first."""
    return [path.read_text() for path in sorted(folder.glob("*.eml"))] if folder.is_dir() else []


def link_in(letter: str) -> str:
    """The link a letter carries, as it stands in the path."""
    found = re.search(r"https://books\.example\.org/\w+/(\S+)", letter)
    assert found is not None, letter
    return found[1]
