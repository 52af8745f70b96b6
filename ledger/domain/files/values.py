"""What a cell says: a day with its time, an amount, a fee, a clean text. Nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR, LINE_MAX
from ledger.kernel.money import Money
from ledger.kernel.number import read_number

When = tuple[date, str]
"""A day and its time of day as `HH:MM:SS`, empty when the bill gives none."""

SHOWN = 24
"""Characters of a cell said back in a refusal."""

_WHEN = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    r"(?:[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,6})?)?)?"
)
_SERIAL = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,17}))?")
_PLAIN = re.compile(r"[¥￥]?([0-9]{1,12})\.([0-9]{2})")
_FEE = re.compile(r"服务费[:：]?\s*[¥￥]?\s*([0-9][0-9,]*(?:\.[0-9]+)?)")
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NOTHING = ("/", "-", "--")


def read_when(text: str, epoch: date | None = None) -> When | None:
    """The day and time of a cell, or None. `epoch` is the day a spreadsheet's serial numbers count from."""
    match = _WHEN.fullmatch(text)
    if match is None:
        return _serial(text, epoch) if epoch else None
    year, month, day, hour, minute, second = match.groups(default="0")
    if int(hour) > 23 or int(minute) > 59 or int(second) > 60:
        return None
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return _in_range(on, f"{hour:0>2}:{minute}:{second:0>2}" if match[4] else "")


def _serial(text: str, epoch: date) -> When | None:
    match = _SERIAL.fullmatch(text)
    if match is None:
        return None
    part = match[2] or "0"
    seconds = (int(part) * 86_400 * 2 + 10 ** len(part)) // (2 * 10 ** len(part))
    days, seconds = divmod(int(match[1]) * 86_400 + seconds, 86_400)
    on = epoch + timedelta(days=days)
    return _in_range(on, f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}")


def _in_range(on: date, time: str) -> When | None:
    return (on, time) if EARLIEST_YEAR <= on.year <= LATEST_YEAR else None


def read_minor(text: str) -> int:
    """The fen of an amount in yuan.

    Raises: NotAnAmount, TwoPoints, AmbiguousAmount, TooManyDigits, AmountTooLarge.
    """
    match = _PLAIN.fullmatch(text)
    if match is not None:
        return int(match[1] + match[2])
    return Money.of(read_number(text.removesuffix("元")), "CNY").minor


def read_fee(remark: str) -> int:
    """The fen of the service fee a remark states, 0 when it states none. Raises: as `read_minor`."""
    if "服务费" not in remark:
        return 0
    match = _FEE.search(remark)
    return read_minor(match[1]) if match else 0


def clean(text: str) -> str:
    """The text to show: trimmed, without characters that reorder or hide others; a lone stroke is nothing."""
    text = text.strip()
    if not text.isprintable():
        text = _CONTROL.sub(" ", _UNSEEN.sub("", text)).strip()
    return "" if text in _NOTHING else text


def account_name(text: str) -> str:
    """The name of a place for money, written one way: wide and narrow brackets make no two places."""
    name = clean(text).replace("（", "(").replace("）", ")").replace("()", "")
    return " ".join(name.split())[:LINE_MAX]
