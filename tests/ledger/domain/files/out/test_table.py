"""A table gives back every word as it was, and no cell of it runs in a spreadsheet."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from ledger.domain.files.out.table import COLUMNS
from ledger.domain.files.out.words import guarded
from tests.ledger.domain.files.out.copied import TEXTS, lunch, rows, written

TRIGGERS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "  +1",
    "\u3000=1",
    "\u00a0=1",
    '"=1',
    '"" =1',
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    "=cmd|' /C calc'!A0",
    "+cmd|'x'!A",
    "-2+3+cmd|' /C calc'!A0",
    "@",
    "=",
    "-",
    "+",
    "\t",
    "\r",
    "\n",
    "'=1",
    "'",
    ' ＝HYPERLINK("x")',
]


def test_a_table_has_the_columns_it_says() -> None:
    (line, other) = rows(written("csv", lunch()))

    assert tuple(line) == COLUMNS
    assert (line["day"], line["payee"], line["account"], line["amount"]) == (
        "2026-11-21",
        "Old Street",
        "expense:food",
        "32.00",
    )
    assert (other["line"], other["amount"], other["shares"], line["shares"]) == ("2", "-32.00", "", "Mei 32.00")


def test_a_table_begins_with_the_mark_excel_needs() -> None:
    assert written("csv").startswith('\ufeff"entry","version","day"')


@pytest.mark.parametrize("text", TRIGGERS)
def test_no_cell_runs_as_a_formula(text: str) -> None:
    for row in rows(written("csv", lunch(text, text, by=text), name=text)):
        for column, cell in row.items():
            is_number = column in ("amount", "home_amount") and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)
            assert is_number or not re.match(r"[\s\"]*[=+\-@＝＋－＠]|[\t\r\n]", cell), (column, cell)


@given(TEXTS)
def test_a_guarded_text_comes_back_whole(text: str) -> None:
    kept = guarded(text)

    assert (kept[1:] if kept.startswith("'") else kept) == text


@given(TEXTS, TEXTS)
def test_a_table_gives_back_any_words(payee: str, note: str) -> None:
    row = rows(written("csv", lunch(payee, note)))[0]

    for column, text in (("payee", payee), ("note", note)):
        kept = row[column]
        assert (kept[1:] if kept.startswith("'") else kept) == text.replace("\x00", "")
