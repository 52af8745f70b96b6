"""Who is who among the words of a line: the verb, where money left and arrived, the category, the payee."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.entry import Verb
from ledger.domain.quick.lexicon import Found, Lexicon, PayeeHabit, is_partial
from ledger.domain.quick.phrases import JOINS, Way

_KIND = {Verb.EXPENSE: Kind.EXPENSE, Verb.REFUND: Kind.EXPENSE, Verb.INCOME: Kind.INCOME}
_KIND_SAID = (Verb.REFUND, Verb.INCOME, Verb.EXPENSE)
_NO_HABIT = PayeeHabit()


@dataclass(frozen=True, slots=True)
class Roles:
    """What the words of a line say together. `used` are the words that say it and leave the note; `word` is the
    one the category comes from, and `is_placed` tells whether the line itself names the account."""

    verb: Verb
    category: int | None
    account: int | None
    to: int | None
    payee: str
    unsure: frozenset[str]
    used: tuple[Found, ...]
    word: Found | None = None
    is_placed: bool = False

    def category_names(self, lexicon: Lexicon) -> frozenset[str]:
        """The names of the category, which a note need not repeat."""
        category = lexicon.accounts.get(self.category or 0)
        return frozenset(category.names.values()) if category else frozenset()


@dataclass(frozen=True, slots=True)
class _Place:
    """An account named in the line, the way the word before it points, and that word."""

    word: Found
    account: Account
    way: Way | None
    marker: Found | None


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The words by what they are. `verbs` are words that say what was done."""

    places: tuple[_Place, ...]
    categories: tuple[Found, ...]
    verbs: tuple[Found, ...]
    payee: Found | None
    pays_someone: bool

    def said(self, *verbs: Verb) -> bool:
        return any(word.phrase and word.phrase.verb in verbs for word in self.verbs)

    def points(self, way: Way) -> bool:
        return any(word.phrase and word.phrase.way is way for word in self.verbs)


def roles_of(
    words: Sequence[Found], lexicon: Lexicon, folded: str, taken: Sequence[bool], *, signed: bool,
    spare: Sequence[Found] = (),
) -> Roles:
    """The roles of the words of a line; `signed` where its amount was typed with a plus.

    `spare` are words within a name, which say what for where nothing else does: the shop of "at Starbucks".
    """
    spoken = _sorted(words, lexicon, folded)
    if not spoken.categories:
        spoken = replace(spoken, categories=tuple(word for word in spare if word.categories))
    habit = lexicon.payees.get(spoken.payee.payee, _NO_HABIT) if spoken.payee else _NO_HABIT
    category, word, doubts = _category(spoken, lexicon, folded, taken)
    verb, verb_doubts = _verb(spoken, lexicon.accounts.get(category or 0), habit, signed)
    doubts |= verb_doubts
    if verb is Verb.TRANSFER:
        return _transfer(spoken, lexicon, verb_doubts)
    usual = lexicon.accounts.get(habit.category or 0)
    if category is None and usual is not None and usual.kind is _KIND.get(verb):
        category, doubts = habit.category, (doubts - {"category"}) | (habit.unsure & {"category"})
    place, place_doubts = _one_place(spoken.places, verb)
    if place is None and habit.account in lexicon.accounts:
        place_doubts = habit.unsure & {"account"}
    account = place.word.places[0] if place else habit.account
    taught = next((one.lesson.account for one in words if one.lesson and one.lesson.account in lexicon.accounts), None)
    if place is None and taught is not None:
        account, place_doubts = taught, frozenset()
    return Roles(verb, category, account, None, spoken.payee.payee if spoken.payee else "",
                 doubts | place_doubts, _used(spoken, [place] if place else []), word, place is not None)


def _sorted(words: Sequence[Found], lexicon: Lexicon, folded: str) -> _Sorted:
    places = _places(words, lexicon, folded)
    payee = next((word for word in words if word.payee), None)
    knows = payee is not None and lexicon.payees.get(payee.payee, _NO_HABIT).category is not None
    plain = [w for w in words if w.categories and not _says(w) and not (knows and w is payee)]
    is_verb = bool(plain) or len(places) > 1 or any(place.way is Way.REPAY for place in places)
    duals = [w for w in words if w.categories and _says(w)]
    as_verbs = [w for w in duals if is_verb or (w.phrase and w.phrase.verb is Verb.REFUND)]
    categories = [*plain, *(w for w in duals if w not in as_verbs)]
    verbs = [w for w in words if _says(w) and (w in as_verbs or not w.categories)]
    return _Sorted(places, tuple(categories), tuple(verbs), payee, _pays_someone(verbs, places, folded))


def _pays_someone(verbs: Sequence[Found], places: Sequence[_Place], folded: str) -> bool:
    """Whether a word that points to a target is followed by somebody no account is named after: 转给小李."""
    markers = {place.marker for place in places}
    pointing = [w for w in verbs if w.phrase and w.phrase.way is Way.TO and w not in markers]
    return any(folded[word.end:].lstrip()[:1].isalpha() for word in pointing)


def _says(word: Found) -> bool:
    return word.phrase is not None and word.phrase.verb is not None and not word.places and not word.payee


def _places(words: Sequence[Found], lexicon: Lexicon, folded: str) -> tuple[_Place, ...]:
    found: dict[int, _Place] = {}
    for at, word in enumerate(words):
        if word.places:
            account = lexicon.accounts[word.places[0]]
            before = words[at - 1] if at else None
            way = _way(before, word, account, folded)
            found.setdefault(account.account_id, _Place(word, account, way, before if way else None))
    return tuple(found.values())


def _way(before: Found | None, word: Found, account: Account, folded: str) -> Way | None:
    if before is None or before.phrase is None or folded[before.end:word.start].strip():
        return None
    way = before.phrase.way
    return None if way is Way.REPAY and account.kind is not Kind.LIABILITY else way


def _category(
    spoken: _Sorted, lexicon: Lexicon, folded: str, taken: Sequence[bool]
) -> tuple[int | None, Found | None, frozenset[str]]:
    """The category that fits what was said and its word; a guess where several do, or its word is part of another.

    A word whose category this person put right is no guess.
    """
    kinds = next(({_KIND[verb]} for verb in _KIND_SAID if spoken.said(verb)), {Kind.EXPENSE, Kind.INCOME})
    fits = {word: tuple(one for one in word.categories if lexicon.accounts[one].kind in kinds)
            for word in spoken.categories}
    words = [word for word, ids in fits.items() if ids]
    if not words:
        return None, None, frozenset({"category", "verb"} if spoken.categories else {"category"})
    best = max(words, key=lambda word: (word.is_taught, word.end - word.start, word.start))
    others = {one for word in words for one in fits[word]}
    is_guess = not best.is_taught and (len(others) > 1 or is_partial(best, folded, taken, JOINS))
    return fits[best][0], best, frozenset({"category"} if is_guess else ())


def _verb(
    spoken: _Sorted, category: Account | None, habit: PayeeHabit, signed: bool
) -> tuple[Verb, frozenset[str]]:
    sure, doubt = frozenset[str](), frozenset({"verb"})
    for verb in (Verb.REFUND, Verb.INCOME):
        if spoken.said(verb):
            return verb, doubt if spoken.said(Verb.TRANSFER) else sure
    is_marked = any(place.way in (Way.TO, Way.REPAY) for place in spoken.places)
    has_two = len(spoken.places) > 1
    if not spoken.categories and (spoken.said(Verb.TRANSFER) or has_two or is_marked):
        if spoken.payee and not has_two:
            return habit.verb, doubt
        is_sure = spoken.said(Verb.TRANSFER) and not spoken.pays_someone
        return Verb.TRANSFER, sure if is_sure or (has_two and is_marked) else doubt
    if category is not None:
        verb = Verb.INCOME if category.kind is Kind.INCOME else Verb.EXPENSE
        return verb, sure
    if spoken.payee and not spoken.said(Verb.EXPENSE):
        return habit.verb, sure
    return (Verb.INCOME, doubt) if signed else (Verb.EXPENSE, sure)


def _one_place(places: Sequence[_Place], verb: Verb) -> tuple[_Place | None, frozenset[str]]:
    """The account of anything but a transfer: the one the words point at, else the first."""
    if not places:
        return None, frozenset({"account"})
    way = Way.FROM if verb is Verb.EXPENSE else Way.TO
    place = next((one for one in places if one.way is way), places[0])
    is_guess = len(places) > 1 or len(place.word.places) > 1
    return place, frozenset({"account"} if is_guess else ())


def _transfer(spoken: _Sorted, lexicon: Lexicon, doubts: frozenset[str]) -> Roles:
    target = _target(spoken)
    source = next((p for p in spoken.places if p.way is Way.FROM and p is not target), None) or next(
        (p for p in spoken.places if p is not target), None)
    account, to = (place.word.places[0] if place else None for place in (source, target))
    if to is None and spoken.points(Way.CASH):
        cash = [one for one in _of_purpose(lexicon, Purpose.CASH) if one != account]
        to, doubts = (cash[0] if cash else None), doubts | ({"to"} if len(cash) > 1 else set())
    ends = (("account", account, source), ("to", to, target))
    missing = {name for name, value, place in ends
               if value is None or len(spoken.places) > 2 or (place and len(place.word.places) > 1)}
    used = _used(spoken, [place for place in (source, target) if place])
    return Roles(Verb.TRANSFER, None, account, to, "", doubts | missing, used)


def _target(spoken: _Sorted) -> _Place | None:
    """Where the money went: what a word points to, what was repaid or lent, else the second place named."""
    marked = [p for p in spoken.places if p.way in (Way.TO, Way.REPAY)]
    if marked:
        return marked[0]
    rest = [p for p in spoken.places if p.way is not Way.FROM]
    owed = [p for p in rest if p.account.purpose in (Purpose.RECEIVABLE, Purpose.SUPPLIER)
            or (spoken.points(Way.REPAY) and p.account.kind is Kind.LIABILITY)]
    if owed:
        return owed[0]
    if spoken.pays_someone:
        return None
    if spoken.points(Way.CASH) and len(rest) == 1 and rest[0].account.purpose is not Purpose.CASH:
        return None
    if len(rest) == len(spoken.places):
        after = [p for word in spoken.verbs if word.phrase and word.phrase.way is Way.TO
                 for p in rest if p.word.start > word.start]
        return after[-1] if after else rest[1] if len(rest) > 1 else None
    return rest[0] if rest else None


def _of_purpose(lexicon: Lexicon, purpose: Purpose) -> list[int]:
    return [one.account_id for one in lexicon.accounts.values() if one.purpose is purpose and not one.closed]


def _used(spoken: _Sorted, places: Iterable[_Place]) -> tuple[Found, ...]:
    chosen = [place.word for place in places]
    markers = [place.marker for place in places if place.marker is not None]
    payee = [spoken.payee] if spoken.payee else []
    return tuple(dict.fromkeys((*chosen, *markers, *spoken.verbs, *payee)))
