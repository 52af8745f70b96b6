"""The forms a copy is written in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ledger.domain.files.out import beancount, hledger, table
from ledger.domain.files.out.copy import BookCopy, EntryCopy, Tally

Write = Callable[[BookCopy, Iterable[EntryCopy], Tally], Iterator[str]]
"""Writes a copy as lines of text, counting what goes by."""

NAME_MAX = 60
"""Characters of a ledger's name in the name of a file."""

_NOT_IN_NAMES = frozenset('\\/:*?"<>|')


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its name in commands and addresses, how its files end, what they are, and its writer."""

    key: str
    ending: str
    mimetype: str
    write: Write


FORMS = {
    form.key: form
    for form in (
        Form("csv", "csv", "text/csv", table.write),
        Form("beancount", "beancount", "text/plain", beancount.write),
        Form("hledger", "journal", "text/plain", hledger.write),
    )
}
"""The forms by name."""


def file_name(book: str, on: date, form: Form) -> str:
    """What a copy is called: `Our home-2026-11-21.csv`, without what a disk refuses in a name."""
    said = "".join(
        "-" if c in _NOT_IN_NAMES else c for c in book if not unicodedata.category(c).startswith("C")
    )
    plain = " ".join(said.split())[:NAME_MAX].strip(" .")
    return f"{plain or 'ledger'}-{on.isoformat()}.{form.ending}"
