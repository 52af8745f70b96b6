"""Lines as people type them, with every field they mean, in two halves told apart by a hash of the text.

`corpus.tsv` holds one line a row: typed on Saturday, 21 November 2026, in a fresh book of its scene whose home
currency is CNY. Accounts and categories stand by their key in the pack; parts as "amount category", "-" for a
category nobody can tell; `unsure` names every field the reader must mark. The half a line belongs to was fixed
before the reader learned to read any of them; the held-back half is only read where it is asked for by name.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

FILE = Path(__file__).with_name("corpus.tsv")


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
