"""Lines of comma-separated text to records that remember where they stood.

Quotes after RFC 4180, read with the tolerance real bills need: text may follow a closed quote (a TAB guards
an order number from spreadsheets), and a quote inside an unquoted cell is a quote. A record may span lines.
An open quote never swallows the rows below it: its line becomes one unsound record, and the next is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ledger.domain.files.decode import Text
from ledger.kernel.limits import IMPORT_COLUMNS

LINES_PER_RECORD = 10
"""Lines one record may span."""

SPANNING_CHARACTERS = 8_192
"""Characters of a record that spans lines: looking for the end of a quote must stay cheap."""

_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"([^,]*)')


class Record(NamedTuple):
    """One record: its first line (1-based), half-open byte range with the line end, and cells as read."""

    line: int
    span: tuple[int, int] | None
    cells: list[str]
    sound: bool


def records(text: Text, first: int = 0, width: int = 0) -> Iterator[Record]:
    """The records from line index `first` on; one that spans lines has `width` cells, where that is known."""
    lines, starts, at = text.lines, text.starts, first
    while at < len(lines):
        line, size, sound = lines[at], 1, True
        if '"' not in line:
            cells = line.split(",", IMPORT_COLUMNS)
        else:
            cells, size, sound = _quoted(lines, at, width)
        yield Record(at + 1, (starts[at], starts[at + size]), cells, sound)
        at += size


def _quoted(lines: list[str], at: int, width: int) -> tuple[list[str], int, bool]:
    cells: list[str] = []
    joined = lines[at]
    opened = _scan(joined, 0, cells)
    for more, line in enumerate(lines[at + 1 : at + LINES_PER_RECORD], 2) if opened >= 0 else ():
        joined += "\n" + line
        if len(joined) > SPANNING_CHARACTERS:
            break
        if '"' in line.replace('""', ""):
            opened = _scan(joined, opened, cells)
        if opened < 0:
            fits = not width or width <= len(cells) <= width + 1
            return (cells, more, True) if fits else _unsound(lines[at])
    return (cells, 1, True) if opened < 0 else _unsound(lines[at])


def _unsound(line: str) -> tuple[list[str], int, bool]:
    return line.split(",", IMPORT_COLUMNS), 1, False


def _scan(text: str, at: int, cells: list[str]) -> int:
    """Adds the cells from `at` on; −1 at the end of the text, else where a quote opens that stays open."""
    end = len(text)
    while len(cells) < IMPORT_COLUMNS:
        if text.startswith('"', at):
            match = _QUOTED.match(text, at)
            if match is None:
                return at
            cells.append(match[1].replace('""', '"') + match[2])
            at = match.end()
        else:
            comma = text.find(",", at)
            stop = end if comma < 0 else comma
            cells.append(text[at:stop])
            at = stop
        if at >= end:
            return -1
        at += 1
    cells.append(text[at:])
    return -1
