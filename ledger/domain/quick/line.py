"""What one typed line says: `昨天打车35.5支付宝 @出差 给妈妈`, `lunch 32 + coffee 18 wechat`.

Names that a word introduces are found first, then days and words, the longest wherever two overlap; then numbers in
what is left; then roles are given: the verb, the places, the category, the payee, the parts. What nothing claimed is
the note, as typed. Nothing is guessed in silence: every field that could be otherwise, or is missing, is named in
`unsure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ledger.domain.books.entry import Verb
from ledger.domain.quick.amounts import GLUED, MARKED, PLAIN, AmountFound, find_amounts
from ledger.domain.quick.days import DayFound, find_days, maybe_days
from ledger.domain.quick.lexicon import Found, Lexicon, choose
from ledger.domain.quick.marks import MARK, currency_of
from ledger.domain.quick.named import Named, find_beneficiary, find_payee, find_project, find_tags
from ledger.domain.quick.notes import note_of
from ledger.domain.quick.parts import Part, Split, find_split
from ledger.domain.quick.rates import RateFound, find_rate
from ledger.domain.quick.roles import Roles, roles_of
from ledger.domain.quick.spoken import find_spoken
from ledger.domain.quick.typed import Typed

COUNT_MAX = 99
"""The largest whole number that counts things rather than money where another number stands by."""

_PLURAL = re.compile(r" (?:[a-z]{2,}s|people|children)(?![a-z])(?![^0-9]*[+&,;])")
_JOINERS = ("+", "&", ",", ";")
_MARKED = re.compile(rf"[0-9一二两兩三四五六七八九十百千万萬] ?(?P<mark>{MARK})")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood. `account` is the source of a transfer and `to` its target.

    `amount_text` is what the field for amounts takes, arithmetic as typed. `rate` is home units for one unit of the
    currency, as canonical decimal text, "" where none was typed. `beneficiary` is for whom, and `for_whom` the words
    that said so; `parts` share the amount out, the first with the reading's own category.
    `word` is the folded word the category comes from; `is_placed` tells whether the line itself names the account.
    `unsure` names the fields that are missing or guesses: on, verb, amount, category, account, to, rate, project, for,
    parts.
    """

    on: date
    verb: Verb
    amount: Decimal | None
    amount_text: str
    currency: str
    category: int | None
    account: int | None
    to: int | None
    payee: str
    note: str
    unsure: frozenset[str]
    rate: str = ""
    project: str = ""
    beneficiary: str = ""
    for_whom: str = ""
    parts: tuple[Part, ...] = ()
    word: str = ""
    is_placed: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Names:
    """What introduced names say: the projects, the people it was for, the payee, the rate and the tags."""

    projects: list[Named]
    people: list[Named]
    payee: Named | None
    rate: RateFound | None
    tags: list[Named]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The stretches that the first of each claims."""
        named = (*self.projects[:1], *self.people[:1], *([self.payee] if self.payee else []), *self.tags)
        return [*((one.start, one.end) for one in named), *([(self.rate.start, self.rate.end)] if self.rate else [])]

    @property
    def doubts(self) -> set[str]:
        """Which of them could be otherwise."""
        doubts = {"project"} if len(self.projects) > 1 else set()
        return doubts | ({"for"} if len(self.people) > 1 or any(not one.sure for one in self.people) else set())


def read_line(text: str, today: date, lexicon: Lexicon) -> Reading:
    """The reading of any text; text in which nothing is understood is a note."""
    line = Typed.of(text)
    taken = [False] * len(line.folded)
    every = _beside_marks(line, lexicon.find(line.folded), lexicon.home_currency)
    names = _names(line, lexicon)
    _take(taken, names.spans)
    days, words = _days_and_words(line, today, every, taken)
    found, day, doubts = _amounts_and_day(line, today, lexicon, taken, days)
    split = find_split(line.folded, found, words, lexicon, taken)
    amount = split.whole if split else _best([one for one in found if one.value is not None])
    if not split and (amount is None or not _is_only(amount, found)):
        doubts |= {"amount"}
    said = [*words, Found(names.payee.start, names.payee.end, payee=names.payee.name)] if names.payee else words
    roles = roles_of(sorted(said, key=lambda one: one.start), lexicon, line.folded, taken,
                     signed=_is_signed(line, amount), spare=_within(every, names))
    split = None if roles.verb is Verb.TRANSFER and split and split.parts else split
    return _reading(line, today, lexicon, names, day, amount, split, roles, doubts | names.doubts)


def _reading(
    line: Typed, today: date, lexicon: Lexicon, names: _Names, day: DayFound | None, amount: AmountFound | None,
    split: Split | None, roles: Roles, doubts: set[str],
) -> Reading:
    parts = split.parts if split else ()
    doubts = doubts | roles.unsure
    if parts:
        doubts = (doubts - {"category"}) | (set() if split and split.sure else {"parts"})
        doubts |= {"category"} if parts[0].category is None else set()
    if names.rate and (amount is None or amount.currency == lexicon.home_currency):
        doubts = doubts | {"rate"}
    whom = names.people[0] if names.people else None
    if whom and roles.verb is Verb.TRANSFER and roles.to is None:
        doubts = doubts | {"verb"}
    claimed = [*names.spans, *((one.start, one.end) for one in (day, amount, *roles.used) if one is not None)]
    return Reading(
        on=day.day if day else today, verb=roles.verb,
        amount=amount.value if amount else None, amount_text=amount.text if amount else "",
        currency=amount.currency if amount else lexicon.home_currency,
        category=parts[0].category if parts else roles.category, account=roles.account, to=roles.to,
        payee=roles.payee,
        note=note_of(line, [*claimed, *(split.claims if split else ())], roles.category_names(lexicon)),
        unsure=frozenset(doubts), rate=names.rate.rate if names.rate else "",
        project=names.projects[0].name if names.projects else "",
        beneficiary=whom.name if whom else "", for_whom=line.text[whom.start:whom.end].strip() if whom else "",
        parts=parts, word=line.folded[roles.word.start:roles.word.end] if roles.word and not parts else "",
        is_placed=roles.is_placed, tags=tuple(dict.fromkeys(one.name for one in names.tags)),
    )


def _names(line: Typed, lexicon: Lexicon) -> _Names:
    """The names a line introduces, no two of the same stretch."""
    rate = find_rate(line, lexicon.home_currency)
    projects, tags = find_project(line, lexicon.projects), find_tags(line, lexicon.tags)
    people = find_beneficiary(line, lexicon.people, lexicon.words)
    payee = find_payee(line, lexicon.payee_names, lexicon.is_place)
    others = _Names(projects, people, None, rate, tags).spans
    if payee and any(payee.start < end and start < payee.end for start, end in others):
        payee = None
    return _Names(projects, people, payee, rate, tags)


def _take(taken: list[bool], spans: Iterable[tuple[int, int]]) -> None:
    for start, end in spans:
        taken[start:end] = [True] * (end - start)


def _within(words: Iterable[Found], names: _Names) -> list[Found]:
    """Known words inside the name of somebody, which still say what for: 爸妈, Starbucks."""
    people = [*names.people[:1], *([names.payee] if names.payee else [])]
    return [word for word in words if any(one.start <= word.start and word.end <= one.end for one in people)]


def _days_and_words(
    line: Typed, today: date, words: list[Found], taken: list[bool]
) -> tuple[list[DayFound], list[Found]]:
    """Days and words that do not overlap: the longer wins, a name of the book before a day of its length."""
    days = []
    for day in sorted(find_days(line.folded, today), key=lambda one: (one.start - one.end, one.start)):
        length = day.end - day.start
        rivals = (w for w in words if w.start < day.end and day.start < w.end and w.phrase is None)
        if any(taken[day.start:day.end]) or any(w.end - w.start >= length for w in rivals):
            continue
        taken[day.start:day.end] = [True] * length
        days.append(day)
    return sorted(days, key=lambda one: one.start), choose(words, taken, line.folded)


def _amounts_and_day(
    line: Typed, today: date, lexicon: Lexicon, taken: list[bool], days: list[DayFound]
) -> tuple[list[AmountFound], DayFound | None, set[str]]:
    """Numbers and the day of a line; the places of numbers that may be its amount are taken."""
    spoken = find_spoken(line, taken, lexicon.home_currency)
    _take(taken, ((one.start, one.end) for one in spoken))
    found = sorted([*spoken, *find_amounts(line, taken, lexicon.home_currency)], key=lambda one: one.start)
    doubts = {"on"} if len({day.day for day in days}) > 1 or any(not day.sure for day in days) else set()
    day = days[0] if days else None
    if day is None:
        maybe = [one for one in maybe_days(line.folded, today)
                 if not any(taken[one.start:one.end]) and not _is_added(line.folded, one)]
        day, found, doubts = _settle(maybe, found)
    found = _without_counts(line, found)
    _take(taken, ((one.start, one.end) for one in found if one.rank >= PLAIN))
    return found, day, doubts


def _without_counts(line: Typed, found: list[AmountFound]) -> list[AmountFound]:
    """The numbers, those that count the plural thing after them less like money, where another is the amount."""
    def counts(one: AmountFound) -> bool:
        is_small = one.rank == PLAIN and one.value is not None and one.value == int(one.value) <= COUNT_MAX
        is_added = line.folded[:one.start].rstrip()[-1:] in _JOINERS
        return is_small and not is_added and _PLURAL.match(line.folded, one.end) is not None

    counted = [one for one in found if counts(one)]
    if not any(one.rank >= PLAIN and one not in counted for one in found):
        return found
    return [replace(one, rank=GLUED) if one in counted else one for one in found]


def _is_added(folded: str, day: DayFound) -> bool:
    """Whether 9.5 stands among numbers that are added up, and so is no fifth of September."""
    is_dotted, before = "." in folded[day.start:day.end], folded[:day.start].strip()
    return is_dotted and bool(before) and any(one in folded for one in _JOINERS)


def _beside_marks(line: Typed, words: Iterable[Found], home: str) -> list[Found]:
    """The words, but for those that begin with the currency of a number: the yen of "980 yen cash" are money."""
    marks = {match.start("mark"): match.end("mark") for match in _MARKED.finditer(line.folded)
             if currency_of(line.text[match.start("mark"):match.end("mark")], match["mark"], home)}
    return [one for one in words if one.end <= marks.get(one.start, one.end)]


def _settle(
    maybe: list[DayFound], found: list[AmountFound]
) -> tuple[DayFound | None, list[AmountFound], set[str]]:
    """Whether 11/20 is a day or a sum: a day where another number is the amount, or it is none itself."""
    for day in maybe:
        rivals = [one for one in found if one.start < day.end and day.start < one.end]
        others = [one for one in found if one not in rivals]
        if any(one.rank == MARKED for one in rivals):
            continue
        if any(one.rank >= PLAIN for one in others) or all(one.value is None for one in rivals):
            return day, others, set() if day.sure else {"on"}
        if any(mark in rivals[0].text for mark in "/-"):
            return None, found, {"on", "amount"}
    return None, found, set()


def _best(found: list[AmountFound]) -> AmountFound | None:
    """The number most like money; among equals the largest, then the last."""
    def likeness(one: AmountFound) -> tuple[int, Decimal, int]:
        return one.rank, one.value or Decimal(0), one.start

    return max(found, key=likeness, default=None)


def _is_only(amount: AmountFound, found: list[AmountFound]) -> bool:
    rivals = [one for one in found if one.rank == amount.rank and one.value is not None]
    return amount.rank >= PLAIN and len(rivals) <= 1


def _is_signed(line: Typed, amount: AmountFound | None) -> bool:
    """Whether the amount was typed with a plus of its own: +500."""
    before = line.folded[:amount.start].rstrip() if amount else ""
    return before.endswith("+")
