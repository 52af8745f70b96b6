"""A file that would hold the house up is read apart and given up: the refusal is clear, and the house goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ledger.domain.files.bills.recognise import recognise
from ledger.domain.files.refusals import BrokenSpreadsheet, NotABill, TooHardToRead, TooManyColumns, UnsafeSpreadsheet
from ledger.kernel.limits import IMPORT_COLUMNS
from ledger.plumbing.i18n import LANGUAGES, say, use_language
from ledger.services.files import apart, receiving
from ledger.services.files.refusing import why_failed
from ledger.store.files import originals
from ledger.store.files.batches import State
from tests.cast import NOW
from tests.ledger.domain.files.bills_made import SHEET, repacked, wechat_sheet
from tests.ledger.services.files import bills

ROOT = Path(__file__).resolve().parents[4]
BOOK = wechat_sheet({"金额(元)": 38.5})
SLOW = 500_000
"""Rows that take a quick machine several times the second or two it is given here."""

OPENS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def heavy(rows: int) -> bytes:
    """A spreadsheet with many rows, unlike enough not to look like a bomb."""
    row = b'<row><c t="inlineStr"><is><t>never a bill %d</t></is></c></row>'
    said = [row % (n * 7919 % 10_007) for n in range(rows)]
    return repacked(BOOK, {SHEET: OPENS + b"".join(said) + b"</sheetData></worksheet>"})


def test_what_is_read_apart_is_what_is_read_here() -> None:
    there, here = apart.read_bill(BOOK, "bill.xlsx"), recognise(BOOK, "bill.xlsx")

    assert list(there.rows) == list(here.rows)
    assert (there.format, there.variant, there.headers, there.heading_line) == (
        here.format, here.variant, here.headers, here.heading_line)


def test_a_long_text_is_read_apart_with_every_byte_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SHORT", 0)
    data = bills.long_bill(700)

    there, here = apart.read_bill(data, "bill.csv"), recognise(data, "bill.csv")

    assert list(there.rows) == list(here.rows)
    assert there.encoding == here.encoding == "gb18030"


@pytest.mark.parametrize(("data", "refusal"), [
    (BOOK[: len(BOOK) // 2], BrokenSpreadsheet), (heavy(3), NotABill),
    (repacked(BOOK, {"docProps/core.xml": b"<!DOCTYPE a><a/>"}), UnsafeSpreadsheet),
    (wechat_sheet(headers=[f"c{n}" for n in range(IMPORT_COLUMNS + 1)]), TooManyColumns),
])
def test_a_refusal_there_is_the_same_refusal_here(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        apart.read_bill(data, "bill.xlsx")


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)

    with pytest.raises(TooHardToRead):
        apart.read_bill(heavy(SLOW), "bill.xlsx")


def test_what_takes_too_much_room_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MEMORY", 1 << 20)

    with pytest.raises(TooHardToRead):
        apart.read_bill(BOOK, "bill.xlsx")


def test_a_batch_that_was_given_up_says_so_and_keeps_no_file(database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    seat, data = bills.opened(database), heavy(SLOW)
    with database.transaction() as session:
        batch = receiving.keep(session, bills.seated(seat)(session), "bill.xlsx", data, NOW)

    with pytest.raises(TooHardToRead):
        receiving.read(database, seat.book_id, batch.batch_id)

    failed = bills.stored(database, seat, batch)
    why = why_failed(failed)
    assert failed.state is State.FAILED and why is not None and why.code == "too_hard_to_read"
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        assert originals.content_of(session, seat.book_id, batch.digest) == b""
    assert bills.imported(database, seat, bills.long_bill(3)).posted == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_refusal_is_one_sentence_or_two_in_every_language(app, language: str) -> None:
    with app.test_request_context(), use_language(language):
        assert say(TooHardToRead()).strip() and "%" not in say(TooHardToRead())


WEIGHED = """
import resource, sys
from ledger.domain.files.bills.recognise import recognise
from ledger.domain.files.bills.review import review
data = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for _outcome in review(recognise(data, "bill")))
print(count, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10)
"""


def test_a_longer_bill_takes_hardly_more_room(tmp_path: Path) -> None:
    """What reading takes beside the file itself, in MiB: some bytes a row, where whole rows took some thousand."""
    path = tmp_path / "bill.csv"
    path.write_bytes(bills.long_bill(20_000))

    weighed = subprocess.run([sys.executable, "-c", WEIGHED, str(path)], cwd=ROOT, capture_output=True, text=True,
                             check=True)  # fmt: skip

    count, grown = map(int, weighed.stdout.split())
    assert count == 20_000 and grown < 24
