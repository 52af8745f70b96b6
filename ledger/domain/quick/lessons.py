"""What a correction teaches: the word of a line, and what it means to the person who typed it."""

from __future__ import annotations

from ledger.domain.books.entry import Verb
from ledger.domain.books.search import folded
from ledger.domain.quick.lexicon import Lesson
from ledger.domain.quick.line import Reading
from ledger.domain.quick.typed import NAME_MAX

_TAUGHT = frozenset({Verb.EXPENSE, Verb.INCOME, Verb.REFUND})


def lesson_of(
    reading: Reading, verb: Verb, category: int | None, account: int | None
) -> tuple[str, Lesson] | None:
    """The folded word and the lesson of recording a reading with another category or account.

    The word is the payee, else the one the category was surely read from, else the whole note, which is a word from
    now on. A guess that was left as it is was right; an account
    the line named is about this once. None where nothing was put right, or no word can stand for it.
    """
    if verb not in _TAUGHT or reading.parts:
        return None
    is_guess = "category" in reading.unsure
    said = reading.payee or ("" if is_guess else reading.word) or reading.note
    word = " ".join(folded(said).split())
    changed = Lesson(category if is_guess or category != reading.category else None,
                     account if not reading.is_placed and account != reading.account else None)
    if changed == Lesson() or not 1 < len(word) <= NAME_MAX or any(char.isdigit() for char in word):
        return None
    return word, changed
