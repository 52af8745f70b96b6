"""The note of a line: what no field claimed, as typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ledger.domain.quick.phrases import LEADS, TAILS
from ledger.domain.quick.typed import Typed, fold


def note_of(line: Typed, claimed: Iterable[tuple[int, int]], category_names: frozenset[str]) -> str:
    """The text between the stretches that fields claimed, without words that only led to them.

    Category words stay: "metro" says more than Transport. A note that is no more than the category's name is
    empty; a line of which nothing was claimed is its own note, whatever it holds.
    """
    claimed = sorted(claimed)
    if not claimed:
        return " ".join(line.text.split())
    pieces, at = [], 0
    for start, end in (*claimed, (len(line.text), len(line.text))):
        pieces.append(_trimmed(line.text[at:start], is_first=at == 0, is_last=start == len(line.text)))
        at = max(at, end)
    note = " ".join(piece for piece in pieces if any(_says(c) for c in piece))
    return "" if fold(note) in {fold(name) for name in category_names} else note


def _trimmed(piece: str, *, is_first: bool, is_last: bool) -> str:
    """A piece without the words that led to what was taken out beside it."""
    words = piece.split()
    while words and not is_first and fold(words[0]) in LEADS:
        words.pop(0)
    while words and not is_last and fold(words[-1]) in TAILS:
        words.pop()
    return " ".join(words).strip(",.;:、，。；：")


def _says(char: str) -> bool:
    """Whether a character says something by itself: letters, digits and pictures do, punctuation does not."""
    return char.isalnum() or unicodedata.category(char) == "So"
