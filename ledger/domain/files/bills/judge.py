"""Each row of a bill to its verdict.

The status says whether money moved, the direction which way; a neutral row is understood by its wording.
Alipay closes a payment that was given back whole, and writes the giving back as a row of its own: when both
stand in the bill and the payment is not recorded yet, both are left out; given back in part, both are kept.
"""

from __future__ import annotations

from ledger.domain.files.bills.dialect import ALIPAY, WECHAT, Format
from ledger.domain.files.bills.moves import Sides, alipay_sides, is_yield, wechat_sides, yield_place
from ledger.domain.files.bills.row import BillRow
from ledger.domain.files.bills.statuses import Standing, standing_of
from ledger.domain.files.bills.survey import ID_END
from ledger.domain.files.refusals import (
    AmountNegative,
    FeeTooLarge,
    NothingMoved,
    StillPending,
    UnknownMove,
    UnknownStatus,
)
from ledger.domain.files.values import SHOWN, account_name
from ledger.domain.files.verdict import Draft, Problem, What, problem
from ledger.kernel.errors import HouseError
from ledger.kernel.limits import LINE_MAX, NOTE_MAX
from ledger.kernel.money import Money

_NEITHER: Sides = ("", "")


def judge(wallet: Format, row: BillRow, whole: bool | None) -> Draft | Problem:
    """The verdict of one row; `whole` says of a payment that was given back, or of what gave it back, whether all of
    it was, None of any other row."""
    if row.trouble is not None or row.on is None or row.minor is None:
        return problem(row.line, row.trouble or UnknownStatus(text=_shown(row.status)), row.column)
    standing = standing_of(wallet, row.status)
    if whole is False and standing == "closed":
        standing = "moved"
    refusal = NothingMoved(text=_shown(row.status)) if whole else _refusal(row, row.minor, standing)
    if refusal is not None:
        return problem(row.line, refusal)
    what, sides = _meaning(wallet, row, standing)
    if what is None:
        return problem(row.line, UnknownMove(text=_shown(row.item if wallet == "alipay" else row.kind)))
    refers = ID_END.split(row.bank_id)[0] if what == "refund" and wallet == "alipay" else ""
    return Draft(
        row.line,
        what,
        row.on,
        Money(row.minor, row.currency),
        row.fee,
        *sides,
        row.counterparty[:LINE_MAX],
        row.item[:NOTE_MAX],
        row.kind[:LINE_MAX],
        row.bank_id,
        refers,
    )


def _refusal(row: BillRow, minor: int, standing: Standing) -> HouseError | None:
    """Why the row's money is not to be recorded, None when it is."""
    if standing == "closed" or minor == 0:
        return NothingMoved(text=_shown(row.status))
    if standing == "pending":
        return StillPending(text=_shown(row.status))
    if standing == "unknown" or (standing == "returned" and row.direction == "out"):
        return UnknownStatus(text=_shown(row.status), field="status")
    if minor < 0:
        return AmountNegative(field="amount")
    return FeeTooLarge() if row.fee >= minor else None


def _shown(text: str) -> str:
    return text[:SHOWN]


def _meaning(wallet: Format, row: BillRow, standing: Standing) -> tuple[What | None, Sides]:
    if wallet == "wechat":
        return _wechat_meaning(row)
    place = account_name(row.method) or ALIPAY.wallet
    if row.direction == "out":
        return "expense", (place, "")
    if row.direction == "in":
        return ("refund" if standing == "returned" else "income"), ("", place)
    if standing != "returned" and is_yield(row):
        return "income", ("", yield_place(row))
    sides = alipay_sides(row) if standing != "returned" or "买入" in row.item else None
    if sides is None:
        return ("refund" if standing == "returned" else None), ("", place)
    return "transfer", sides


def _wechat_meaning(row: BillRow) -> tuple[What | None, Sides]:
    place = account_name(row.method) or WECHAT.wallet
    if row.direction == "out":
        return "expense", (place, "")
    if "退款" in row.kind:
        return "refund", ("", place)
    if row.direction == "in":
        return "income", ("", place)
    sides = wechat_sides(row)
    return ("transfer" if sides else None), sides or _NEITHER
