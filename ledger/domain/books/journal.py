"""The journal: what is asked of it, where one stands in it, and how an entry is shown as one line.

An entry is shown once, as it now stands. Its line says what happened in a person's words: money spent,
received or moved, never debit and credit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.entry import Entry, Posting, Status, Verb, Words
from ledger.domain.books.search import folded
from ledger.domain.papers.measure import measured
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money

_RUN = re.compile(r"[^\W_]+")
_MOVES = frozenset({Verb.TRANSFER, Verb.EXCHANGE})


@dataclass(frozen=True, slots=True)
class JournalQuery:
    """What is sought: every part that is given must hold.

    `low` and `high` bound the magnitude of one posting, in whole units of its own currency, both in; `since`
    and `until` are days, both in. `category` and `account` are account ids, `tag`, `project`, `payee` those of names.
    """

    text: str = ""
    category: int | None = None
    account: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    since: date | None = None
    until: date | None = None
    verb: Verb | None = None
    tag: int | None = None
    project: int | None = None
    payee: int | None = None

    def __bool__(self) -> bool:
        return self != JournalQuery()

    @property
    def accounts(self) -> tuple[int, ...]:
        """The accounts and categories an entry must touch."""
        return tuple(one for one in (self.category, self.account) if one is not None)

    @property
    def is_summed(self) -> bool:
        """Whether kept sums say how much it comes to: one account or category, days, and nothing else."""
        others = {self.verb, self.low, self.high, self.tag, self.project, self.payee}
        return len(self.accounts) == 1 and not self.text and others == {None}


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the journal: just after this entry, on the way back in time."""

    on: date
    entry_id: int

    def __str__(self) -> str:
        return f"{self.on.isoformat()}.{id_text(self.entry_id)}"


def read_cursor(text: str) -> Cursor | None:
    """The place a text names; None for no text. Raises: Missing, since a wrong address names nothing."""
    if not text:
        return None
    day, _, entry = text.partition(".")
    try:
        return Cursor(date.fromisoformat(day), read_id(entry))
    except ValueError:
        raise Missing() from None


def says(words: Words, text: str) -> bool:
    """Whether words hold every run of letters and digits of a text; of a text without any, all of it."""
    said, asked = folded("\n".join(words.sought)), folded(text).strip()
    return all(run in said for run in _RUN.findall(asked) or [asked])


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as one line of the journal.

    `sign` is how the money filter writes `amount`: auto (spent), plus (received), move. `others` are amounts
    in further currencies; of an exchange, what was given. `what` are the categories, or what took their
    place; `places` where the money was, and `target` where it moved to.
    """

    icon: str
    sign: str
    amount: Money
    others: tuple[Money, ...]
    what: tuple[Account, ...]
    places: tuple[Account, ...]
    target: tuple[Account, ...] = ()

    @property
    def is_move(self) -> bool:
        """Whether money only changed its place."""
        return self.sign == "move"


def line_of(entry: Entry, known: Mapping[int, Account]) -> Line:
    """How an entry is shown, by its verb; every account of its postings must be known."""
    if entry.verb is Verb.OPENING:
        return _opening(entry, known)
    what = _what(entry, known)
    amounts = _totals(what, -1)
    if entry.verb in _MOVES or not amounts:
        return _move(entry, known)
    shown = _accounts(what, known)
    places = _accounts([p for p in entry.postings if p not in what], known)
    icon = "undo-2" if entry.verb is Verb.REFUND else shown[0].icon
    return Line(icon, "plus" if amounts[0].minor > 0 else "auto", amounts[0], amounts[1:], shown, places)


def is_valued(entry: Entry) -> bool:
    """Whether every posting has its value in the home currency."""
    return all(posting.home_minor is not None for posting in entry.postings)


def parts_of(entry: Entry, known: Mapping[int, Account]) -> tuple[tuple[Account, Money], ...]:
    """What an entry was made of, signed as its line: the parts in a currency add up to the amount shown."""
    if entry.verb is Verb.TRANSFER and any(known[p.account_id].is_category for p in entry.postings):
        into = [p for p in entry.postings if p.minor > 0]
        return tuple((known[p.account_id], Money(p.minor, p.currency)) for p in into)
    return tuple((known[p.account_id], Money(-p.minor, p.currency)) for p in _what(entry, known))


ANSWER = "fields."
"""What the name of a fact begins with that answers a question of the scene's own; its key follows."""

Facts = dict[str, object]
"""What an entry says, by the name of the form field that says it: days, money, accounts, words."""


def facts_of(entry: Entry, known: Mapping[int, Account]) -> Facts:
    """What an entry says, for comparing two versions and for showing one; what says nothing is left out."""
    line = line_of(entry, known)
    parts = parts_of(entry, known)
    said: Facts = {
        "on": entry.on,
        "verb": entry.verb,
        "amount": (_unsigned(line.amount), *map(_unsigned, line.others)),
        "category": line.what,
        "parts": parts if len(parts) > 1 else (),
        "account": line.places,
        "to": line.target,
        "payee": entry.words.payee,
        "note": entry.words.note,
        "rate": entry.rate or "",
        **_details(entry.postings),
        "tags": entry.tags,
        **{f"{ANSWER}{key}": value for key, value in entry.words.fields},
        "status": entry.status if entry.status is Status.PENDING else "",
        "visibility": "" if entry.visibility == "book" else entry.visibility,
    }
    return {name: value for name, value in said.items() if value not in ("", ())}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two versions; None where a version does not say it."""

    field: str
    before: object | None
    after: object | None


def changes(before: Facts, after: Facts) -> tuple[Change, ...]:
    """What differs, field by field, in the order the fields are shown."""
    names = [*after, *(name for name in before if name not in after)]
    return tuple(
        Change(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    )


def _details(postings: Sequence[Posting]) -> Facts:
    """Who paid, whom it was for, its projects, who bears what, how much of what: ids and quantities."""
    quantities = [measured(p.quantity, p.unit, p.minor, p.currency) for p in postings if p.quantity]
    return {
        "payer": tuple(dict.fromkeys(p.payer for p in postings if p.payer is not None)),
        "for": tuple(dict.fromkeys(p.beneficiary for p in postings if p.beneficiary is not None)),
        "project": tuple(dict.fromkeys(p.project for p in postings if p.project is not None)),
        "shares": tuple((member, Money(minor, p.currency)) for p in postings for member, minor in p.shares),
        "quantity": tuple(dict.fromkeys(quantities)),
    }


def _what(entry: Entry, known: Mapping[int, Account]) -> list[Posting]:
    """The postings that say what it was: categories, and of something spent also what is owed back for it."""
    categories = [p for p in entry.postings if known[p.account_id].is_category]
    if entry.verb is Verb.REFUND:
        return [*categories, *(p for p in entry.postings if p.minor < 0 and p.party and p not in categories)]
    if entry.verb is not Verb.EXPENSE:
        return categories
    return [*categories, *(p for p in entry.postings if p.minor > 0 and p not in categories)]


def _move(entry: Entry, known: Mapping[int, Account]) -> Line:
    """Money from place to place, what it cost on the way counted in; what passes through the exchange account is left
    out."""
    at_places = _besides_equity(entry, known)
    into, out = [p for p in at_places if p.minor > 0], [p for p in at_places if p.minor < 0]
    reached = [p for p in at_places if p.minor >= 0 and known[p.account_id].is_place] or into
    amounts = _totals(into or out, 1)
    given = tuple(_unsigned(money) for money in _totals(out, 1) if money.currency != amounts[0].currency)
    return Line(
        "arrow-right-left",
        "move",
        _unsigned(amounts[0]),
        (*map(_unsigned, amounts[1:]), *given),
        (),
        _accounts(out or into, known),
        _accounts(reached, known) if out else (),
    )


def _opening(entry: Entry, known: Mapping[int, Account]) -> Line:
    held = _besides_equity(entry, known)
    amounts, places = _totals(held, 1), _accounts(held, known)
    if not amounts:
        return _move(entry, known)
    return Line(places[0].icon, "auto", amounts[0], amounts[1:], (), places)


def _besides_equity(entry: Entry, known: Mapping[int, Account]) -> list[Posting]:
    return [p for p in entry.postings if known[p.account_id].kind is not Kind.EQUITY] or list(entry.postings)


def _totals(postings: Sequence[Posting], sign: int) -> tuple[Money, ...]:
    """The sum in each currency, in the order they come; what comes to nothing is left out."""
    sums: dict[str, int] = {}
    for posting in postings:
        sums[posting.currency] = sums.get(posting.currency, 0) + sign * posting.minor
    return tuple(Money(minor, currency) for currency, minor in sums.items() if minor)


def _accounts(postings: Sequence[Posting], known: Mapping[int, Account]) -> tuple[Account, ...]:
    return tuple(known[account_id] for account_id in dict.fromkeys(p.account_id for p in postings))


def _unsigned(money: Money) -> Money:
    return Money(abs(money.minor), money.currency)
