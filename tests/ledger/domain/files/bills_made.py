"""Bills of our own making, in every dialect the wallets write; names and numbers are invented."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook

from ledger.domain.files.bills.recognise import recognise
from ledger.domain.files.bills.review import Outcome, Review, review

APP = (
    "交易时间",
    "交易分类",
    "交易对方",
    "对方账号",
    "商品说明",
    "收/支",
    "金额",
    "收/付款方式",
    "交易状态",
    "交易订单号",
    "商家订单号",
    "备注",
)
WEB = (
    "交易号",
    "商家订单号",
    "交易创建时间",
    "付款时间",
    "最近修改时间",
    "交易来源地",
    "类型",
    "交易对方",
    "商品名称",
    "金额（元）",
    "收/支",
    "交易状态",
    "服务费（元）",
    "成功退款（元）",
    "备注",
    "资金状态",
)
WECHAT = (
    "交易时间",
    "交易类型",
    "交易对方",
    "商品",
    "收/支",
    "金额(元)",
    "支付方式",
    "当前状态",
    "交易单号",
    "商户单号",
    "备注",
)

_APP_TOP = """------------------------------------------------------------------------------------
导出信息：
姓名：林青禾
支付宝账户：qinghe@example.org
起始时间：[2026-03-01 00:00:00]    终止时间：[2026-03-31 23:59:59]
导出交易类型：[全部]
导出时间：[2026-04-02 08:15:00]
共3笔记录
收入：1笔 1.00元
支出：1笔 1.00元
不计收支：1笔 1.00元

------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------
"""
_WEB_TOP = """支付宝交易记录明细查询
账号:[qinghe@example.org]
起始日期:[2026-03-01 00:00:00]    终止日期:[2026-03-31 23:59:59]
---------------------------------交易记录明细列表------------------------------------
"""
_WEB_END = """------------------------------------------------------------------------------------
共2笔记录
已收入:1笔,1.00元
待收入:0笔,0.00元
已支出:1笔,1.00元
待支出:0笔,0.00元
导出时间:[2026-04-02 08:15:00]    用户:林青禾
"""
WECHAT_TOP = (
    "微信支付账单明细",
    "微信昵称：[青禾]",
    "起始时间：[2026-03-01 00:00:00] 终止时间：[2026-03-31 23:59:59]",
    "导出类型：[全部]",
    "导出时间：[2026-04-02 08:15:00]",
    "",
    "共3笔记录",
    "收入：1笔 1.00元",
    "支出：1笔 1.00元",
    "中性交易：1笔 1.00元",
    "注：",
    "1. 充值/提现等交易，将计入中性交易",
    "",
    "----------------------微信支付账单明细列表--------------------",
)

SHEET = "xl/worksheets/sheet1.xml"
"""The part of a spreadsheet that holds its first sheet."""

_KINDS = "[Content_Types].xml"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHARED_KIND = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)

Row = Mapping[str, object]
GOOD_APP: Row = {
    "交易时间": "2026-03-05 12:30:00",
    "交易分类": "餐饮美食",
    "交易对方": "巷口面馆",
    "对方账号": "/",
    "商品说明": "牛肉面",
    "收/支": "支出",
    "金额": "38.50",
    "收/付款方式": "江城银行信用卡(4321)",
    "交易状态": "交易成功",
    "交易订单号": "A0001\t",
    "商家订单号": "M1\t",
    "备注": "",
}
GOOD_WEB: Row = {
    "交易号": "W0001\t",
    "交易创建时间": "2026-03-05 12:30:00",
    "交易对方": "巷口面馆",
    "商品名称": "牛肉面",
    "金额（元）": "38.50",
    "收/支": "支出",
    "交易状态": "交易成功",
}
GOOD_WECHAT: Row = {
    "交易时间": "2026-03-05 12:30:00",
    "交易类型": "商户消费",
    "交易对方": "巷口面馆",
    "商品": "牛肉面",
    "收/支": "支出",
    "金额(元)": "¥38.50",
    "支付方式": "零钱",
    "当前状态": "支付成功",
    "交易单号": "X0001\t",
    "商户单号": "M1\t",
    "备注": "/",
}


def app(*rows: Row, encoding: str = "gb18030", headers: Sequence[str] = APP) -> bytes:
    """An Alipay app bill: padded cells, a trailing comma, a preamble that does not add up."""
    lines = [",".join(f"{cell:<20}" for cell in headers) + ","]
    lines += [_line(GOOD_APP | dict(row), headers) + "," for row in rows]
    return (_APP_TOP + "\n".join(lines) + "\n").encode(encoding)


def web(*rows: Row, encoding: str = "gb18030", headers: Sequence[str] = WEB) -> bytes:
    """An Alipay web bill with its closing totals."""
    lines = [",".join(f"{cell:<16}" for cell in headers) + ","]
    lines += [_line(GOOD_WEB | dict(row), headers) + "," for row in rows]
    return (_WEB_TOP + "\n".join(lines) + "\n" + _WEB_END).encode(encoding)


def wechat(*rows: Row, encoding: str = "utf-8", headers: Sequence[str] = WECHAT, end: str = "\n") -> bytes:
    """A WeChat Pay bill as CSV, every preamble line filled up with commas."""
    lines = [top + "," * (len(headers) - 1) for top in WECHAT_TOP] + [",".join(headers)]
    lines += [_line(GOOD_WECHAT | dict(row), headers) for row in rows]
    return (end.join(lines) + end).encode(encoding)


def wechat_sheet(*rows: Row, headers: Sequence[str] = WECHAT) -> bytes:
    """A WeChat Pay bill as XLSX; cells are whatever the rows hold, numbers and days included."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for top in (*WECHAT_TOP[:-1], None, WECHAT_TOP[-1]):
        sheet.append([top] if top else [])
    sheet.append(list(headers))
    for row in rows:
        filled = GOOD_WECHAT | dict(row)
        sheet.append([filled.get(name) for name in headers])
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(data: bytes, change: Mapping[str, bytes]) -> bytes:
    """A spreadsheet with some of its parts replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in change:
                new.writestr(part, old.read(part))
        for part, content in change.items():
            new.writestr(part, content)
    return target.getvalue()


def with_shared_texts(data: bytes) -> bytes:
    """The same spreadsheet with its texts in a table of their own, as WeChat and Excel write it."""
    texts: list[bytes] = []

    def share(match: re.Match[bytes]) -> bytes:
        texts.append(b"<si><t>%b</t></si>" % match[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    sheet = re.sub(rb't="inlineStr"><is><t[^>]*>([^<]*)</t></is>', share, part_of(data, SHEET))
    table = b'<sst xmlns="%b">%b</sst>' % (_MAIN, b"".join(texts))
    kinds = part_of(data, _KINDS).replace(b"</Types>", _SHARED_KIND + b"</Types>")
    return repacked(data, {SHEET: sheet, "xl/sharedStrings.xml": table, _KINDS: kinds})


def part_of(data: bytes, name: str) -> bytes:
    """One part of a spreadsheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def reviewed(data: bytes, seen: frozenset[bytes] = frozenset()) -> Review:
    """What importing these bytes would do."""
    return review(recognise(data, "bill"), seen.intersection)


def only(data: bytes) -> Outcome:
    """The outcome of the one row of a bill."""
    (outcome,) = reviewed(data)
    return outcome


def when(text: str) -> datetime:
    """A day and time as a spreadsheet holds it."""
    return datetime.fromisoformat(text)


def _line(row: Mapping[str, object], headers: Sequence[str]) -> str:
    return ",".join(_quoted(str(row.get(name, ""))) for name in headers)


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if "," in cell or "\n" in cell else cell
