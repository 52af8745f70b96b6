"""The rows of a spreadsheet's first sheet as records of text. The one module that knows openpyxl.

Formulas stay the text they are and are never computed. A number comes as its shortest exact writing, a day as
`YYYY-MM-DD HH:MM:SS`; what they mean is decided where all text is read.
"""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from numbers import Number
from typing import Any

from ledger.domain.files.archive import check_archive
from ledger.domain.files.records import Packed, Record, pack
from ledger.domain.files.refusals import BrokenSpreadsheet, TooManyColumns, TooManyRows
from ledger.kernel.limits import IMPORT_COLUMNS, IMPORT_ROWS

# What openpyxl and what it stands on raise on damaged parts: it checks nothing itself, so the list is long.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, SyntaxError, ValueError, TypeError,
    LookupError, AttributeError, ArithmeticError, EOFError, OSError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that hold anything, with their row number as line, and the day serial number 0 stands for."""

    rows: Packed
    epoch: date


def read_sheet(data: bytes) -> Sheet:
    """The first sheet.

    Raises: PackedFile, UnsafeSpreadsheet, BrokenSpreadsheet, TooManyRows, TooManyColumns.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 a process that reads no spreadsheet is spared its memory
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    check_archive(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
            if not book.worksheets:
                raise BrokenSpreadsheet()
            sheet = book.worksheets[0]
            # The size a sheet states is a hint of its writer's; believing a wrong one would lose rows.
            sheet.reset_dimensions()
            return Sheet(Packed(pack(_rows(sheet.iter_rows(values_only=True)))), _day(book.epoch))
    except (InvalidFileException, *_BROKEN):
        raise BrokenSpreadsheet() from None


def _rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[Record]:
    for line, row in enumerate(rows, 1):
        if line > IMPORT_ROWS:
            raise TooManyRows(limit=IMPORT_ROWS)
        if len(row) > IMPORT_COLUMNS:
            raise TooManyColumns(limit=IMPORT_COLUMNS)
        cells = [_text(value) for value in row]
        if any(cells):
            yield Record(line, None, cells, True)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return repr(value) if isinstance(value, Number) else f"={type(value).__name__}"


def _day(epoch: Any) -> date:
    return date(epoch.year, epoch.month, epoch.day)
