"""A copy of two accounts to write out, and how other programs take what was written."""

from __future__ import annotations

import csv
import io
import subprocess
from datetime import date

import hypothesis.strategies as st

from ledger.domain.books.account import Kind
from ledger.domain.files.out.copy import AccountCopy, BookCopy, EntryCopy, LineCopy, Tally
from ledger.domain.files.out.forms import FORMS

DAY = date(2026, 11, 21)
TEXTS = st.one_of(st.text(max_size=30), st.text("\"\\;|,:[]()=+-@*!# \n\t'date2026", max_size=30))


def written(form: str, *entries: EntryCopy, name: str = "Home", held: dict | None = None, home: str = "CNY") -> str:
    accounts = [
        AccountCopy(1, "asset:cash", Kind.ASSET, "Cash", is_liquid=True),
        AccountCopy(2, "expense:food", Kind.EXPENSE, "Food", is_closed=True),
    ]
    kept = {(1, "CNY"): -3200 * len(entries), (2, "CNY"): 3200 * len(entries)} if held is None else held
    copy = BookCopy(name, home, DAY, DAY, accounts, kept, lambda text, **facts: text % facts)
    return "".join(FORMS[form].write(copy, entries, Tally()))


def lunch(payee: str = "Old Street", note: str = "lunch", by: str = "Mei", **more) -> EntryCopy:
    lines = (
        LineCopy(2, 3200, "CNY", 3200, payer=by, shares=((by, 3200),), project=by, quantity="1", unit=by),
        LineCopy(1, -3200, "CNY", -3200),
    )
    return EntryCopy("0cn414f830asz", 1, DAY, "expense", payee, note, lines, recorder=by, **more)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def loaded(text: str):
    from beancount import loader

    return loader.load_string(text)


def complaints(text: str) -> str:
    found = subprocess.run(
        ["hledger", "-f", "-", "check", "--strict", "ordereddates"],
        input=text.encode(),
        check=False,
        capture_output=True,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/usr/local/bin:/bin"},
    )
    return (found.stdout + found.stderr).decode()
