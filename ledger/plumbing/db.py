"""The database: engines, the transaction, and who may see which rows.

`Database.transaction` holds the one commit of the program: leaving the block commits, raising rolls back. A write
transaction on SQLite begins IMMEDIATE, so that a read followed by a write can neither fail nor lose an update.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any, Protocol, overload

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url

from ledger.kernel.errors import N_, Unavailable
from ledger.plumbing.prepared import Prepared, translated

SAFE_SQLITE = (3, 51, 3)
"""First SQLite whose write-ahead log cannot lose pages to a reset; older ones keep a rollback journal."""

Rows = Sequence[Mapping[str, Any]]


Statement = sa.Executable | Prepared
"""What a session runs: a Core statement, or one made ready because it runs often."""

_SET = Prepared(sa.text("SELECT set_config(:name, :value, true)"))
_JOIN_BY_HASHING = sa.text("SET LOCAL enable_nestloop = off")
_JOIN_AS_EVER = sa.text("SET LOCAL enable_nestloop = on")

APP_ROLE = "countinghouse_app"
"""The PostgreSQL role that row security binds; the migrations make it and grant it what the app needs."""


class DatabaseBusy(Unavailable):
    """The database did not answer in time, or not at all."""

    message = N_("The books are busy. Nothing was recorded; try again in a moment.")


class Counted(Protocol):
    """What running a statement tells: how many rows it changed."""

    @property
    def rowcount(self) -> int: ...  # noqa: D102 the class says it


class Memory:
    """What one process remembers of one database between requests: the things last asked for, some dozens of them.

    Who keeps something says under which state of the books it holds (`Session.keep`), and looks at that state first.
    """

    def __init__(self, size: int = 24) -> None:
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._size = size
        self._lock = Lock()

    def get(self, key: Hashable) -> Any:
        """What is kept under a key, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, value: object) -> None:
        """Keep something; what was not asked for the longest goes."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)


class Session:
    """One transaction. What services pass along; it runs statements and never commits."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self.connection = connection
        self._memory = memory
        self.is_sqlite = connection.dialect.name == "sqlite"
        self._driver = connection.connection.dbapi_connection
        self._books: set[int] = set()
        self._afterwards: list[Callable[[], None]] = []

    @overload
    def run(self, statement: Prepared, values: Rows | Mapping[str, Any] | None = None) -> Counted: ...
    @overload
    def run(
        self, statement: sa.Executable, values: Rows | Mapping[str, Any] | None = None
    ) -> sa.CursorResult[Any]: ...
    def run(self, statement: Statement, values: Rows | Mapping[str, Any] | None = None) -> Any:
        """Execute a statement, once or for many rows."""
        if isinstance(statement, Prepared):
            return self._driven(statement, values)
        return self.connection.execute(statement, values)

    @overload
    def rows(self, statement: Prepared, values: Mapping[str, Any] | None = None) -> Sequence[Any]: ...
    @overload
    def rows(self, statement: sa.Executable, values: Mapping[str, Any] | None = None) -> Sequence[sa.Row[Any]]: ...
    def rows(self, statement: Statement, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """All rows of a query."""
        if isinstance(statement, Prepared):
            found = self._driven(statement, values).fetchall()
            return statement.on(self.connection.dialect).rows(found)
        return self.connection.execute(statement, values).all()

    def stream(
        self, statement: sa.Executable, values: Mapping[str, Any] | None = None, size: int = 1_000
    ) -> Iterator[sa.Row[Any]]:
        """The rows of a query that may have millions, some in memory at a time: the database keeps the place."""
        return iter(self.connection.execute(statement, values, execution_options={"yield_per": size}))

    def first(self, statement: Statement, values: Mapping[str, Any] | None = None) -> Any | None:
        """The first row of a query, or None."""
        if isinstance(statement, Prepared):
            return next(iter(self.rows(statement, values)), None)
        return self.connection.execute(statement, values).first()

    def value(self, statement: Statement, values: Mapping[str, Any] | None = None) -> Any:
        """The first column of the first row, or None."""
        row = self.first(statement, values)
        return None if row is None else row[0]

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

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """What is asked within reads much: PostgreSQL joins by hashing until the block ends.

        Row security and a table not yet analysed make the planner expect one row where thousands are, and a nested
        loop over them is quadratic or worse. Raising leaves it so: the transaction is over then.
        """
        if not self.is_sqlite:
            self.run(_JOIN_BY_HASHING)
        yield
        if not self.is_sqlite:
            self.run(_JOIN_AS_EVER)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """A part of the transaction that is done whole or not at all: raising undoes it, and the rest goes on."""
        outer, self._afterwards = self._afterwards, []
        try:
            with self.connection.begin_nested():
                yield
            outer.extend(self._afterwards)
        finally:
            self._afterwards = outer

    def remembered(self, key: Hashable) -> Any:
        """What an earlier transaction of this process kept under a key, or None."""
        return self._memory.get(key)

    def keep(self, key: Hashable, value: object) -> None:
        """Let later transactions have what this one worked out, once it has committed."""
        self.afterwards(lambda: self._memory.put(key, value))

    def afterwards(self, deed: Callable[[], None]) -> None:
        """Do something once the transaction has committed; not at all if it rolls back."""
        self._afterwards.append(deed)

    def finish(self) -> None:
        """Do what was left for after the commit."""
        for deed in self._afterwards:
            deed()

    def _driven(self, statement: Prepared, values: Rows | Mapping[str, Any] | None) -> Any:
        try:
            return statement.on(self.connection.dialect).execute(self._driver, {} if values is None else values)
        except self.connection.dialect.loaded_dbapi.Error as error:
            raise translated(error, self.connection) from error

    def _set(self, name: str, value: str) -> None:
        if not self.is_sqlite:
            self.run(_SET, {"name": name, "value": value})


class Database:
    """An engine and its transactions.

    On PostgreSQL every connection works as `APP_ROLE` where the login may, so that row security binds even a
    login that could see past it; `as_login` leaves that out, for migrations.
    """

    def __init__(self, url: str, *, as_login: bool = False) -> None:
        self.url = make_url(url)
        self._memory = Memory()
        is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if is_sqlite else _postgres(self.url, as_login)

    @contextmanager
    def transaction(self, *, write: bool = True) -> Iterator[Session]:
        """A transaction. A reading one cannot write, and sees the books as they were at its first question.

        Raises: DatabaseBusy.
        """
        try:
            with self.engine.connect() as raw:
                connection = raw.execution_options(write=write)
                with connection.begin():
                    session = Session(connection, self._memory)
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
        driver: Any = connection.connection.dbapi_connection
        try:
            if connection.info.get("writes") is not write:
                driver.execute(f"PRAGMA query_only={'OFF' if write else 'ON'}")
                connection.info["writes"] = write
            driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        except module.Error as error:
            raise translated(error, connection) from error

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
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return engine


def _sqlite_module() -> Any:
    import sqlite3  # noqa: PLC0415 the machine's own is a fallback, loaded only to be asked its version

    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return sqlite3
    from pysqlite3 import dbapi2  # noqa: PLC0415

    return dbapi2
