"""Every oddity the wallets' bills show is read for what it is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from ledger.domain.files.bills.dialect import FIELDS
from ledger.domain.files.bills.recognise import recognise
from ledger.domain.files.refusals import (
    EmptyFile,
    MissingColumn,
    NoHeading,
    NotABill,
    NotText,
    PackedFile,
    TooManyColumns,
)
from ledger.domain.files.sums import Flow
from ledger.kernel.errors import HouseError
from ledger.kernel.limits import IMPORT_CELL
from tests.ledger.domain.files.bills_made import (
    APP,
    SHEET,
    WECHAT,
    app,
    only,
    part_of,
    repacked,
    reviewed,
    saved,
    web,
    wechat,
    wechat_sheet,
    when,
    with_shared_texts,
)

BILLS = Path(__file__).resolve().parents[3] / "fixtures" / "bills"
FIGURES = {
    "alipay_app.csv": (18, Flow(30820, 123456, 71587), 12, (23, 24, 25, 28, 29, 32)),
    "alipay_web.csv": (6, Flow(3850, 507800, 13000), 5, (10,)),
    "wechat.csv": (15, Flow(136872, 3035, 190886), 13, (29, 30)),
    "wechat.xlsx": (15, Flow(136872, 3035, 190886), 13, (30, 31)),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_bill_of_each_dialect_gives_its_figures(name: str) -> None:
    rows, flow, created, refused = FIGURES[name]
    done = reviewed((BILLS / name).read_bytes())
    assert done.tallies["in"].rows == rows
    assert done.tallies["in"].flows == {"CNY": flow}
    assert done.tallies["created"].rows == created
    assert tuple(problem.line for problem in done.problems) == refused


@pytest.mark.parametrize(
    ("name", "form", "variant", "encoding"),
    [
        ("alipay_app.csv", "alipay", "app", "gb18030"),
        ("alipay_web.csv", "alipay", "web", "gb18030"),
        ("wechat.csv", "wechat", "csv", "utf-8"),
        ("wechat.xlsx", "wechat", "xlsx", "utf-8"),
    ],
)
def test_a_bill_is_recognised_by_its_content(name: str, form: str, variant: str, encoding: str) -> None:
    reading = recognise((BILLS / name).read_bytes(), "anything.bin")
    assert (reading.format, reading.variant, reading.encoding) == (form, variant, encoding)


def test_the_same_bill_as_csv_and_as_spreadsheet_says_the_same() -> None:
    text = list(recognise((BILLS / "wechat.csv").read_bytes(), "a").rows)
    sheet = list(recognise((BILLS / "wechat.xlsx").read_bytes(), "b").rows)
    assert [_said(row) for row in text] == [_said(row) for row in sheet]


def _said(row: object) -> list[object]:
    names = ("minor" if name == "amount" else name for name in FIELDS)
    return [getattr(row, name) for name in (*names, "time", "fee")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("make", [app, web, wechat])
def test_a_bill_is_read_in_every_encoding_a_wallet_or_spreadsheet_saves(make: object, encoding: str) -> None:
    outcome = only(make({}, encoding=encoding))  # type: ignore[operator]
    assert outcome.row.item == "牛肉面"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_is_found_again_at_its_bytes_and_line(encoding: str, end: str) -> None:
    data = wechat(
        {"商品": "面"},
        {"商品": "饭, 两份"},
        {"商品": "茶\n一壶" if end == "\n" else "茶"},
        encoding=encoding,
        end=end,
    )
    row = list(recognise(data, "bill").rows)[1]
    plain = "utf-16-le" if encoding == "utf-16" else encoding.removesuffix("-sig")
    assert row.span is not None
    assert (
        data[slice(*row.span)].decode(plain).startswith('2026-03-05 12:30:00,商户消费,巷口面馆,"饭, 两份",')
    )
    assert data[slice(*row.span)].decode(plain).endswith(end)
    assert row.line == 17


def test_a_cell_may_hold_a_line_end() -> None:
    rows = list(recognise(wechat({"商品": "茶\n一壶, 热"}, {"商品": "饭"}), "bill").rows)
    assert [(row.line, row.item) for row in rows] == [(16, "茶 一壶, 热"), (18, "饭")]


def test_fields_are_kept_as_read_and_what_is_shown_is_clean() -> None:
    row = only(app({"商品说明": "  牛\u202e肉面  ", "交易订单号": "A9\t"})).row
    assert dict(row.fields)["商品说明"] == "  牛\u202e肉面  "
    assert (row.item, row.bank_id) == ("牛肉面", "A9")


def test_a_quote_closed_before_a_tab_guards_an_order_number() -> None:
    data = wechat({"交易单号": "%"}).replace(b"%", b'"42000"\t')
    assert only(data).row.bank_id == "42000"


def test_quotes_inside_an_unquoted_cell_are_quotes() -> None:
    assert only(wechat({"交易对方": '点击底部"多多视频"'})).row.counterparty == '点击底部"多多视频"'


def test_an_open_quote_costs_one_row_and_not_the_rows_below() -> None:
    data = wechat({"商品": "@"}, {"商品": "饭"}).replace(b"@", '"面'.encode())
    done = reviewed(data)
    assert [problem.code for problem in done.problems] == ["open_quote"]
    assert [draft.note for draft in done.drafts] == ["饭"]


def test_a_comma_that_moves_the_cells_refuses_the_row() -> None:
    data = wechat({"商品": "面@饭"}).replace(b"@", b",")
    assert reviewed(data).problems[0].code == "cells_do_not_fit"


def test_a_cell_without_end_refuses_its_row() -> None:
    assert reviewed(wechat({"商品": "面" * (IMPORT_CELL + 1)})).problems[0].code == "cell_too_long"


def test_columns_are_found_by_name_in_any_order() -> None:
    row = only(app({}, headers=APP[::-1])).row
    assert (row.on, row.minor, row.bank_id) == (date(2026, 3, 5), 3850, "A0001")


def test_texts_in_a_table_of_their_own_are_found() -> None:
    data = wechat_sheet({"交易时间": when("2026-03-05 12:30:00"), "金额(元)": 38.5, "商品": "面 & 饭"})
    assert only(with_shared_texts(data)).row == only(data).row


def test_a_spreadsheet_that_understates_its_size_loses_no_row() -> None:
    data = wechat_sheet({}, {})
    rows = list(recognise(_redimensioned(data), "bill").rows)
    assert len(rows) == 2


def _redimensioned(data: bytes) -> bytes:
    sheet = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', part_of(data, SHEET))
    return repacked(data, {SHEET: sheet})


def test_the_totals_under_a_bill_are_no_rows() -> None:
    assert len(recognise(web({}, {}), "bill").rows) == 2


def test_a_row_cut_short_is_refused_with_its_line() -> None:
    data = wechat({}, {})
    cut = data[: data.rindex("巷口面馆".encode())]
    (problem,) = reviewed(cut).problems
    assert (problem.line, problem.code) == (17, "not_an_amount")


@pytest.mark.parametrize(
    ("column", "code"),
    [("交易时间", "missing_column"), ("当前状态", "missing_column")],
)
def test_without_its_day_or_status_column_every_row_is_refused(column: str, code: str) -> None:
    headers = [name for name in WECHAT if name != column]
    done = reviewed(wechat({}, {}, headers=headers))
    assert [(problem.code, problem.column) for problem in done.problems] == [(code, column)] * 2
    assert done.tallies["in"].flows["CNY"].debit == 7700


@pytest.mark.parametrize("column", ["收/支", "金额(元)"])
def test_without_its_direction_or_amount_column_a_bill_is_refused_whole(column: str) -> None:
    with pytest.raises(MissingColumn) as refused:
        recognise(wechat({}, headers=[name for name in WECHAT if name != column]), "bill")
    assert (refused.value.facts["column"], refused.value.facts["line"]) == (column, 15)


def test_an_unknown_direction_is_reckoned_as_neither_and_refused() -> None:
    done = reviewed(wechat({"收/支": "收出"}))
    assert done.problems[0].code == "unknown_direction"
    assert done.tallies["in"].flows == {"CNY": Flow(0, 0, 3850)}


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"\x81\xff\xfe\x00nonsense", NotText),
        (b"a,b\0c\n", NotText),
        (b"date,amount\n2026-03-05,1.00\n", NotABill),
        ("微信支付账单明细\n微信昵称：[青禾]\n".encode(), NoHeading),
        ("京东账号名：某\n交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支\n".encode(), NotABill),
        ("交易时间,交易对方,商品,收/支,金额,支付方式,交易状态\n".encode(), NotABill),
        ((",".join(WECHAT) + "," * 250 + "\n").encode(), TooManyColumns),
        ((",".join(APP) + ",说明" * 100_000 + "\n").encode(), TooManyColumns),
        (saved(Workbook()), NotABill),
        (
            repacked(saved(Workbook()), {"[Content_Types].xml": b""}).replace(b"[Content", b"(Content"),
            PackedFile,
        ),
    ],
    ids=range(11),
)
def test_a_file_that_is_no_bill_is_refused_by_name(data: bytes, refusal: type[HouseError]) -> None:
    with pytest.raises(refusal):
        recognise(data, "bill")


def test_a_nickname_that_names_another_house_misleads_nobody() -> None:
    data = wechat({}).replace("青禾".encode(), "支付宝京东".encode())
    assert recognise(data, "bill").format == "wechat"


@pytest.mark.parametrize(("make", "form"), [(app, "alipay"), (web, "alipay"), (wechat, "wechat")])
def test_a_bill_without_its_preamble_is_known_by_its_heading(make: object, form: str) -> None:
    lines = make({}, encoding="utf-8").decode().split("\n")  # type: ignore[operator]
    heading = next(place for place, line in enumerate(lines) if "收/支" in line)
    assert recognise("\n".join(lines[heading:]).encode(), "bill").format == form
