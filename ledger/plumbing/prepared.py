"""Statements that run often, made ready once: compiled at first use on each engine, then run by its driver.

Around every execution SQLAlchemy works out a cache key, a context and a result, which costs many times what a look-up
by key does. Here the text, the order of the values and the conversion of values and columns are worked out once.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

Values = Mapping[str, Any]
Process = Callable[[Any], Any]

_MANY = (2, 8, 64, 512)
"""How many places a list of values is given: few sizes, so that the engine keeps few statements."""


class Prepared:
    """A Core statement, or how to build one for an engine (told whether it is SQLite), to be run through `Session`.

    Every value is given by the name of its `bindparam` at each run, for an INSERT by the name of its column. A list
    for an `expanding` parameter may have any length. Rows are named tuples by the keys of the columns.
    """

    def __init__(self, statement: sa.Executable | Callable[[bool], sa.Executable]) -> None:
        self._statement = statement
        self._on: dict[str, _Ready] = {}

    def on(self, dialect: Dialect) -> _Ready:
        """The statement as one engine takes it."""
        ready = self._on.get(dialect.name)
        if ready is None:
            built = self._statement
            if not isinstance(built, sa.Executable):
                built = built(dialect.name == "sqlite")
            ready = self._on[dialect.name] = _Ready(built, dialect)
        return ready


class _Ready:
    """One statement on one engine: its text, how values go in and how columns come out."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        into = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
        self._text: str = compiled.string
        self._is_positional = bool(compiled.positiontup)
        self._order: list[tuple[str, Process | None]] = [
            (name, into[name]) for name in compiled.positiontup or binds]
        self._lists = tuple(name for name, bind in binds.items() if bind.expanding)
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required and not bind.expanding}
        columns = list(getattr(statement, "exported_columns", None) or ())
        found = [one.type.dialect_impl(dialect).result_processor(dialect, None) for one in columns]
        self._out: list[tuple[int, Process]] = [(at, process) for at, process in enumerate(found) if process]
        self._make = _maker([str(one.key) for one in columns])

    def execute(self, driver: Any, values: Values | Sequence[Values]) -> Any:
        """Run it once, or for many rows; the driver's cursor."""
        cursor = driver.cursor()
        if not isinstance(values, Mapping):
            cursor.executemany(self._text, [self._given(one) for one in values])
        elif self._lists:
            cursor.execute(*self._with_lists(values))
        else:
            cursor.execute(self._text, self._given(values))
        return cursor

    def rows(self, found: Sequence[Any]) -> list[Any]:
        """The driver's rows with every column as Python knows it."""
        make, out = self._make, self._out
        if not out:
            return [make(one) for one in found]
        read = []
        for one in found:
            columns = list(one)
            for at, process in out:
                columns[at] = process(columns[at])
            read.append(make(columns))
        return read

    def _given(self, values: Values) -> list[Any] | dict[str, Any]:
        """The driver's parameters."""
        values = {**self._fixed, **values} if self._fixed else values
        if self._is_positional:
            return [process(values[name]) if process else values[name] for name, process in self._order]
        return {name: process(values[name]) if process else values[name] for name, process in self._order}

    def _with_lists(self, values: Values) -> tuple[str, list[Any] | dict[str, Any]]:
        """The text with a place for each value of a list, and the driver's parameters.

        Places left over repeat the first value; of an empty list they hold NULL, which equals nothing.
        """
        values, text = {**self._fixed, **values}, self._text
        given: dict[str, list[Any]] = {}
        for name, process in self._order:
            if name not in self._lists:
                given[name] = [process(values[name]) if process else values[name]]
                continue
            wanted = list(values[name])
            size = next((size for size in _MANY if len(wanted) <= size), -(-len(wanted) // _MANY[-1]) * _MANY[-1])
            given[name] = wanted + [wanted[0] if wanted else None] * (size - len(wanted))
            places = ("?" if self._is_positional else f"%({name}_{n})s" for n in range(size))
            text = text.replace(f"__[POSTCOMPILE_{name}]", ", ".join(places))
        if self._is_positional:
            return text, [one for name, _ in self._order for one in given[name]]
        spread = {f"{name}_{n}": one for name in self._lists for n, one in enumerate(given[name])}
        return text, {**{name: held[0] for name, held in given.items() if name not in self._lists}, **spread}


def _maker(names: list[str]) -> Process:
    """Makes named tuples of these names from sequences."""
    row: Any = namedtuple("Row", names)  # type: ignore[misc]  # its names are known only now
    made: Process = row._make
    return made


def translated(error: Exception, connection: Connection) -> Exception:
    """A driver's error as SQLAlchemy names it; a connection that was lost is given up."""
    dialect = connection.dialect
    base: Any = dialect.loaded_dbapi.Error
    if dialect.is_disconnect(error, connection.connection, None):  # type: ignore[arg-type]  # as SQLAlchemy asks it
        connection.invalidate(error)
    return sa.exc.DBAPIError.instance(None, None, error, base, hide_parameters=True, dialect=dialect)
