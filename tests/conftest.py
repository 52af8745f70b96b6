"""What every test stands on: a migrated database on each engine, the app, and the cast.

Tests that need PostgreSQL, Chromium, Beancount, hledger or the real files find them, or are skipped loudly at the end
of the run; where the environment says CI, nothing may be skipped.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

import hypothesis
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from ledger.plumbing import clock
from ledger.plumbing.db import Database, Session
from ledger.plumbing.guarding.throttle import Throttle
from ledger.plumbing.mail import init_mail
from ledger.plumbing.migrating import upgrade
from ledger.plumbing.pushing.sending import init_push
from ledger.plumbing.settings import Settings, read_settings
from tests.lending import POSTGRES, Shelf, on_postgres, url_of, watch

Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": FileSystemBytecodeCache(mkdtemp(prefix="house_jinja_"))}
"""However many apps a run makes, a template is compiled once."""

hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("ci", hypothesis.settings.get_profile("house"), derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "house")

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
"""A Saturday, noon in Shanghai: the day every test happens on."""


def _postgres_answers() -> bool:
    engine = sa.create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://"),
                              connect_args={"connect_timeout": 2})
    try:
        with engine.connect():
            return True
    except sa.exc.OperationalError:
        return False
    finally:
        engine.dispose()


HAVE = {
    "postgres": _postgres_answers(),
    "browser": shutil.which("chromium") is not None,
    "beancount": find_spec("beancount") is not None,
    "hledger": shutil.which("hledger") is not None,
    "real_files": (ROOT.parent / "shared" / "data" / "MANIFEST.tsv").is_file(),
}
MISSING = {
    "postgres": "no PostgreSQL answers at TEST_POSTGRES_URL",
    "browser": "no Chromium on the PATH",
    "beancount": "Beancount is not installed",
    "hledger": "no hledger on the PATH",
    "real_files": "the real files do not stand beside this checkout",
}
_skipped: dict[str, int] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wants_nightly = "nightly" in (config.getoption("-m") or "")
    for item in items:
        for need, why in MISSING.items():
            if item.get_closest_marker(need) and not HAVE[need]:
                _skipped[need] = _skipped.get(need, 0) + 1
                item.add_marker(pytest.mark.skip(reason=why))
    if not wants_nightly:
        heavy = [item for item in items if item.get_closest_marker("nightly")]
        config.hook.pytest_deselected(items=heavy)
        items[:] = [item for item in items if item not in heavy]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for need, count in _skipped.items():
        terminalreporter.write_line(f"NOT RUN: {count} tests, because {MISSING[need]}", yellow=True, bold=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI") and _skipped and not hasattr(session.config, "workerinput"):
        session.exitstatus = 1


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder of real files, where it stands beside the checkout."""
    return ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "house.db"
    upgrade(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return path


@pytest.fixture(scope="session")
def _postgres_template() -> Iterator[str]:
    name = f"house_template_{uuid.uuid4().hex[:12]}"
    on_postgres(f"CREATE DATABASE {name}")
    upgrade(url_of(name))
    watch(name)
    yield name
    on_postgres(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _shelf(_postgres_template: str) -> Iterator[Shelf]:
    shelf = Shelf(_postgres_template)
    yield shelf
    shelf.clear()


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """An empty, migrated SQLite database."""
    shutil.copy(_sqlite_template, tmp_path / "house.db")
    return f"sqlite:///{tmp_path / 'house.db'}"


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty, migrated PostgreSQL database."""
    shelf: Shelf = request.getfixturevalue("_shelf")
    name = shelf.lend()
    yield url_of(name)
    shelf.take_back(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty, migrated database, once on each engine."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shared_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database for a whole module, once on each engine: for stories that each bring their own people."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("shared") / "house.db"
        shutil.copy(request.getfixturevalue("_sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    shelf: Shelf = request.getfixturevalue("_shelf")
    name = shelf.lend()
    yield url_of(name)
    shelf.take_back(name)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The database behind `database_url`, working under the restricted role on PostgreSQL."""
    made = Database(database_url)
    yield made
    made.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A write transaction that commits when the test ends well."""
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    """The settings of a house in a folder of its own, on SQLite."""
    environ = {"DATABASE_URL": sqlite_url, "INSTANCE_DIR": str(tmp_path / "instance"), "SECRET_KEY": "for tests"}
    return replace(read_settings(environ), testing=True)


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole app, built once a run, with nobody living in it yet."""
    import app as house

    folder = tmp_path_factory.mktemp("built")
    environ = {"DATABASE_URL": f"sqlite:///{folder}/house.db", "INSTANCE_DIR": str(folder), "SECRET_KEY": "for tests"}
    made = house.create_app(replace(read_settings(environ), testing=True))
    made.config.update(TESTING=False, PROPAGATE_FAULTS=True, WTF_CSRF_ENABLED=False)
    return made


@pytest.fixture
def app(_built: Flask, settings: Settings) -> Iterator[Flask]:
    """The whole app on an empty SQLite database."""
    database, config = Database(settings.database_url), dict(_built.config)
    _built.extensions |= {"house_settings": settings, "house_database": database, "house_throttle": Throttle()}
    _built.instance_path = str(settings.instance)
    init_mail(database, settings.mail_url, settings.base_url)
    init_push(database, settings.push_secret, settings.base_url)
    yield _built
    _built.config.clear()
    _built.config.update(config)
    database.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody is signed in with."""
    return app.test_client()


@pytest.fixture
def today() -> Iterator[datetime]:
    """The clock stands at NOW for the length of the test."""
    with clock.pinned(NOW):
        yield NOW
