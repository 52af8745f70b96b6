"""Bytes to lines of text: byte order mark, else UTF-8, else GB18030, each strictly; nothing is ever replaced.

A file is read in pieces to find how it is written, and then line by line, so that no more than its bytes is held.
Sources: Unicode 15 section 23.8 (marks); GB 18030-2022, whose later bytes are never a line feed, a comma or a
quotation mark, so that lines may be found in bytes.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ledger.domain.files.refusals import NotText

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PIECE = 1 << 20


class Line(NamedTuple):
    """One line without its end, and the half-open byte range it has with it."""

    text: str
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Text:
    """A file that is text: its bytes, the length of its mark, its encoding, and what its lines end with."""

    data: bytes
    mark: int
    encoding: str
    end: str

    def lines(self) -> Iterator[Line]:
        """Every line in order; after a last end stands one that is empty."""
        data, encoding, at = self.data, self.encoding, self.mark
        end = self.end.encode(encoding)
        width = len(end)
        returns = "\r" if self.end == "\n" else ""
        while (stop := self._find(end, at)) >= 0:
            yield Line(data[at:stop].decode(encoding).removesuffix(returns), at, stop + width)
            at = stop + width
        yield Line(data[at:].decode(encoding).removesuffix(returns), at, len(data))

    def _find(self, end: bytes, at: int) -> int:
        """Where the next end stands, −1 for none; in wide text only where a character begins."""
        stop = self.data.find(end, at)
        while stop >= 0 and (stop - self.mark) % len(end):
            stop = self.data.find(end, stop + 1)
        return stop


def decode(data: bytes, name: str) -> Text:
    """What a file is written in. Raises: NotText, also for text that holds NUL."""
    mark, encoding = _mark(data)
    for candidate in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            end = _end(data, mark, candidate)
        except UnicodeDecodeError:
            continue
        if end:
            return Text(data, mark, candidate, end)
        break
    raise NotText(name=name)


def _mark(data: bytes) -> tuple[int, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return len(mark), encoding
    return 0, ""


def _end(data: bytes, mark: int, encoding: str) -> str:
    """What lines end with, once every byte was read; nothing for text that holds NUL. Raises: UnicodeDecodeError."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    has_feeds = has_returns = False
    for at in range(mark, len(data), _PIECE):
        text = decoder.decode(data[at : at + _PIECE], at + _PIECE >= len(data))
        if "\0" in text:
            return ""
        has_feeds, has_returns = has_feeds or "\n" in text, has_returns or "\r" in text
    return "\r" if has_returns and not has_feeds else "\n"
