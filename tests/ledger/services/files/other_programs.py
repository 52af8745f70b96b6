"""What Beancount and hledger, which none of us wrote, compute from a copy: balances at the ends of months.

All figures are by account code and currency, in minor units; entries that wait are left out, as in our sums.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from ledger.kernel.currency import digits_of
from ledger.kernel.period import add_months

Balances = dict[tuple[str, str], int]
"""Minor units by account code and currency; nothing is left out."""

_ACCOUNT = re.compile(r"account (.*?)  ; type: (\w), code: (\S+)")
_AMOUNT = re.compile(r"(-?[0-9.]+) ([A-Z]{3})")


@dataclass
class Found:
    """What one program says: whether it complains, and the balances it adds up by month end, raw and at home value."""

    complaints: str
    balances: dict[date, Balances] = field(default_factory=dict)
    at_home: dict[date, Balances] = field(default_factory=dict)


def minor(number: Decimal, currency: str) -> int:
    """Exact minor units; an amount finer than the coin is a fault."""
    scaled = number.scaleb(digits_of(currency))
    assert scaled == scaled.to_integral_value(), (number, currency)
    return int(scaled)


def month_ends(first: date, months: int) -> list[date]:
    return [add_months(first.replace(day=1), n + 1) - timedelta(days=1) for n in range(months)]


def beancount(text: str, home: str, ends: Sequence[date]) -> Found:
    """The copy as Beancount loads it: its parser, its booking, its validation, its balance assertions."""
    from beancount import loader
    from beancount.core import convert, data

    entries, errors, _options = loader.load_string(text)
    found = Found("\n".join(one.message for one in errors))
    codes = {one.account: one.meta["code"] for one in entries if isinstance(one, data.Open)}
    moved = [
        (one.date, codes[line.account], line.units, convert.get_weight(line))
        for one in entries
        if isinstance(one, data.Transaction) and one.flag == "*"
        for line in one.postings
    ]
    for end in ends:
        raw: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        worth: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for on, code, units, weight in moved:
            if on <= end:
                raw[code, units.currency] += units.number
                worth[code, weight.currency] += weight.number
        found.balances[end] = {(code, one): minor(sum_, one) for (code, one), sum_ in raw.items() if sum_}
        coin = Decimal(1).scaleb(-digits_of(home) - 6)
        found.at_home[end] = {
            (code, one): minor(sum_.quantize(coin).normalize(), one)
            for (code, one), sum_ in worth.items()
            if one == home and sum_.quantize(coin)
        }
    return found


def hledger(path: Path, home: str, ends: Sequence[date]) -> Found:
    """The copy as hledger reads it: its strict checks, and its balance report, raw and at cost."""
    checked = _run(path, "check", "--strict", "ordereddates")
    found = Found((checked.stdout + checked.stderr).strip())
    codes = {name: code.replace("/", ":") for name, _, code in _ACCOUNT.findall(path.read_text())}
    after = ends[-1] + timedelta(days=1)
    period = f"monthly from {ends[0].replace(day=1)} to {after}"
    for wanted, more in ((found.balances, ()), (found.at_home, ("-B",))):
        told = _run(path, "bal", "-C", "-H", "--flat", "-N", "-O", "csv", "-p", period, *more)
        head, *rows = csv.reader(io.StringIO(told.stdout)) if told.stdout.strip() else [["account"]]
        named = {f"{end:%Y-%m}": end for end in ends}
        wanted.update({end: {} for end in ends})
        for row in rows:
            for column, cell in zip(head[1:], row[1:], strict=True):
                for number, currency in _AMOUNT.findall(cell):
                    if currency == home or not more:
                        wanted[named[column]][codes[row[0]], currency] = minor(Decimal(number), currency)
    return found


def _run(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["hledger", "-f", str(path), *words],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/usr/local/bin:/bin"},
    )
