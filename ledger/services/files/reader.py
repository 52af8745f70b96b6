"""The process apart that reads a file somebody brought: bytes in, cells out, within limits, and then it is gone.

It is given one line of JSON (the file's name, its size, what it may take) and the file itself, and answers in
frames: a letter, four bytes of length, and that many bytes. `H` is the heading, `B` a block of records, `R` a
refusal, `E` the end.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
from collections.abc import Iterator
from typing import IO

from ledger.domain.files.bills.recognise import Table, table_of
from ledger.domain.files.records import pack
from ledger.kernel.errors import HouseError

HEADING, BLOCK, REFUSAL, END = b"H", b"B", b"R", b"E"
_FILES = 64
_LENGTH = struct.Struct(">cI")


def read_frame(source: IO[bytes]) -> tuple[bytes, bytes]:
    """The next frame: its letter and what it holds; an end that came too early is no letter."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b"", b""
    letter, size = _LENGTH.unpack(head)
    held = source.read(size)
    return (letter, held) if len(held) == size else (b"", b"")


def frames(data: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    """What is answered for a file."""
    try:
        table = table_of(data, name)
        yield HEADING, _heading(table)
        for block in pack(table.body()):
            yield BLOCK, block
    except HouseError as error:
        facts = {key: fact if isinstance(fact, str | int) else str(fact) for key, fact in error.facts.items()}
        yield REFUSAL, json.dumps({"code": error.code, "facts": facts}).encode()
    yield END, b""


def _heading(table: Table) -> bytes:
    epoch = table.epoch.isoformat() if table.epoch else None
    return json.dumps([table.dialect.format, table.names, table.line, table.encoding, epoch]).encode()


def _limit(memory: int, seconds: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    """Read one file from stdin and answer on stdout."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(asked["memory"], asked["seconds"])
    data = sys.stdin.buffer.read(asked["size"])
    out = sys.stdout.buffer
    for letter, held in frames(data, asked["name"]):
        out.write(_LENGTH.pack(letter, len(held)))
        out.write(held)
    out.flush()


if __name__ == "__main__":
    main()
