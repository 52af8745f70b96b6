"""Days and amounts are read as they are written, and refused where they cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.domain.files.bills.recognise import recognise
from ledger.domain.files.refusals import NoDay
from tests.ledger.domain.files.bills_made import app, only, reviewed, wechat, wechat_sheet, when


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("38.50", 3850),
        ("¥38.5", 3850),
        ("￥1,234.56", 123456),
        ("12", 1200),
        ("３８.５０", 3850),
        ("0.01元", 1),
        (" 7.00 ", 700),
        ("1234567.89", 123456789),
    ],
)
def test_an_amount_is_read_to_the_fen(text: str, fen: int) -> None:
    assert only(wechat({"金额(元)": text})).row.minor == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_an_amount"),
        ("/", "not_an_amount"),
        ("1e1000000", "not_an_amount"),
        ("NaN", "not_an_amount"),
        ("1_000.00", "not_an_amount"),
        ("0.125", "too_many_digits"),
        ("1.2.3", "two_points"),
        ("12,34", "ambiguous_amount"),
        ("99999999999999.00", "amount_too_large"),
        ("-5.00", "amount_negative"),
        ("=1+1", "not_an_amount"),
    ],
)
def test_an_amount_that_cannot_be_read_refuses_its_row(text: str, code: str) -> None:
    (problem,) = reviewed(wechat({"金额(元)": text}, {})).problems
    assert (problem.code, problem.line) == (code, 16)


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("2026-03-05 12:30:05", date(2026, 3, 5), "12:30:05"),
        ("2026/3/5 9:05", date(2026, 3, 5), "09:05:00"),
        ("2026-03-05T12:30:05", date(2026, 3, 5), "12:30:05"),
        ("2026.03.05", date(2026, 3, 5), ""),
        ("2026年3月5日 12:30", date(2026, 3, 5), "12:30:00"),
    ],
)
def test_a_day_is_read_as_it_is_written(text: str, day: date, time: str) -> None:
    row = only(app({"交易时间": text})).row
    assert (row.on, row.time) == (day, time)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "03/05/2026 12:30:00",
        "2026-02-30",
        "2026-03-05 25:00:00",
        "20260305",
        "46086.5",
        "0026-03-05",
        "２０２６-03-05",
        "2026-03-05 12:30:00+08:00",
    ],
)
def test_a_day_that_cannot_be_read_refuses_its_row_and_is_never_defaulted(text: str) -> None:
    done = reviewed(app({"交易时间": text}, {}))
    assert [(problem.code, problem.line, problem.column) for problem in done.problems] == [
        ("no_day", 15, "交易时间")
    ]
    assert next(iter(done)).row.on is None


def test_a_bill_without_one_readable_day_is_refused_whole() -> None:
    with pytest.raises(NoDay) as refused:
        recognise(app({"交易时间": "03/05/2026"}, {"交易时间": "03/06/2026"}), "bill")
    assert refused.value.facts["line"] == 15


@pytest.mark.parametrize("cell", [when("2026-03-05 12:30:00"), 46086.5208333333, "2026-03-05 12:30:00"])
@pytest.mark.parametrize("amount", [38.5, "38.50", "¥38.50"])
def test_a_spreadsheet_holds_days_and_amounts_as_numbers_or_as_text(cell: object, amount: object) -> None:
    row = only(wechat_sheet({"交易时间": cell, "金额(元)": amount})).row
    assert (row.on, row.time, row.minor) == (date(2026, 3, 5), "12:30:00", 3850)
    assert (row.line, row.span) == (17, None)


def test_a_formula_is_never_computed() -> None:
    (problem,) = reviewed(wechat_sheet({"金额(元)": "=1+1"}, {})).problems
    assert (problem.code, problem.line) == ("not_an_amount", 17)
