"""Bytes to lines, lines to records: nothing is replaced, nothing swallowed, every byte keeps its place."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.files.decode import decode
from ledger.domain.files.records import LINES_PER_RECORD, records
from ledger.domain.files.refusals import NotText
from ledger.kernel.limits import IMPORT_COLUMNS

_words = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"\xef\xbb\xbfa,\xe4\xbd\xa0\n", "utf-8"),
        ("a,你\n".encode(), "utf-8"),
        ("a,你\n".encode("gb18030"), "gb18030"),
        ("a,𠮷\n".encode("gb18030"), "gb18030"),
        (b"\xff\xfe" + "a,你\n".encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + "a,你\n".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_encoding_is_found_by_mark_then_by_trying_strictly(data: bytes, encoding: str) -> None:
    text = decode(data, "bill")
    assert text.encoding == encoding
    first = next(text.lines()).text
    assert first.startswith("a,") and "\ufffd" not in first


@pytest.mark.parametrize(
    "data", [b"\xff\xff", b"\xef\xbb\xbf\xff", b"\xff\xfea", b"a\0b", "\u4f60".encode("big5") + b"\xff"]
)
def test_bytes_in_no_encoding_of_ours_are_refused_and_never_replaced(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data, "bill")


@given(_words, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]), st.sampled_from(["\n", "\r\n"]))
def test_every_line_stands_where_its_bytes_say(words: str, encoding: str, end: str) -> None:
    whole = ("头" + words.replace("\r", "").replace("\n", "").join(["甲", end, "乙"]) + end + "尾").encode(
        encoding
    )
    text = decode(whole, "bill")
    lines = list(text.lines())
    for one in lines:
        assert whole[one.starts : one.ends].decode(text.encoding).removesuffix("\n").removesuffix("\r") == one.text
    assert [one.ends for one in lines[:-1]] == [one.starts for one in lines[1:]]
    assert (lines[0].starts, lines[-1].ends) == (text.mark, len(whole))


@given(st.lists(st.text(alphabet='a,"é\t 你', max_size=8), min_size=2, max_size=6))
def test_what_a_csv_writer_writes_is_read_back(cells: list[str]) -> None:
    line = ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells)
    (record,) = records(decode(line.encode(), "bill"))
    assert record.cells == cells == next(csv.reader([line]))


@given(st.text(alphabet='a,"\t 你', min_size=1, max_size=40))
def test_a_closed_line_is_read_as_the_standard_reader_does(line: str) -> None:
    (record,) = records(decode(line.encode(), "bill"))
    if record.sound:
        assert record.cells == next(csv.reader([line]))


def test_a_record_that_spans_lines_has_the_width_of_its_table_or_is_no_record() -> None:
    text = decode(b'1,"a\nb",2\n3,"a\nb",4,5,6\n', "bill")
    assert [(record.line, record.cells, record.sound) for record in records(text, 0, 3)] == [
        (1, ["1", "a\nb", "2"], True),
        (3, ["3", '"a'], False),
        (4, ['b"', "4", "5", "6"], True),
        (5, [""], True),
    ]


def test_a_quote_is_not_looked_for_without_end() -> None:
    text = decode(b'1,"a' + b"\n2,b" * LINES_PER_RECORD + b'\n"', "bill")
    assert next(records(text)).sound is False


def test_cells_beyond_the_columns_of_any_table_are_not_counted_out() -> None:
    (record,) = records(decode(b"1," * 5_000, "bill"))
    assert len(record.cells) == IMPORT_COLUMNS + 1
