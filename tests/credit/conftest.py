"""Mei's months and Harbour's live rule, made once and copied for every test that asks for them, on each engine."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.plumbing.db import Database
from tests.credit.lived import Lived, a_world
from tests.lending import on_postgres, url_of

Made = tuple[Database, Lived]


def _build(url: str) -> Lived:
    database = Database(url)
    with database.transaction() as session:
        lived = a_world(session)
    if database.url.get_backend_name() == "sqlite":
        with database.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return lived


@pytest.fixture(scope="session")
def _lived_sqlite(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Lived]:
    path = tmp_path_factory.mktemp("lived") / "house.db"
    shutil.copy(_sqlite_template, path)
    return path, _build(f"sqlite:///{path}")


@pytest.fixture(scope="session")
def _lived_postgres(_postgres_template: str) -> Iterator[tuple[str, Lived]]:
    name = f"house_lived_{uuid.uuid4().hex[:12]}"
    on_postgres(f"CREATE DATABASE {name} TEMPLATE {_postgres_template}")
    yield name, _build(url_of(name))
    on_postgres(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def lived_sqlite(_lived_sqlite: tuple[Path, Lived], tmp_path: Path) -> Iterator[Made]:
    """A copy of the lived-in house on SQLite."""
    template, lived = _lived_sqlite
    shutil.copy(template, tmp_path / "lived.db")
    database = Database(f"sqlite:///{tmp_path / 'lived.db'}")
    yield database, lived
    database.dispose()


@pytest.fixture
def lived_postgres(request: pytest.FixtureRequest) -> Iterator[Made]:
    """A copy of the lived-in house on PostgreSQL."""
    template, lived = request.getfixturevalue("_lived_postgres")
    name = f"house_{uuid.uuid4().hex[:12]}"
    on_postgres(f"CREATE DATABASE {name} TEMPLATE {template}")
    database = Database(url_of(name))
    yield database, lived
    database.dispose()
    on_postgres(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def lived(request: pytest.FixtureRequest) -> Made:
    """The lived-in house, once on each engine: its database, and who lives in it."""
    made: Made = request.getfixturevalue(f"lived_{request.param}")
    return made
