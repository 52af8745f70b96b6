"""Bytes to lines of text: byte order mark, else UTF-8, else GB18030, each strictly; nothing is ever replaced.

Sources: Unicode 15 section 23.8 (marks); GB 18030-2022, whose later bytes are never a line feed, a comma or a
quotation mark, so that lines may be counted in bytes.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from ledger.domain.files.refusals import NotText

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a file without their ends; `starts[i]` is the byte where line i begins, with one more."""

    lines: list[str]
    starts: list[int]
    encoding: str


def decode(data: bytes, name: str) -> Text:
    """The lines of a file. Raises: NotText, also for text that holds NUL."""
    mark, encoding = _mark(data)
    body = data[mark:]
    for candidate in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = body.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return _lines(text, body, mark, candidate)
    raise NotText(name=name)


def _mark(data: bytes) -> tuple[int, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return len(mark), encoding
    return 0, ""


def _lines(text: str, body: bytes, mark: int, encoding: str) -> Text:
    end = "\n" if "\n" in text or "\r" not in text else "\r"
    lines = text.split(end)
    starts, at = [mark], mark
    for size in _sizes(lines, body, encoding, end):
        at += size
        starts.append(at)
    starts[-1] = mark + len(body)
    if end == "\n" and "\r" in text:
        lines = [line.removesuffix("\r") for line in lines]
    return Text(lines, starts, encoding)


def _sizes(lines: list[str], body: bytes, encoding: str, end: str) -> list[int]:
    if encoding.startswith("utf-16"):
        return [len(line.encode(encoding)) + 2 for line in lines]
    return [len(line) + 1 for line in body.split(end.encode())]
