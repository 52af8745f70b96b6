"""Lines as people type them, with every field they mean, in two halves told apart by a hash of the text.

`corpus.tsv` holds one line a row: typed on Saturday, 21 November 2026, in a fresh book of its scene whose home
currency is CNY. Accounts and categories stand by their key in the pack; parts as "amount category", "-" for a
category nobody can tell; `unsure` names every field the reader must mark. The half a line belongs to was fixed
before the reader learned to read any of them; the held-back half is only read where it is asked for by name.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

from ledger.domain.books.account import Account
from ledger.domain.books.entry import Verb
from ledger.domain.quick.lexicon import Known, Lexicon, PayeeHabit
from ledger.domain.quick.line import Reading, read_line
from ledger.services.books.opening import accounts_of, scenes

FILE = Path(__file__).with_name("corpus.tsv")
TYPED_ON = date(2026, 11, 21)

PEOPLE = {"household": ("Mei", "Jun", "Leo", "乐乐"), "small_business": ("Jun", "Ola"), "travel": ("Mei", "Jun", "Ola")}
_PAYEES = {
    "household": {"星巴克": "expense snacks wechat", "Old Street": "expense dining wechat",
                  "王老板": "income salary bank", "7-11": "expense snacks wechat"},
    "small_business": {"老张批发": "expense goods bank", "Harbour Bakery": "expense goods supplier"},
    "travel": {},
}
"""Who is known in each book: its people, and its payees with what is usual with them."""


class Half(StrEnum):
    """The lines worked with, and those held back to judge by."""

    WORKED = "worked"
    HELD_BACK = "held back"


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of a scene and its meaning by the name of the field, "" for what it does not say."""

    scene: str
    text: str
    means: dict[str, str]


def half_of(text: str) -> Half:
    """The half a line belongs to: the first byte of the SHA-256 of its text, even or odd."""
    return Half.HELD_BACK if sha256(text.encode()).digest()[0] % 2 else Half.WORKED


def lines(half: Half) -> list[Typed]:
    """The lines of one half, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Typed(row.pop("scene"), text, row) for row in rows if half_of(text := row.pop("line")) is half]


def read(line: Typed) -> dict[str, str]:
    """What the reader makes of a line, as the file writes it."""
    accounts, lexicon = _book(line.scene)
    return _written(read_line(line.text, TYPED_ON, lexicon), accounts)


def agrees(line: Typed) -> bool:
    """Whether every field of a line is read right; amounts as values, so that 32 is 32.00."""
    return _plain(read(line)) == _plain(line.means)


@cache
def _book(scene: str) -> tuple[dict[int, str], Lexicon]:
    accounts = {account.account_id: account for account in accounts_of(scenes()[scene])}
    keys = {account_id: str(account.pack_key) for account_id, account in accounts.items()}
    return keys, Lexicon.of(accounts, "CNY", _payees(scene, accounts), Known(PEOPLE[scene]))


def _payees(scene: str, accounts: dict[int, Account]) -> dict[str, PayeeHabit]:
    ids = {str(account.pack_key): account_id for account_id, account in accounts.items()}
    said = {name: usual.split() for name, usual in _PAYEES[scene].items()}
    return {name: PayeeHabit(Verb(verb), ids[category], ids[place]) for name, (verb, category, place) in said.items()}


def _written(reading: Reading, key: dict[int, str]) -> dict[str, str]:
    parts = (f"{part.amount} {key.get(part.category or 0, '-')}" for part in reading.parts)
    return {
        "on": reading.on.isoformat(), "kind": reading.verb.value,
        "amount": "" if reading.amount is None else str(reading.amount), "currency": reading.currency,
        "category": key.get(reading.category or 0, ""), "account": key.get(reading.account or 0, ""),
        "to": key.get(reading.to or 0, ""), "rate": reading.rate, "payee": reading.payee, "project": reading.project,
        "for": reading.beneficiary, "parts": ", ".join(parts), "note": reading.note,
        "unsure": " ".join(sorted(reading.unsure)),
    }


def _plain(means: dict[str, str]) -> dict[str, str]:
    amount = means["amount"] and f"{Decimal(means['amount']).normalize():f}"
    parts = (one.split() for one in means["parts"].split(", ") if one)
    return {**means, "amount": amount,
            "parts": ", ".join(f"{Decimal(part).normalize():f} {category}" for part, category in parts)}
