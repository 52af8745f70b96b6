"""Lines of comma-separated text to records that remember where they stood.

Quotes after RFC 4180, read with the tolerance real bills need: text may follow a closed quote (a TAB guards
an order number from spreadsheets), and a quote inside an unquoted cell is a quote. A record may span lines.
An open quote never swallows the rows below it: its line becomes one unsound record, and the next is read.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from ledger.domain.files.decode import Line, Text
from ledger.kernel.limits import IMPORT_COLUMNS

LINES_PER_RECORD = 10
"""Lines one record may span."""

SPANNING_CHARACTERS = 8_192
"""Characters of a record that spans lines: looking for the end of a quote must stay cheap."""

_BLOCK = 500
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"([^,]*)')


class Record(NamedTuple):
    """One record: its first line (1-based), half-open byte range with the line end, and cells as read."""

    line: int
    span: tuple[int, int] | None
    cells: list[str]
    sound: bool


class Packed:
    """Records kept small until they are read again, in their order; `blocks` are as `pack` made them."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = list(blocks)

    def __iter__(self) -> Iterator[Record]:
        for block in self._blocks:
            for line, span, cells, sound in json.loads(zlib.decompress(block)):
                yield Record(line, (span[0], span[1]) if span else None, cells, sound)


def pack(found: Iterable[Record]) -> Iterator[bytes]:
    """Records as blocks of bytes, some hundred in each: plain texts and numbers, squeezed."""
    source = iter(found)
    while block := list(islice(source, _BLOCK)):
        yield zlib.compress(json.dumps(block, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)


def records(text: Text, first: int = 0, width: int = 0) -> Iterator[Record]:
    """The records from line index `first` on; one that spans lines has `width` cells, where that is known."""
    source = islice(text.lines(), first, None)
    ahead: deque[Line] = deque()
    number = first + 1
    while line := ahead.popleft() if ahead else next(source, None):
        if '"' not in line.text:
            yield Record(number, (line.starts, line.ends), line.text.split(",", IMPORT_COLUMNS), True)
            number += 1
            continue
        ahead.extend(islice(source, LINES_PER_RECORD - 1 - len(ahead)))
        cells, size, sound = _quoted([line.text, *(one.text for one in ahead)], width)
        rest = [ahead.popleft() for _ in range(size - 1)]
        yield Record(number, (line.starts, rest[-1].ends if rest else line.ends), cells, sound)
        number += size


def _quoted(lines: list[str], width: int) -> tuple[list[str], int, bool]:
    """The record that begins in the first of these lines: its cells, how many lines it takes, whether it is sound."""
    cells: list[str] = []
    joined = lines[0]
    opened = _scan(joined, 0, cells)
    for more, line in enumerate(lines[1:], 2) if opened >= 0 else ():
        joined += "\n" + line
        if len(joined) > SPANNING_CHARACTERS:
            break
        if '"' in line.replace('""', ""):
            opened = _scan(joined, opened, cells)
        if opened < 0:
            fits = not width or width <= len(cells) <= width + 1
            return (cells, more, True) if fits else _unsound(lines[0])
    return (cells, 1, True) if opened < 0 else _unsound(lines[0])


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
