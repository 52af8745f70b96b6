"""Brings a database up to date, and says whether it is and whether its rows are well guarded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

import ledger
from ledger.plumbing.db import Database

if TYPE_CHECKING:
    from alembic.config import Config

ROOT = Path(ledger.__file__).resolve().parents[1]


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database behind a URL to a revision."""
    from alembic import command  # noqa: PLC0415 a worker that serves pages needs none of alembic

    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database behind a URL back to a revision."""
    from alembic import command  # noqa: PLC0415 as above

    command.downgrade(_config(url), revision)


def is_up_to_date(database: Database) -> bool:
    """Whether the database stands at the newest migration."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    heads = set(ScriptDirectory.from_config(_config("")).get_heads())
    with database.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def bypasses_row_security(database: Database) -> bool:
    """Whether the role the app connects as can see past PostgreSQL's row security. False on SQLite, which has none."""
    if database.url.get_backend_name() == "sqlite":
        return False
    asked = sa.text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    with database.engine.connect() as connection:
        return bool(connection.execute(asked).scalar())


def _config(url: str) -> Config:
    from alembic.config import Config  # noqa: PLC0415 as above

    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = url
    return config
