"""The columns and words of each wallet's bills, and how a bill is told from every other file.

Sources: bills the wallets export (Alipay app and web CSV, WeChat Pay CSV and XLSX), read side by side; the
names are theirs. A heading is compared without blanks around it and with full-width brackets made narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Format = Literal["alipay", "wechat"]
Variant = Literal["app", "web", "csv", "xlsx"]
Direction = Literal["out", "in", "neutral"]

FIELDS = (
    "on", "kind", "counterparty", "item", "direction", "amount", "method", "status", "bank_id", "merchant_id",
    "remark",
)  # fmt: skip
"""What a bill says of a row, in the order `columns_of` answers."""

PREAMBLE_LINES = 200
"""Lines within which the heading must stand."""

DIRECTIONS: dict[str, Direction] = {
    "支出": "out",
    "收入": "in",
    **dict.fromkeys(("/", "不计收支", "中性交易", "其他", "其它", "-", ""), "neutral"),
}
"""What the direction column says. Any other word is reckoned as neutral, and its row refused."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One wallet's way of writing a bill.

    `wallet` is its own name for the money it keeps; `columns` the names each field goes by, in the order of
    FIELDS; `marks` what only its preamble says; `signs` headings only it uses.
    """

    format: Format
    wallet: str
    columns: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]
    signs: frozenset[str]


ALIPAY = Dialect(
    "alipay",
    "余额",
    (
        ("交易时间", "交易创建时间"),
        ("交易分类", "类型"),
        ("交易对方",),
        ("商品说明", "商品名称"),
        ("收/支",),
        ("金额", "金额(元)"),
        ("收/付款方式",),
        ("交易状态",),
        ("交易订单号", "交易号"),
        ("商家订单号", "商户订单号"),
        ("备注",),
    ),
    ("支付宝",),
    frozenset({"交易创建时间", "商品说明", "资金状态"}),
)
WECHAT = Dialect(
    "wechat",
    "零钱",
    (
        ("交易时间",),
        ("交易类型",),
        ("交易对方",),
        ("商品",),
        ("收/支",),
        ("金额(元)", "金额"),
        ("支付方式",),
        ("当前状态",),
        ("交易单号",),
        ("商户单号",),
        ("备注",),
    ),
    ("微信支付", "微信昵称"),
    frozenset({"当前状态"}),
)
DIALECTS = (ALIPAY, WECHAT)

_STRANGE_MARKS = ("京东账号名",)
_STRANGE_SIGNS = frozenset({"商户名称", "交易说明"})
_NAMES = frozenset(name for dialect in DIALECTS for names in dialect.columns for name in names)
_REQUIRED = (FIELDS.index("direction"), FIELDS.index("amount"))
_NEVER = -1


def heading(cells: Sequence[str]) -> tuple[str, ...] | None:
    """The column names of a line, trailing blanks dropped, if it names at least three of a bill's columns."""
    names = [cell.strip().replace("（", "(").replace("）", ")") for cell in cells]
    if len(_NAMES.intersection(names)) < 3:
        return None
    while not names[-1]:
        names.pop()
    return tuple(names)


def dialect_of(preamble: str, names: Sequence[str]) -> Dialect | None:
    """Whose bill it is: what its preamble says, else a heading only one wallet uses; None: anyone else's."""
    if any(mark in preamble for mark in _STRANGE_MARKS) or not _STRANGE_SIGNS.isdisjoint(names):
        return None
    marked = [dialect for dialect in DIALECTS if any(mark in preamble for mark in dialect.marks)]
    if len(marked) > 1 and names:
        marked = [dialect for dialect in marked if not dialect.signs.isdisjoint(names)]
    found = marked or [dialect for dialect in DIALECTS if not dialect.signs.isdisjoint(names)]
    return found[0] if len(found) == 1 else None


def columns_of(dialect: Dialect, names: Sequence[str]) -> tuple[int, ...]:
    """Where each of FIELDS stands among the columns, −1 for one that is missing."""
    at = {name: place for place, name in reversed(tuple(enumerate(names)))}
    return tuple(next((at[name] for name in wanted if name in at), _NEVER) for wanted in dialect.columns)


def missing_column(dialect: Dialect, columns: Sequence[int]) -> str:
    """The name of a column without which no row can be reckoned, empty when there is none."""
    return next((dialect.columns[field][0] for field in _REQUIRED if columns[field] == _NEVER), "")


def variant_of(dialect: Dialect, names: Sequence[str], spreadsheet: bool) -> Variant:
    """Which of the wallet's exports this is."""
    if dialect is WECHAT or spreadsheet:
        return "xlsx" if spreadsheet else "csv"
    return "web" if {"交易创建时间", "金额(元)"} & set(names) else "app"
