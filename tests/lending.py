"""Migrated PostgreSQL databases, lent to one test after another: made from a template, swept when they come back.

Making a database and dropping it costs some thirty times what emptying it does. One in which a test changed the
schema (an event trigger of the template tells) is not lent again.
"""

from __future__ import annotations

import os
import uuid

import psycopg

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://127.0.0.1:5432/postgres")
_TELLS_OF_CHANGES = """
    CREATE SCHEMA lent;
    CREATE TABLE lent.altered (at timestamptz);
    CREATE FUNCTION lent.tell() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS
        $$ BEGIN INSERT INTO lent.altered VALUES (now()); END $$;
    CREATE EVENT TRIGGER tell_of_changes ON ddl_command_end EXECUTE FUNCTION lent.tell();
    CREATE EVENT TRIGGER tell_of_drops ON sql_drop EXECUTE FUNCTION lent.tell();
"""
_TABLES = """
    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Shelf:
    """Databases made from one template, those nobody has at the moment in `free`."""

    def __init__(self, template: str) -> None:
        self.template = template
        self.made: list[str] = []
        self.free: list[str] = []

    def lend(self) -> str:
        """The name of a database as the template has it: one that came back, or a new one."""
        if self.free:
            return self.free.pop()
        name = f"house_{uuid.uuid4().hex[:12]}"
        on_postgres(f"CREATE DATABASE {name} TEMPLATE {self.template}")
        self.made.append(name)
        return name

    def take_back(self, name: str) -> None:
        """Empty what a test has written, and keep the database for the next one; a changed schema is thrown away."""
        with connected(name) as connection:
            connection.execute(_OTHERS)
            is_altered = connection.execute("SELECT FROM lent.altered").fetchone() is not None
            if not is_altered:
                _empty(connection)
        if is_altered:
            on_postgres(f"DROP DATABASE {name} WITH (FORCE)")
            self.made.remove(name)
        else:
            self.free.append(name)

    def clear(self) -> None:
        """Drop all of them."""
        for name in self.made:
            on_postgres(f"DROP DATABASE {name} WITH (FORCE)")


def watch(template: str) -> None:
    """Let a template tell of changes of its schema; to be called once it is migrated."""
    with connected(template) as connection:
        connection.execute(_TELLS_OF_CHANGES)


def connected(name: str) -> psycopg.Connection:
    """A connection to a database of the test server, each statement its own transaction."""
    return psycopg.connect(url_of(name), autocommit=True)


def on_postgres(statement: str) -> None:
    """Run one statement on the test server."""
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(statement)


def url_of(name: str) -> str:
    """The address of a database of the test server."""
    return POSTGRES.rsplit("/", 1)[0] + f"/{name}"


def _empty(connection: psycopg.Connection) -> None:
    """Delete every row; triggers and references are asleep meanwhile."""
    names = [name for name, in connection.execute(_TABLES)]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)
    deleted = "; ".join(f"DELETE FROM {name}" for name, in connection.execute(asked))
    connection.execute(f"SET session_replication_role = replica; {deleted}")
