"""One record to one row. This is the loop that every line of a bill passes, so it is written to be quick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from ledger.domain.files.bills.dialect import DIRECTIONS, FIELDS, Dialect
from ledger.domain.files.bills.row import BillRow
from ledger.domain.files.records import Record
from ledger.domain.files.refusals import (
    CellsDoNotFit,
    CellTooLong,
    MissingColumn,
    NoDay,
    OpenQuote,
    UnknownDirection,
)
from ledger.domain.files.values import SHOWN, clean, read_fee, read_minor, read_when
from ledger.kernel.errors import HouseError
from ledger.kernel.limits import IMPORT_CELL, IMPORT_COLUMNS


def row_reader(
    dialect: Dialect, headers: tuple[str, ...], columns: Sequence[int], epoch: date | None
) -> Callable[[Record], BillRow]:
    """The function that reads this bill's records; `epoch` is the day a spreadsheet counts from, else None.

    It never raises: what it cannot read is the row's trouble.
    """
    width = len(headers)
    on_at, kind_at, who_at, item_at, way_at, sum_at, by_at, state_at, id_at, shop_at, remark_at = columns
    lacking = _lacking(dialect, columns)

    def read(record: Record) -> BillRow:
        line, span, cells, sound = record
        # One blank more stands for every column that is missing: its place is −1.
        padded = [*cells, *[""] * (width - len(cells)), ""]
        way, state, remark = padded[way_at].strip(), clean(padded[state_at]), clean(padded[remark_at])
        when = read_when(padded[on_at].strip(), epoch)
        minor, fee, trouble = _money(padded[sum_at].strip(), remark)
        column = headers[sum_at] if trouble else ""
        if lacking:
            trouble, column = MissingColumn(column=lacking), lacking
        elif when is None:
            trouble, column = NoDay(text=clean(padded[on_at])[:SHOWN], field="on"), headers[on_at]
        elif trouble is None and way not in DIRECTIONS:
            trouble, column = UnknownDirection(text=clean(way)[:SHOWN], field="direction"), headers[way_at]
        if not sound or len(cells) > width + 1 or any(cells[width:]) or max(map(len, cells)) > IMPORT_CELL:
            misshapen = _misshapen(record, width)
            trouble, column = (misshapen, "") if misshapen else (trouble, column)
        return BillRow(
            line, span, headers, tuple(cells), when[0] if when else None, when[1] if when else "",
            DIRECTIONS.get(way, "neutral"), minor, fee, clean(padded[kind_at]), clean(padded[who_at]),
            clean(padded[item_at]), clean(padded[by_at]), state, clean(padded[id_at]), clean(padded[shop_at]),
            remark, trouble, column,
        )  # fmt: skip

    return read


def _lacking(dialect: Dialect, columns: Sequence[int]) -> str:
    """A column whose absence puts every row in doubt: without a day or a status nothing surely moved."""
    asked = (FIELDS.index("on"), FIELDS.index("status"))
    return next((dialect.columns[field][0] for field in asked if columns[field] < 0), "")


def _money(text: str, remark: str) -> tuple[int | None, int, HouseError | None]:
    minor: int | None = None
    try:
        minor = read_minor(text)
        return minor, read_fee(remark), None
    except HouseError as trouble:
        return minor, 0, trouble


def _misshapen(record: Record, width: int) -> HouseError | None:
    """What is wrong with a line as a line, None when its surplus cells are blank."""
    if not record.sound:
        return OpenQuote()
    if len(record.cells) > IMPORT_COLUMNS or any(cell.strip() for cell in record.cells[width:]):
        return CellsDoNotFit()
    return CellTooLong(limit=IMPORT_CELL) if max(map(len, record.cells)) > IMPORT_CELL else None
