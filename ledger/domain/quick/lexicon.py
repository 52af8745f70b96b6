"""The words one book knows, and where they stand in a line.

The longest word wins wherever words overlap. Latin words are found at their edges, Han words anywhere: nobody
types blanks between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ledger.domain.books.account import Account
from ledger.domain.books.entry import Verb
from ledger.domain.quick.phrases import LONGEST_PHRASE, PHRASES, Phrase
from ledger.domain.quick.typed import fold, is_han, is_letter, stands

WORD_MAX = 40
"""Characters of the longest word looked for; a payee with a longer name is not recognised in a line."""

_OPENS_A_NUMBER = frozenset("0123456789¥$一二两兩三四五六七八九十")
_Ids = tuple[int, ...]
_NOTHING: _Ids = ()


@dataclass(frozen=True, slots=True)
class PayeeHabit:
    """What is usual with a payee; None where nothing is. `unsure` names what is not steady."""

    verb: Verb = Verb.EXPENSE
    category: int | None = None
    account: int | None = None
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What somebody put right about a word: its category, and the account it is paid from; None where nothing."""

    category: int | None = None
    account: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A known word from `start` to `end` and all it may mean; `lesson` is what this person taught of it."""

    start: int
    end: int
    places: _Ids = ()
    categories: _Ids = ()
    payee: str = ""
    phrase: Phrase | None = None
    lesson: Lesson | None = None

    @property
    def is_taught(self) -> bool:
        """Whether the category was put right by the person who types."""
        return self.lesson is not None and self.lesson.category is not None


@dataclass(frozen=True, slots=True)
class Known:
    """What one person brings to the words of a book: people by name, open projects and tags, what was put right."""

    people: Sequence[str] = ()
    projects: Sequence[str] = ()
    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    tags: Sequence[str] = ()


_NOBODY = Known()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one book's open accounts, of payees and of people. A name outranks another account's word, and
    what the person put right outranks both."""

    accounts: Mapping[int, Account]
    home_currency: str
    payees: Mapping[str, PayeeHabit]
    names: Mapping[str, _Ids]
    words: Mapping[str, _Ids]
    payee_names: Mapping[str, str]
    people: Mapping[str, str]
    projects: Sequence[str]
    lessons: Mapping[str, Lesson]
    longest: int
    tags: Sequence[str] = ()

    @staticmethod
    def of(accounts: Mapping[int, Account], home_currency: str, payees: Mapping[str, PayeeHabit],
           known: Known = _NOBODY) -> Lexicon:
        """The lexicon of some accounts by id, of payees by the name they are written with, and of one person."""
        spoken = [a for a in accounts.values() if not a.closed and (a.is_category or a.is_place)]
        names = _index((account.account_id, account.names.values()) for account in spoken)
        words = _index((account.account_id, account.words) for account in spoken)
        payee_names = {fold(name): name for name in payees if 1 < len(name) <= WORD_MAX}
        people = {fold(name): name for name in known.people if name}
        lessons = {word: lesson for word, lesson in known.lessons.items() if 1 < len(word) <= WORD_MAX}
        longest = max(map(len, (*names, *words, *payee_names, *lessons)), default=0)
        return Lexicon(accounts, home_currency, payees, names, words, payee_names, people, known.projects, lessons,
                       max(LONGEST_PHRASE, min(longest, WORD_MAX)), known.tags)

    def is_place(self, folded: str) -> bool:
        """Whether a folded word names an account money can be in."""
        ids = self.names.get(folded) or self.words.get(folded) or _NOTHING
        return any(self.accounts[one].is_place for one in ids)

    def find(self, folded: str) -> Iterator[Found]:
        """Every known word that stands in a folded line, overlapping ones too."""
        for start in range(len(folded)):
            if folded[start] == " " or not _may_start(folded, start):
                continue
            for end in range(min(len(folded), start + self.longest), start, -1):
                found = self._at(folded, start, end)
                if found is not None:
                    yield found

    def _at(self, folded: str, start: int, end: int) -> Found | None:
        word = folded[start:end]
        ids = self.names.get(word) or self.words.get(word) or _NOTHING
        payee, phrase, lesson = self.payee_names.get(word, ""), PHRASES.get(word), self.lessons.get(word)
        if not (ids or payee or phrase or lesson):
            return None
        end = _with_plural(folded, end)
        if not stands(folded, start, end):
            return None
        places = tuple(one for one in ids if self.accounts[one].is_place)
        categories = tuple(one for one in ids if self.accounts[one].is_category)
        if lesson and lesson.category is not None and lesson.category in self.accounts:
            categories = (lesson.category, *(one for one in categories if one != lesson.category))
        return Found(start, end, places, categories, "" if places else payee, phrase, lesson)


def choose(found: Iterable[Found], taken: list[bool], folded: str) -> list[Found]:
    """The longest words that do not overlap, in the order typed; `taken` is marked with their places.

    Shy phrases come last: they stay only beside what was recognised, beside a number, or standing alone.
    """
    ranked = sorted(found, key=lambda one: (not one.is_taught, one.start - one.end, one.start))
    chosen = [one for one in ranked if not _is_shy(one) and _take(one, taken)]
    shy = [one for one in ranked if _is_shy(one) and _belongs(one, folded, chosen) and _take(one, taken)]
    return sorted((*chosen, *shy), key=lambda one: one.start)


def _take(found: Found, taken: list[bool]) -> bool:
    if any(taken[found.start:found.end]):
        return False
    taken[found.start:found.end] = [True] * (found.end - found.start)
    return True


def _is_shy(found: Found) -> bool:
    is_named = found.places or found.categories or found.payee
    return found.phrase is not None and found.phrase.shy and not is_named


def _belongs(found: Found, folded: str, chosen: Sequence[Found]) -> bool:
    """Whether a shy phrase stands before an account or, where it is a verb, apart from unknown text."""
    after = _skip(folded, found.end)
    if any(one.start == after and one.places for one in chosen):
        return True
    if found.phrase is None or found.phrase.verb is None:
        return False
    is_free_left = found.start == 0 or folded[found.start - 1] == " " or any(
        one.end == found.start for one in chosen)
    is_free_right = after == len(folded) or after > found.end or folded[after] in _OPENS_A_NUMBER
    return is_free_left and (is_free_right or any(one.start == after for one in chosen))


def _skip(folded: str, at: int) -> int:
    while at < len(folded) and folded[at] == " ":
        at += 1
    return at


def _may_start(folded: str, at: int) -> bool:
    return not (at and is_letter(folded[at]) and is_letter(folded[at - 1]))


def _with_plural(folded: str, end: int) -> int:
    """The end of a word that was typed in the plural: "taxis" is known where "taxi" is."""
    is_plural = folded[end:end + 1] == "s" and is_letter(folded[end - 1])
    return end + 1 if is_plural and not is_letter(folded[end + 1:end + 2] or " ") else end


_key = lru_cache(maxsize=1 << 14)(fold)
"""Accounts' words are the same at every request."""


def _index(said: Iterable[tuple[int, Iterable[str]]]) -> dict[str, _Ids]:
    found: dict[str, _Ids] = {}
    for account_id, words in said:
        for word in words:
            key = _key(word)
            for spelling in (key, key.replace("'", "")) if "'" in key else (key,):
                known = found.get(spelling)
                if known is None:
                    found[spelling] = (account_id,)
                elif account_id not in known:
                    found[spelling] = (*known, account_id)
    return found


def is_partial(found: Found, folded: str, taken: Sequence[bool], joins: frozenset[str]) -> bool:
    """Whether a Han word is only part of a longer unknown one: 牛肉 in 牛肉面, 书 in 书包, 药 in 山药."""
    end, start = found.end, found.start
    if not is_han(folded[end - 1]):
        return False
    after = folded[end] if end < len(folded) and not taken[end] else " "
    if is_han(after) and after not in joins:
        return True
    before = folded[start - 1] if start and not taken[start - 1] else " "
    return end - start == 1 and is_han(before) and before not in joins
