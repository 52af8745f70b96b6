"""Killed anywhere during an import or its undoing, nothing is half there, and the next try goes on and counts once."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger.domain.books.book import Seat
from ledger.kernel.ids import id_text
from ledger.plumbing.db import Database
from ledger.store.files import batches
from ledger.store.files.batches import State
from tests.ledger.services.files import bills
from tests.ledger.services.files.killed import LIMIT

_ROOT = Path(__file__).resolve().parents[4]
_SQL = {
    "made": "SELECT count(*) FROM entry WHERE batch_id = :b",
    "linked": "SELECT count(*) FROM import_row WHERE batch_id = :b AND entry_id IS NOT NULL",
    "logged": "SELECT count(*) FROM book_log WHERE batch_id = :b AND deed = 'import'",
    "undoings": "SELECT count(*) FROM book_log WHERE batch_id = :b AND deed = 'undo_import'",
    "strays": "SELECT count(*) FROM entry e WHERE NOT EXISTS (SELECT 1 FROM book_log l "
    "WHERE l.book_id = e.book_id AND l.seq = e.seq)",
}


@pytest.mark.parametrize(("rows", "kills"), [
    pytest.param(2_000, 6, id="a-few"),
    pytest.param(20_000, 50, id="many", marks=pytest.mark.nightly),
])  # fmt: skip
def test_kills_leave_no_half_chunk_and_no_batch_without_a_state(
    database: Database, database_url: str, tmp_path: Path, rows: int, kills: int
) -> None:
    seat, bill = bills.opened(database), tmp_path / "bill.csv"
    bill.write_bytes(bills.long_bill(rows))
    chance = random.Random(rows)
    killed, deed = 0, "import"

    while killed < kills:
        if _killed(database_url, seat, deed, bill, chance.uniform(0, rows / 2_500)):
            killed += 1
        else:
            deed = "undo" if deed == "import" else "import"
        _assert_whole_chunks(database, seat)

    while _run(database_url, seat, "undo", bill).wait() or _run(database_url, seat, "import", bill).wait():
        pytest.fail("what was killed did not go on")
    last = _latest(database, seat)
    assert (last.state, last.posted, bills.counts(last)["in"]) == (State.POSTED, rows - rows // 50, rows)
    assert bills.checked(database, seat).faults == ()
    again = bills.imported(database, seat, bill.read_bytes())
    assert bills.counts(again)["created"] == 0


def _run(url: str, seat: Seat, deed: str, bill: Path) -> subprocess.Popen[str]:
    asked = [sys.executable, "-m", "tests.ledger.services.files.killed", url, id_text(seat.book_id), deed, str(bill)]
    return subprocess.Popen(asked, cwd=_ROOT, stdout=subprocess.PIPE, text=True)


def _killed(url: str, seat: Seat, deed: str, bill: Path, after: float) -> bool:
    """Whether the process was killed before it was done; `after` counts seconds from its beginning."""
    with _run(url, seat, deed, bill) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        try:
            assert process.wait(after) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            return True
        return False


def _latest(database: Database, seat: Seat) -> batches.Batch:
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        return batches.latest(session, seat.book_id, 1)[0]


def _assert_whole_chunks(database: Database, seat: Seat) -> None:
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        for batch in batches.latest(session, seat.book_id, 99):
            found = {name: session.value(sa.text(sql), {"b": batch.batch_id} if ":b" in sql else None)
                     for name, sql in _SQL.items()}
            assert batch.state in State
            assert found["made"] == found["linked"] == batch.posted
            assert batch.state is not State.POSTING or batch.posted == found["logged"] * LIMIT
            assert found["undoings"] == -(-batch.reversed // LIMIT)
            assert found["strays"] == 0
