"""A typed line and the form it is compared in, letter for letter: a place in one is a place in the other."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import islice

from ledger.domain.books.search import folded
from ledger.kernel.limits import LINE_MAX

NAME_MAX = 24
"""Characters of the longest payee looked for in the whole book; longer ones are found while they are recent."""

NAMES_MAX = 600
"""Stretches of one line looked up as payees."""


def _fold_table() -> dict[int, int]:
    """Full-width and capital forms to plain ones, one character each; superscripts keep their own meaning."""
    table = {}
    for code in (*range(0x20, 0x600), *range(0x1E00, 0x2100), *range(0x3000, 0x3040), *range(0xFF00, 0xFFF0)):
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        if len(folded) == 1 and not (folded.isdigit() and code < 0xFF00):
            table[code] = ord(folded)
    return table | {ord(mark): ord(plain) for mark, plain in zip("‘’“”−–—×÷、", "''\"\"---*/,", strict=True)}


_FOLDS = _fold_table()


@dataclass(frozen=True, slots=True)
class Typed:
    """One line as typed, at most LINE_MAX characters, and its folded form of the same length."""

    text: str
    folded: str

    @staticmethod
    def of(text: str) -> Typed:
        """The line of any text: what cannot be printed becomes a blank, what is too long is cut."""
        composed = unicodedata.normalize("NFC", text[:LINE_MAX])
        line = "".join(c if c.isprintable() else " " for c in composed)[:LINE_MAX]
        return Typed(line, fold(line))


def fold(text: str) -> str:
    """Text as it is compared: plain widths, small letters, straight quotes, the same length."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def is_letter(char: str) -> bool:
    """Whether a character belongs to a word that is told by its edges, as Latin ones are."""
    return char.isalpha() and char < "\u2e80"


def is_han(char: str) -> bool:
    """Whether a character belongs to a script written without blanks."""
    return char.isalpha() and char >= "\u2e80"


def stands(folded: str, start: int, end: int) -> bool:
    """Whether a stretch does not cut a Latin word or a number in two."""
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return not (_joined(before, folded[start]) or _joined(folded[end - 1], after))


def _joined(left: str, right: str) -> bool:
    return (is_letter(left) and is_letter(right)) or (left.isdigit() and right.isdigit())


def names_in(text: str) -> list[str]:
    """Every stretch of a line that could be somebody's name, folded as names are kept: at most NAMES_MAX.

    A stretch begins and ends at the edge of a Latin word or number; Han text may be cut anywhere.
    """
    line = Typed.of(text).folded
    starts = [at for at in range(len(line)) if line[at].isalnum() and _is_edge(line, at)]
    ends = [at for at in range(1, len(line) + 1) if not line[at - 1].isspace() and _is_edge(line, at)]
    stretches = (line[start:end] for start in starts for end in ends if 1 < end - start <= NAME_MAX)
    return list(dict.fromkeys(folded(one) for one in islice(stretches, NAMES_MAX)))


def _is_edge(line: str, at: int) -> bool:
    return at in (0, len(line)) or not _joined(line[at - 1], line[at])
