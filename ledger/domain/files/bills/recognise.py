"""Bytes to a bill, by content alone: a file's name is only ever said back to the person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from ledger.domain.files.archive import MAGIC
from ledger.domain.files.bills.dialect import (
    PREAMBLE_LINES,
    Dialect,
    columns_of,
    dialect_of,
    heading,
    missing_column,
    variant_of,
)
from ledger.domain.files.bills.read_row import row_reader
from ledger.domain.files.bills.reading import Reading, Rows
from ledger.domain.files.bills.survey import survey
from ledger.domain.files.decode import decode
from ledger.domain.files.records import Record, records
from ledger.domain.files.refusals import (
    EmptyFile,
    FileTooLarge,
    MissingColumn,
    NoDay,
    NoHeading,
    NotABill,
    TooManyColumns,
    TooManyRows,
)
from ledger.domain.files.sheet import read_sheet
from ledger.kernel.limits import IMPORT_BYTES, IMPORT_COLUMNS, IMPORT_ROWS, LINE_MAX

_NOTE = re.compile(
    r"\s*(?:-{8,}|共\s*[0-9]+\s*笔|(?:[已待]?(?:收入|支出)|不计收支|中性交易)\s*[:：]\s*[0-9]+\s*笔|导出时间\s*[:：])"
)


@dataclass(frozen=True, slots=True)
class Table:
    """Whose bill it is, its heading and where it stands, the records under it, gone through as often as asked, and
    the day a spreadsheet counts from."""

    dialect: Dialect
    names: tuple[str, ...]
    line: int
    body: Callable[[], Iterator[Record]]
    encoding: str
    epoch: date | None


def recognise(data: bytes, name: str) -> Reading:
    """The bill a file holds; `name` is what the person calls the file.

    Raises: EmptyFile, FileTooLarge, NotText, NotABill, NoHeading, MissingColumn (direction, amount), NoDay
    (in no row), TooManyRows, TooManyColumns, PackedFile, BrokenSpreadsheet, UnsafeSpreadsheet. What is
    wrong with one row is no error here: it is that row's `trouble`.
    """
    return reading_of(table_of(data, name))


def table_of(data: bytes, name: str) -> Table:
    """The table a file holds, its cells as text: the part of reading that a file made to harm could hold up.

    Raises: as `recognise`, but for what is wrong with its columns and rows.
    """
    if not data:
        raise EmptyFile()
    if len(data) > IMPORT_BYTES:
        raise FileTooLarge(limit=IMPORT_BYTES >> 20)
    return _sheet_table(data, name) if data.startswith(MAGIC) else _text_table(data, name)


def reading_of(table: Table) -> Reading:
    """The bill a table is. Raises: MissingColumn, NoDay, TooManyRows."""
    columns = columns_of(table.dialect, table.names)
    if missing := missing_column(table.dialect, columns):
        raise MissingColumn(column=missing, line=table.line)
    rows = _rows(table, columns)
    _ask_for_days(table, columns[0], rows)
    found = survey(table.dialect.format, rows)
    return Reading(
        table.dialect.format,
        variant_of(table.dialect, table.names, table.epoch is not None),
        table.encoding,
        table.line,
        table.names,
        replace(rows, count=len(found.marks)),
        found,
    )


def _text_table(data: bytes, name: str) -> Table:
    text = decode(data, name[:LINE_MAX])
    line, names, dialect = _find_heading(islice(records(text), PREAMBLE_LINES), name)
    return Table(dialect, names, line, lambda: records(text, line, len(names)), text.encoding, None)


def _sheet_table(data: bytes, name: str) -> Table:
    sheet = read_sheet(data)
    line, names, dialect = _find_heading(islice(sheet.rows, PREAMBLE_LINES), name)
    return Table(
        dialect, names, line, lambda: (one for one in sheet.rows if one.line > line), "utf-8", sheet.epoch
    )


def _find_heading(lines: Iterator[Record], name: str) -> tuple[int, tuple[str, ...], Dialect]:
    preamble: list[str] = []
    for record in lines:
        names = heading(record.cells)
        if names is None:
            preamble.append("".join(record.cells))
            continue
        if len(record.cells) > IMPORT_COLUMNS:
            raise TooManyColumns(limit=IMPORT_COLUMNS)
        dialect = dialect_of("\n".join(preamble), names)
        if dialect is None:
            break
        return record.line, names, dialect
    else:
        if dialect_of("\n".join(preamble), ()) is not None:
            raise NoHeading()
    raise NotABill(name=name[:LINE_MAX])


def _rows(table: Table, columns: Sequence[int]) -> Rows:
    return Rows(lambda: _records(table), row_reader(table.dialect, table.names, columns, table.epoch))


def _records(table: Table) -> Iterator[Record]:
    """What stands under the heading and is a row. Raises: TooManyRows."""
    count = 0
    for record in table.body():
        if _is_note(record.cells):
            continue
        count += 1
        if count > IMPORT_ROWS:
            raise TooManyRows(limit=IMPORT_ROWS)
        yield record


def _ask_for_days(table: Table, column: int, rows: Rows) -> None:
    """A bill in which not one day can be read was not understood, and is refused whole at its first row."""
    first = next(iter(rows), None)
    if column < 0 or first is None or any(row.on is not None for row in rows):
        return
    if isinstance(first.trouble, NoDay):
        raise NoDay(**{**first.trouble.facts, "line": first.line, "column": table.names[column]})


def _is_note(cells: Sequence[str]) -> bool:
    """Whether a line under the heading is blank, a rule, or one of the wallet's own totals, and so no row."""
    first = cells[0]
    if _NOTE.match(first):
        return True
    if len(cells) > 1 and cells[1].strip():
        return False
    return not any(cell.strip() for cell in cells[1:]) and not first.strip()[:1].isdecimal()
