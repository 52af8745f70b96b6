"""The database: engines, the transaction, and who may see which rows.

`Database.transaction` holds the one commit of the program: leaving the block commits, raising rolls back. A write
transaction on SQLite begins IMMEDIATE, so that a read followed by a write can neither fail nor lose an update.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url

from ledger.kernel.errors import N_, Unavailable

SAFE_SQLITE = (3, 51, 3)
"""First SQLite whose write-ahead log cannot lose pages to a reset; older ones keep a rollback journal."""

Rows = Sequence[Mapping[str, Any]]


_JOIN_BY_HASHING = sa.text("SET LOCAL enable_nestloop = off")

APP_ROLE = "countinghouse_app"
"""The PostgreSQL role that row security binds; the migrations make it and grant it what the app needs."""


class DatabaseBusy(Unavailable):
    """The database did not answer in time, or not at all."""

    message = N_("The books are busy. Nothing was recorded; try again in a moment.")


class Session:
    """One transaction. What services pass along; it runs statements and never commits."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.is_sqlite = connection.dialect.name == "sqlite"
        self._books: set[int] = set()
        self._afterwards: list[Callable[[], None]] = []

    def run(self, statement: sa.Executable, values: Rows | Mapping[str, Any] | None = None) -> sa.CursorResult[Any]:
        """Execute a Core statement, once or for many rows."""
        return self.connection.execute(statement, values)

    def rows(self, statement: sa.Executable, values: Mapping[str, Any] | None = None) -> Sequence[sa.Row[Any]]:
        """All rows of a query."""
        return self.connection.execute(statement, values).all()

    def first(self, statement: sa.Executable, values: Mapping[str, Any] | None = None) -> sa.Row[Any] | None:
        """The first row of a query, or None."""
        return self.connection.execute(statement, values).first()

    def value(self, statement: sa.Executable, values: Mapping[str, Any] | None = None) -> Any:
        """The first column of the first row, or None."""
        return self.connection.execute(statement, values).scalar()

    def allow_person(self, person_id: int) -> None:
        """Let this transaction see the rows one person owns (PostgreSQL row security)."""
        self._set("app.person", str(person_id))

    def allow_books(self, book_ids: Iterable[int]) -> None:
        """Let this transaction see the rows of these books too (PostgreSQL row security)."""
        self._books.update(book_ids)
        self._set("app.books", ",".join(map(str, sorted(self._books))))

    def allow_lender(self, lender_id: int) -> None:
        """Let this transaction see the rows one lender owns (PostgreSQL row security)."""
        self._set("app.lender", str(lender_id))

    def in_bulk(self) -> None:
        """What follows reads much: on PostgreSQL, join by hashing for the rest of this transaction.

        Row security and a table not yet analysed make the planner expect one row where thousands are, and a nested
        loop over them is quadratic or worse.
        """
        if not self.is_sqlite:
            self.run(_JOIN_BY_HASHING)

    def afterwards(self, deed: Callable[[], None]) -> None:
        """Do something once the transaction has committed; not at all if it rolls back."""
        self._afterwards.append(deed)

    def finish(self) -> None:
        """Do what was left for after the commit."""
        for deed in self._afterwards:
            deed()

    def _set(self, name: str, value: str) -> None:
        if not self.is_sqlite:
            self.run(sa.text("SELECT set_config(:name, :value, true)"), {"name": name, "value": value})


class Database:
    """An engine and its transactions.

    On PostgreSQL every connection works as `APP_ROLE` where the login may, so that row security binds even a
    login that could see past it; `as_login` leaves that out, for migrations.
    """

    def __init__(self, url: str, *, as_login: bool = False) -> None:
        self.url = make_url(url)
        is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if is_sqlite else _postgres(self.url, as_login)

    @contextmanager
    def transaction(self, *, write: bool = True) -> Iterator[Session]:
        """A transaction. A reading one cannot write. Raises: DatabaseBusy."""
        try:
            with self.engine.connect() as raw:
                connection = raw.execution_options(write=write)
                with connection.begin():
                    session = Session(connection)
                    yield session
        except sa.exc.OperationalError as error:
            raise DatabaseBusy() from error
        session.finish()

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _sqlite(url: URL) -> Engine:
    module = _sqlite_module()
    engine = sa.create_engine(
        url, module=module, hide_parameters=True, connect_args={"timeout": 15, "check_same_thread": False})
    journal = "WAL" if module.sqlite_version_info >= SAFE_SQLITE else "TRUNCATE"

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("foreign_keys=ON", f"journal_mode={journal}", "synchronous=FULL", "busy_timeout=15000",
                       "trusted_schema=OFF", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", True)
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if write else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _postgres(url: URL, as_login: bool) -> Engine:
    engine = sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_size=10, max_overflow=20,
                              hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def take_role(connection: Any, _record: Any) -> None:
        if as_login:
            return
        asked = "SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(current_user, oid, 'MEMBER')"
        if connection.execute(asked, (APP_ROLE,)).fetchone():
            connection.execute(f"SET ROLE {APP_ROLE}")
        connection.commit()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("write", True):
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    return engine


def _sqlite_module() -> Any:
    import sqlite3  # noqa: PLC0415 the machine's own is a fallback, loaded only to be asked its version

    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return sqlite3
    from pysqlite3 import dbapi2  # noqa: PLC0415

    return dbapi2
