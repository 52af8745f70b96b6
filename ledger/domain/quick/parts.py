"""One payment for several things: `菜60+奶38`, `veg 60 + milk 38`, 超市158，其中纸巾38.

Amounts that a word or mark joins, each with its own words around it, are parts of one amount. Amounts with nothing
but a blank between them are parts too where a category stands right before each, and then the split is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ledger.domain.books.account import Kind
from ledger.domain.quick.amounts import MARKED, PLAIN, AmountFound
from ledger.domain.quick.lexicon import Found, Lexicon, is_partial
from ledger.domain.quick.phrases import JOINS
from ledger.kernel.errors import Invalid
from ledger.kernel.limits import AMOUNT_TEXT_MAX
from ledger.kernel.money import Money

PARTS_MAX = 7
"""Parts of one line: as many as the form takes, the first category included."""

_JOIN = re.compile(r"[+&,;]|(?<![a-z])(?:and|plus)(?![a-z])|以及|还有|還有|[和加跟及]")
_OF_IT = re.compile(r",? ?(?:(?<![a-z])(?:of which|including|incl\.?)(?![a-z])|其中(?:包括)?)")


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the amount and its category, None where its words name none."""

    amount: Decimal
    category: int | None


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of one amount. `claims` are the stretches their figures and joining words take."""

    whole: AmountFound
    parts: tuple[Part, ...]
    claims: tuple[tuple[int, int], ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    amount: AmountFound
    word: Found | None


def find_split(
    folded: str, found: Sequence[AmountFound], words: Sequence[Found], lexicon: Lexicon, taken: Sequence[bool]
) -> Split | None:
    """The split a line says; None where it says one amount, or several that are not parts of one."""
    amounts = [one for one in found if one.rank >= PLAIN]
    currencies = {one.currency for one in amounts if one.rank == MARKED} or {lexicon.home_currency}
    if not 2 <= len(amounts) <= PARTS_MAX or len(currencies) > 1 or any(one.value is None for one in amounts):
        return None
    of_it = _OF_IT.search(folded, amounts[0].end, amounts[1].start)
    between = [(of_it if not n else None) or _JOIN.search(folded, one.end, other.start)
               for n, (one, other) in enumerate(zip(amounts, amounts[1:], strict=False))]
    ends = [(one.end, one.end) if join is None else join.span() for one, join in zip(amounts, between, strict=False)]
    edges = [0, *(end for _, end in ends)], [*(start for start, _ in ends), len(folded)]
    pieces = [_Piece(start, end, one, _word_of(words, start, end, one))
              for start, end, one in zip(*edges, amounts, strict=True)]
    is_joined = all(between)
    if is_joined and all(_is_bare(folded, piece, words, taken) for piece in pieces[1:]):
        return _summed(pieces, between, currencies.pop()) if not of_it else None
    if not is_joined and any(piece.word is None or folded[piece.word.end:piece.amount.start].strip()
                             for piece in pieces):
        return None
    split = _split(pieces, lexicon, currencies.pop(), is_rest=of_it is not None)
    if split is None:
        return None
    whole, parts = split
    sure = is_joined and all(part.category is not None for part in parts) and not any(
        piece.word and not piece.word.is_taught and is_partial(piece.word, folded, taken, JOINS) for piece in pieces)
    return Split(whole, parts, _claims(pieces, between), sure)


def _word_of(words: Sequence[Found], start: int, end: int, amount: AmountFound) -> Found | None:
    """The category word nearest before an amount, else the first after it."""
    own = [word for word in words if word.categories and start <= word.start and word.end <= end]
    before = [word for word in own if word.end <= amount.start]
    return before[-1] if before else own[0] if own else None


def _is_bare(folded: str, piece: _Piece, words: Sequence[Found], taken: Sequence[bool]) -> bool:
    """Whether an amount stands without words of its own: the 六 of 三十二+六."""
    if piece.word is not None:
        return False
    rest = [folded[at] for at in range(piece.start, piece.end)
            if not taken[at] and not piece.amount.start <= at < piece.amount.end]
    return not any(char.isalnum() for char in rest)


def _summed(pieces: Sequence[_Piece], between: Sequence[re.Match[str] | None], currency: str) -> Split | None:
    """Amounts that are added up and belong to one thing; only a plus adds."""
    if any(join is None or join[0] != "+" for join in between):
        return None
    whole = _whole([piece.amount for piece in pieces], currency)
    return Split(whole, (), _claims(pieces, between), sure=True) if whole else None


def _split(
    pieces: Sequence[_Piece], lexicon: Lexicon, currency: str, *, is_rest: bool
) -> tuple[AmountFound, tuple[Part, ...]] | None:
    """The whole and its parts; where the first amount is the whole, its own part is what the others leave."""
    kinds = {lexicon.accounts[one].kind for piece in pieces if piece.word for one in piece.word.categories}
    kind = Kind.EXPENSE if Kind.EXPENSE in kinds else Kind.INCOME
    parts = [Part(piece.amount.value or Decimal(0), _category(piece, lexicon, kind)) for piece in pieces]
    if not kinds:
        return None
    amounts = [piece.amount for piece in pieces]
    whole = _whole(amounts[:1] if is_rest else amounts, currency)
    if is_rest:
        rest = parts[0].amount - sum((part.amount for part in parts[1:]), Decimal(0))
        parts[0] = Part(rest, parts[0].category)
    return (whole, tuple(parts)) if whole and parts[0].amount > 0 else None


def _category(piece: _Piece, lexicon: Lexicon, kind: Kind) -> int | None:
    fits = [one for one in (piece.word.categories if piece.word else ()) if lexicon.accounts[one].kind is kind]
    return fits[0] if fits else None


def _whole(amounts: Sequence[AmountFound], currency: str) -> AmountFound | None:
    total = sum((one.value or Decimal(0) for one in amounts), Decimal(0))
    try:
        exact = Money.of(total, currency).decimal
    except (Invalid, ArithmeticError):
        return None
    text = "+".join(one.text for one in amounts)
    if len(text) > AMOUNT_TEXT_MAX:
        return None
    return AmountFound(amounts[0].start, amounts[0].end, text, exact, currency, PLAIN)


def _claims(pieces: Sequence[_Piece], between: Sequence[re.Match[str] | None]) -> tuple[tuple[int, int], ...]:
    figures = [(piece.amount.start, piece.amount.end) for piece in pieces]
    return (*figures, *(join.span() for join in between if join))
