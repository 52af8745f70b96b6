"""How text is found: words of letters and digits by their beginning, Han text by neighbouring pairs.

A pair index finds a Chinese word of two characters in any text, which neither engine's own text search does.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

TOKEN_MAX = 32
TOKENS_MAX = 60
"""Tokens kept of one entry; a longer note is found by its beginning."""

_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3040-\u30ff\uac00-\ud7af]+|[^\W_]+")
_HAN = re.compile(r"[\u3040-\U0003ffff]")


def folded(text: str) -> str:
    """Text as it is compared: compatibility forms unified, case dropped."""
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(*texts: str) -> tuple[str, ...]:
    """The tokens of an entry's texts, without repeats, in the order they come."""
    found: dict[str, None] = {}
    for text in texts:
        for run in _WORD.findall(folded(text)):
            found.update(dict.fromkeys(_pieces(run)))
    return tuple(found)[:TOKENS_MAX]


def wanted(query: str) -> tuple[tuple[str, bool], ...]:
    """What a search asks for: each token, and whether its beginning is enough.

    A lone Han character is sought as the beginning of a pair; a word as the beginning of a word.
    """
    asked: dict[tuple[str, bool], None] = {}
    for run in _WORD.findall(folded(query)):
        if _HAN.match(run) and len(run) > 1:
            asked.update({(piece, False): None for piece in _pairs(run)})
        else:
            asked[(run[:TOKEN_MAX], True)] = None
    return tuple(asked)[:8]


def _pieces(run: str) -> list[str]:
    if not _HAN.match(run):
        return [run[:TOKEN_MAX]]
    return [*_pairs(run), run[-1]]


def _pairs(run: str) -> list[str]:
    return [one + other for one, other in pairwise(run)]
