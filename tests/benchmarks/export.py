"""`python -m tests.benchmarks.export [SIZES="10000 100000"]`: taking a book along in each form, on SQLite.

Seconds are of processor time. Each copy is made in a process of its own, so that its peak memory is its own; before it
stands what the process held before the first line.
"""

from __future__ import annotations

import os
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from ledger.domain.books.book import Seat
from ledger.domain.files.out.forms import FORMS
from ledger.plumbing.db import Database
from ledger.plumbing.migrating import upgrade
from ledger.services.files import exporting
from ledger.store.books import books
from tests.benchmarks.books import filled
from tests.cast import TODAY

SIZES = [int(size) for size in os.environ.get("SIZES", "10000 100000").split()]


class Took(NamedTuple):
    """Seconds of processor time, lines of entries, bytes, and memory before the first line and at its peak, in KiB."""

    seconds: float
    lines: int
    written: int
    before: int
    peak: int


def main() -> None:
    """Fill a book of each size and copy it in each form."""
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            url = f"sqlite:///{Path(folder) / f'{size}.db'}"
            upgrade(url)
            seat = filled(Database(url), size)
            for form in FORMS:
                with get_context("spawn").Pool(1) as alone:
                    took = alone.apply(_copy, (url, seat, form))
                print(
                    f"{size:>9,} entries · {form:<9} {took.seconds:6.2f} s · {took.lines / took.seconds:>8,.0f} "
                    f"rows/s · {took.written / 2**20:5.1f} MiB · memory {took.before >> 10} MiB, at its peak "
                    f"{took.peak >> 10} MiB"
                )


def _copy(url: str, seat: Seat, form: str) -> Took:
    with Database(url).transaction(write=False) as session, tempfile.TemporaryFile() as into:
        books.load(session, [seat.book_id])
        Path("/proc/self/clear_refs").write_text("5")
        before, began = _kib("VmRSS"), time.process_time()
        tally = exporting.write(session, seat, FORMS[form], TODAY, into)
        return Took(time.process_time() - began, tally.lines, into.tell(), before, _kib("VmHWM"))


def _kib(name: str) -> int:
    """A size of this process as the kernel tells it."""
    row = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith(name))
    return int(row.split()[1])


if __name__ == "__main__":
    main()
