"""Brings a database up to date: the same migrations on both engines.

On SQLite a migration may rebuild a table, which with foreign keys on would empty its children: they are off for
the length of it and checked afterwards. On PostgreSQL one migration runs at a time.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import sqlalchemy as sa
from alembic import context

import ledger.plumbing.identity  # noqa: F401 the tables register themselves
import ledger.store.tables.accounts
import ledger.store.tables.books
import ledger.store.tables.bulk
import ledger.store.tables.currencies
import ledger.store.tables.files
import ledger.store.tables.names
import ledger.store.tables.offline
import ledger.store.tables.papers
import ledger.store.tables.past
import ledger.store.tables.planning
import ledger.store.tables.reminders
import ledger.store.tables.reports
import ledger.store.tables.sharing
import ledger.store.tables.spreading  # noqa: F401
from ledger.plumbing.db import Database
from ledger.plumbing.rows import metadata
from ledger.plumbing.settings import read_settings

LOCK = 4_062_026

if find_spec("credit"):
    import_module("credit.store.tables.offers")
    import_module("credit.store.tables.lenders")


def migrate() -> None:
    """Run the migrations on the configured database."""
    url = context.config.attributes.get("url") or read_settings().migrate_url
    database = Database(url, as_login=True)
    with database.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=is_sqlite)
        with context.begin_transaction():
            if not is_sqlite:
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            context.run_migrations()
            if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("a migration broke a foreign key")
    database.dispose()


migrate()
