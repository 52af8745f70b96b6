"""Small texts that every form says alike."""

from __future__ import annotations

import re

from ledger.domain.files.out.copy import EntryCopy, LineCopy
from ledger.kernel.errors import N_
from ledger.kernel.money import exact_text

MADE = N_("Made on %(day)s by Countinghouse. To check it: %(check)s FILE")
SUMS = N_("The balances at the end are the sums the ledger keeps; %(program)s adds the entries up for itself.")
KEPT = N_("The sums the ledger keeps")

FORMULA = re.compile(r"[\s\"]*[=+\-@＝＋－＠]|[\t\r\n']")
"""How a text begins that a spreadsheet might run, or that begins with the mark which keeps it from that."""


def tags_of(entry: EntryCopy) -> dict[str, str]:
    """The answers to the scene's own questions and the files of an entry, by the name a text form tells them under."""
    answers = {f"field-{key.replace('_', '-')}": value for key, value in entry.fields}
    return {**answers, "papers": " ".join(entry.papers)}


def shares_text(line: LineCopy) -> str:
    """Who bears how much of a line: `Mei 10.00, Jun 5.00`."""
    return ", ".join(f"{name} {exact_text(minor, line.currency)}".strip() for name, minor in line.shares)


def guarded(text: str) -> str:
    """Text no spreadsheet takes for a formula: an apostrophe stands before it.

    One also stands before text that begins with an apostrophe, so that taking one away gives back any text.
    """
    return f"'{text}" if FORMULA.match(text) else text
