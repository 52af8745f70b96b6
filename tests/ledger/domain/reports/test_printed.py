"""A statement on paper: the same bytes for the same figures, in Latin and Chinese, its heads on every page."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode

import pytest

from ledger.domain.reports.printed import Printed, PrintedRow, PrintedTable, TooMuchToPrint, pdf
from ledger.kernel.limits import PRINTED_ROWS_MAX


def sheet(rows, language="en", title="In and out 收支"):
    return Printed(title, ("Our home",), (PrintedTable("Income statement", ("November", "October"), tuple(rows)),),
                   "Made on 22 Nov", language)


def pages(made):
    """What is drawn on each page, as a PDF says it."""
    found = re.findall(rb"stream\r?\n(.*?)endstream", made, re.DOTALL)
    return [zlib.decompress(a85decode(one.strip().removesuffix(b"~>"))).decode("latin-1") for one in found]


def test_the_same_figures_are_the_same_bytes():
    total = PrintedRow("total", "Left", ("¥1", "¥2"), "a < b & c")
    rows = [PrintedRow("", "Salary 工资", ("12,480.50", "−1.00")), total]

    assert pdf(sheet(rows)) == pdf(sheet(rows)) != pdf(sheet(rows, title="Another"))


@pytest.mark.parametrize(("language", "face"), [("zh-Hans", b"STSong-Light"), ("zh-Hant", b"MSung-Light")])
def test_chinese_stands_in_a_standard_face_of_its_own(language, face):
    assert face in pdf(sheet([PrintedRow("", "餐饮 😀", ("1",))], language))


def test_heads_and_page_numbers_stand_on_every_page():
    drawn = pages(pdf(sheet([PrintedRow("", f"Payee {n}", ("1.00", "2.00")) for n in range(120)])))

    assert len(drawn) > 2 and all("Income statement" in one and "November" in one for one in drawn)
    assert [f"({n} / {len(drawn)})" in one for n, one in enumerate(drawn, 1)] == [True] * len(drawn)


def test_a_sum_has_a_rule_above_it_and_a_total_a_double_one_below():
    def rules(kind):
        [drawn] = pages(pdf(sheet([PrintedRow(kind, "Left", ("1.00", "2.00"))])))
        return drawn.count(" l S")

    assert rules("") < rules("sum") < rules("total")


def test_more_rows_than_a_pdf_holds_are_refused():
    with pytest.raises(TooMuchToPrint):
        pdf(sheet([PrintedRow("", "x")] * (PRINTED_ROWS_MAX + 1)))
