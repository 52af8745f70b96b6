"""A household whose owner lets a program in; one app for a module on each engine, its own people for each test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from ledger.domain.books.book import Seat
from ledger.kernel.ids import id_text
from ledger.plumbing.settings import read_settings
from tests.cast import book
from tests.ledger.api.programs import Program, token_of


@pytest.fixture(scope="module")
def house(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app on each engine; a fault of ours is raised, so that no test passes over it."""
    import app as house

    environ = {"DATABASE_URL": shared_url, "INSTANCE_DIR": str(tmp_path_factory.mktemp("instance")),
               "SECRET_KEY": "for tests"}
    made = house.create_app(replace(read_settings(environ), testing=True))
    made.config.update(PROPAGATE_FAULTS=True)
    yield made
    made.extensions["house_database"].dispose()


@pytest.fixture
def seat(house: Flask) -> Seat:
    """Mei's household."""
    with house.extensions["house_database"].transaction() as session:
        return book(session)


@pytest.fixture
def program(house: Flask, seat: Seat) -> Program:
    """A program that may do everything Mei may."""
    return Program(house, token_of(house, seat.member.person_id), id_text(seat.book_id))
