"""What one typed line says: `昨天打车35.5支付宝`, `lunch 32+6 wechat`.

Days and words are found first, the longest wherever two overlap; then numbers in what is left; then roles are
given: the verb, the places, the category, the payee. What nothing claimed is the note, as typed. Nothing is
guessed in silence: every field that could be otherwise, or is missing, is named in `unsure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger.domain.books.entry import Verb
from ledger.domain.quick.amounts import MARKED, PLAIN, AmountFound, find_amounts
from ledger.domain.quick.days import DayFound, find_days, maybe_days
from ledger.domain.quick.lexicon import Found, Lexicon, choose
from ledger.domain.quick.notes import note_of
from ledger.domain.quick.roles import roles_of
from ledger.domain.quick.typed import Typed


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood. `account` is the source of a transfer and `to` its target.

    `amount_text` is what the field for amounts takes, arithmetic as typed. `unsure` names the fields that are
    missing or guesses: on, verb, amount, category, account, to.
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


def read_line(text: str, today: date, lexicon: Lexicon) -> Reading:
    """The reading of any text; text in which nothing is understood is a note."""
    line = Typed.of(text)
    taken = [False] * len(line.folded)
    days, words = _days_and_words(line, today, lexicon, taken)
    amount, day, doubts = _amount_and_day(line, today, lexicon, taken, days)
    roles = roles_of(words, lexicon, line.folded, taken, signed=_is_signed(line, amount))
    claimed = [(one.start, one.end) for one in (day, amount, *roles.used) if one is not None]
    return Reading(
        on=day.day if day else today,
        verb=roles.verb,
        amount=amount.value if amount else None,
        amount_text=amount.text if amount else "",
        currency=amount.currency if amount else lexicon.home_currency,
        category=roles.category, account=roles.account, to=roles.to, payee=roles.payee,
        note=note_of(line, claimed, roles.category_names(lexicon)),
        unsure=roles.unsure | doubts,
    )


def _days_and_words(
    line: Typed, today: date, lexicon: Lexicon, taken: list[bool]
) -> tuple[list[DayFound], list[Found]]:
    """Days and words that do not overlap: the longer wins, a name of the book before a day of its length."""
    words = list(lexicon.find(line.folded))
    days = []
    for day in sorted(find_days(line.folded, today), key=lambda one: (one.start - one.end, one.start)):
        length = day.end - day.start
        rivals = (w for w in words if w.start < day.end and day.start < w.end and w.phrase is None)
        if any(taken[day.start:day.end]) or any(w.end - w.start >= length for w in rivals):
            continue
        taken[day.start:day.end] = [True] * length
        days.append(day)
    return sorted(days, key=lambda one: one.start), choose(words, taken, line.folded)


def _amount_and_day(
    line: Typed, today: date, lexicon: Lexicon, taken: list[bool], days: list[DayFound]
) -> tuple[AmountFound | None, DayFound | None, frozenset[str]]:
    found = find_amounts(line, taken, lexicon.home_currency)
    doubts = {"on"} if len({day.day for day in days}) > 1 or any(not day.sure for day in days) else set()
    day = days[0] if days else None
    if day is None:
        maybe = [one for one in maybe_days(line.folded, today) if not any(taken[one.start:one.end])]
        day, found, doubts = _settle(maybe, found)
    amount = _best([one for one in found if one.value is not None])
    if amount is None or not _is_only(amount, found):
        doubts.add("amount")
    return amount, day, frozenset(doubts)


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

