"""A file may be damaged or made to harm: the answer is a bill or a refusal by name, never anything else."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.files.archive import INFLATION_FLOOR, PARTS_MAX
from ledger.domain.files.bills.recognise import recognise
from ledger.domain.files.bills.review import review
from ledger.domain.files.refusals import (
    BrokenSpreadsheet,
    NotABill,
    PackedFile,
    TooManyColumns,
    TooManyRows,
    UnsafeSpreadsheet,
)
from ledger.kernel.errors import HouseError
from ledger.kernel.limits import IMPORT_ROWS
from tests.ledger.domain.files.bills_made import SHEET, app, part_of, repacked, reviewed, wechat, wechat_sheet

TEXT = wechat({"备注": '"a"'}, {"商品": "饭, 茶"})
BOOK = wechat_sheet({"金额(元)": 38.5})
HEAD = "微信支付账单明细\n交易时间,交易类型,收/支,金额(元),当前状态,交易单号\n"
_ROOT = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_END = b"</sheetData></worksheet>"


def _answer(data: bytes) -> str:
    """What came of it, having said all of it: a refusal's code, or the law kept."""
    try:
        done = review(recognise(data, "bill"))
    except HouseError as refusal:
        assert str(refusal)
        return refusal.code
    parts = done.tallies
    assert parts["created"] + parts["duplicates"] + parts["refused"] == parts["in"]
    assert all(str(problem.error) for problem in done.problems)
    return "read"


@pytest.mark.parametrize("data", [TEXT, app({}, {"商品说明": "饭, 茶"}), TEXT.decode().encode("utf-16")])
def test_a_text_cut_at_any_byte_is_read_or_refused(data: bytes) -> None:
    answers = {_answer(data[:size]) for size in range(len(data))}
    assert answers <= {
        "read",
        "empty_file",
        "not_text",
        "not_a_bill",
        "no_heading",
        "no_day",
        "missing_column",
    }


def test_a_spreadsheet_cut_at_any_byte_is_refused() -> None:
    answers = {_answer(BOOK[:size]) for size in range(len(BOOK))}
    assert answers <= {"empty_file", "not_text", "not_a_bill", "broken_spreadsheet"}


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", SHEET, "xl/_rels/workbook.xml.rels"]
)
def test_a_part_of_a_spreadsheet_cut_anywhere_is_read_or_refused(part: str) -> None:
    whole = part_of(BOOK, part)
    answers = {
        _answer(repacked(BOOK, {part: whole[:size]})) for size in range(0, len(whole), len(whole) // 12)
    }
    assert answers <= {"broken_spreadsheet", "not_a_bill", "no_day", "packed_file"}


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("data", [TEXT, BOOK], ids=["text", "spreadsheet"])
def test_flipped_bytes_are_read_or_refused(data: bytes, seed: int) -> None:
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    assert _answer(bytes(changed))


@pytest.mark.parametrize("seed", range(40))
def test_changed_words_inside_a_spreadsheet_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    sheet = bytearray(part_of(BOOK, SHEET))
    for _ in range(chance.randint(1, 6)):
        sheet[chance.randrange(len(sheet))] = chance.choice(b'<>"/=0129AZnsv- ')
    assert _answer(repacked(BOOK, {SHEET: bytes(sheet)}))


@given(st.binary(max_size=400))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert _answer(data) != "read"


@given(st.text(max_size=200), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_text_under_a_heading_is_read_or_refused(text: str, encoding: str) -> None:
    assert _answer((HEAD + text).encode(encoding, "ignore"))


@given(st.lists(st.text(alphabet='",\n\r\t /0129-:.¥支出收入\u202e０\u2028', max_size=30), max_size=8))
def test_any_cells_under_a_heading_are_read_or_refused(cells: list[str]) -> None:
    assert _answer((HEAD + ",".join(cells)).encode())


@pytest.mark.parametrize("code", ["\u202e", "\u2066", "\u200f", "\ufeff", "\x07"])
def test_marks_that_reorder_or_hide_text_are_not_shown(code: str) -> None:
    (draft,) = reviewed(wechat({"交易对方": f"面{code}馆"})).drafts
    assert code not in draft.payee


@pytest.mark.parametrize(
    "amount", ["1e1000000", "9" * 40, "9" * 100_000, "１" * 70, "0x10", "∞", "1" + ",000" * 30]
)
def test_a_monstrous_amount_refuses_its_row_alone(amount: str) -> None:
    done = reviewed(wechat({"金额(元)": amount}, {}))
    assert [problem.line for problem in done.problems] == [16]
    assert len(done.drafts) == 1


def test_many_open_quotes_are_one_refused_row_each() -> None:
    done = reviewed((HEAD + '2026-03-05,"\n' * 10_000).encode())
    assert done.tallies["refused"].rows == 10_000


def test_a_row_of_a_hundred_thousand_cells_is_refused() -> None:
    (problem,) = reviewed((HEAD + "2026-03-05," + "1," * 100_000 + "\n").encode()).problems
    assert problem.code == "cells_do_not_fit"


@pytest.mark.nightly
def test_more_rows_than_an_import_takes_are_refused() -> None:
    with pytest.raises(TooManyRows):
        recognise((HEAD + "1,\n" * (IMPORT_ROWS + 1)).encode(), "bill")


def test_a_zip_bomb_is_refused_before_it_is_parsed() -> None:
    bomb = repacked(BOOK, {SHEET: b"<a>" + b" " * (INFLATION_FLOOR * 2)})
    with pytest.raises(UnsafeSpreadsheet):
        recognise(bomb, "bill")


def test_a_zip_in_a_zip_is_never_opened() -> None:
    inner = repacked(BOOK, {"xl/media/more.zip": repacked(BOOK, {"x": b" " * INFLATION_FLOOR})})
    assert _answer(inner) == "no_day" or _answer(inner) == "read"


def test_a_spreadsheet_of_too_many_parts_is_refused() -> None:
    with pytest.raises(UnsafeSpreadsheet):
        recognise(repacked(BOOK, {f"xl/media/{n}": b"" for n in range(PARTS_MAX + 1)}), "bill")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "docProps/core.xml"])
def test_a_document_type_is_refused_wherever_it_stands(part: str, encoding: str) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    with pytest.raises(UnsafeSpreadsheet):
        recognise(repacked(BOOK, {part: evil.encode(encoding)}), "bill")


def test_a_document_type_across_two_chunks_is_refused() -> None:
    evil = b" " * ((1 << 16) - 4) + b"<!DOCTYPE a>"
    with pytest.raises(UnsafeSpreadsheet):
        recognise(repacked(BOOK, {"docProps/core.xml": evil}), "bill")


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        (b'<row r="1"><c r="ZZZ1"><v>1</v></c></row>', TooManyColumns),
        (b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000000"><c><v>1</v></c></row>', TooManyRows),
        (b"<row>" * 20_000 + b"</row>" * 20_000, NotABill),
        (b'<row r="-1"><c r="A1" t="s"><v>99999999</v></c></row>', BrokenSpreadsheet),
        (b'<row r="x"><c r="A1"><v>1</v></c></row>', BrokenSpreadsheet),
        (b'<row r="1"><c r="A1"><v>one</v></c></row>', BrokenSpreadsheet),
    ],
    ids=["column", "row", "nested", "shared", "number", "value"],
)
def test_a_sheet_that_lies_about_its_places_is_refused(rows: bytes, refusal: type[HouseError]) -> None:
    with pytest.raises(refusal):
        recognise(repacked(BOOK, {SHEET: _ROOT + rows + _END}), "bill")


def test_a_locked_archive_says_that_it_must_be_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("bill.csv", TEXT)
    with pytest.raises(PackedFile):
        recognise(target.getvalue(), "bill.zip")


def test_a_part_named_like_a_path_is_written_nowhere() -> None:
    assert _answer(repacked(BOOK, {"../../escape.xml": b"<a/>"})) == "read"
