"""A file is read in a process apart, which is killed when it takes too long or too much: the house goes on.

A short file of text is read here: it is gone through line by line, and nothing in it can make that slow. A
spreadsheet is unpacked and parsed by others' code, so even a small one is read apart.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Timer
from typing import IO

from ledger.domain.files import refusals
from ledger.domain.files.archive import MAGIC
from ledger.domain.files.bills.dialect import DIALECTS
from ledger.domain.files.bills.reading import Reading
from ledger.domain.files.bills.recognise import Table, reading_of, recognise
from ledger.domain.files.records import Packed
from ledger.domain.files.refusals import TooHardToRead
from ledger.kernel.errors import HouseError
from ledger.services.files import reader

SHORT = 1 << 20
"""Bytes of a text that is read here."""

MEMORY = 512 * 1024 * 1024
"""Bytes of address space reading apart may take, beside twice the file."""

SECONDS = 20
"""Seconds of processor time it may take, and one more for every mebibyte of the file."""

_ROOT = Path(__file__).resolve().parents[3]
_WAITS = 3
"""How many times its processor time a process may take on the clock, on a machine that does other things too."""


def read_bill(data: bytes, name: str) -> Reading:
    """The bill a file holds. Raises: what `recognise` raises, TooHardToRead."""
    if len(data) <= SHORT and not data.startswith(MAGIC):
        return recognise(data, name)
    return reading_of(_table_apart(data, name))


def _table_apart(data: bytes, name: str) -> Table:
    # Nothing of the house's own environment goes along; a library that would make threads reserves no room for them.
    environment = {"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", ""), "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", reader.__name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=environment, cwd=_ROOT,
    ) as child:  # fmt: skip
        assert child.stdin is not None and child.stdout is not None
        patience = Timer(_seconds(data) * _WAITS, child.kill)
        patience.start()
        try:
            _send(child.stdin, data, name)
            return _answer(child.stdout)
        finally:
            patience.cancel()
            child.kill()


def _send(target: IO[bytes], data: bytes, name: str) -> None:
    try:
        asked = {"name": name, "size": len(data), "memory": MEMORY + 2 * len(data), "seconds": _seconds(data)}
        target.write(json.dumps(asked).encode() + b"\n")
        target.write(data)
        target.close()
    except BrokenPipeError:
        raise TooHardToRead() from None


def _seconds(data: bytes) -> int:
    return SECONDS + (len(data) >> 20)


def _answer(source: IO[bytes]) -> Table:
    letter, held = reader.read_frame(source)
    if letter == reader.REFUSAL:
        raise _refusal(held)
    if letter != reader.HEADING:
        raise TooHardToRead()
    wallet, names, line, encoding, epoch = json.loads(held)
    packed = Packed(_blocks(source))
    dialect = next(one for one in DIALECTS if one.format == wallet)
    first = date.fromisoformat(epoch) if epoch else None
    return Table(dialect, tuple(names), line, lambda: iter(packed), encoding, first)


def _blocks(source: IO[bytes]) -> Iterator[bytes]:
    while True:
        letter, held = reader.read_frame(source)
        if letter == reader.END:
            return
        if letter == reader.REFUSAL:
            raise _refusal(held)
        if letter != reader.BLOCK:
            raise TooHardToRead()
        yield held


def _refusal(held: bytes) -> HouseError:
    """The refusal the other process named."""
    said = json.loads(held)
    return next((kind(**said["facts"]) for kind in _KINDS if kind().code == said["code"]), TooHardToRead())


_KINDS = [kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, HouseError)]
