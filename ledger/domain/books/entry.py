"""An entry is one event in the books: two or more postings that sum to nothing, twice.

Once in every currency it touches, and once in the book's home currency at the rate locked that day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ledger.kernel.canonical import digest
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR, MINOR_MAX, POSTINGS_MAX
from ledger.kernel.money import AmountTooLarge, allot
from ledger.kernel.rate import convert

FORMAT = 1
"""Format of an entry's canonical content; old formats keep their reader."""


class Unbalanced(Invalid):
    """Postings that do not sum to nothing."""

    message = N_("These lines do not balance: %(residual)s %(currency)s is left over.")


class TooFewPostings(Invalid):
    """Fewer than two postings."""

    message = N_("An entry has at least two lines: where money came from and where it went.")


class TooManyPostings(Invalid):
    """More postings than one entry may hold."""

    message = N_("An entry holds at most %(limit)s lines. Record this as several entries.")


class NoAmount(Invalid):
    """An amount of nothing."""

    message = N_("Write how much. An amount of zero records nothing.")


class SameAccount(Invalid):
    """Money that goes from a place to the same place."""

    message = N_("Money cannot move from an account to the same account. Choose two.")


class DayOutOfRange(Invalid):
    """A day no ledger reaches."""

    message = N_("The day lies outside %(earliest)s to %(latest)s.")


class Verb(StrEnum):
    """What a person says the entry was."""

    EXPENSE = "expense"
    INCOME = "income"
    TRANSFER = "transfer"
    REFUND = "refund"
    TAKINGS = "takings"
    OPENING = "opening"
    EXCHANGE = "exchange"
    JOURNAL = "journal"


class Status(StrEnum):
    """Whether an entry counts, or waits for someone's word."""

    POSTED = "posted"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Posting:
    """`minor` units of `currency` into (+) or out of (−) an account.

    `home_minor` is its value in the book's home currency; None while no rate is known. `payer` and
    `beneficiary` are members; `quantity` is exact decimal text with its `unit` (kg, night, hour, litre). `party` is
    who owes it or is owed, by a payee's number; `receivable` the thing of the journal that it repays or gives back.
    """

    account_id: int
    minor: int
    currency: str
    home_minor: int | None = None
    payer: int | None = None
    beneficiary: int | None = None
    quantity: str | None = None
    unit: str | None = None
    project: int | None = None
    receivable: int | None = None
    shares: tuple[tuple[int, int], ...] = ()
    party: int | None = None

    def content(self) -> dict[str, Any]:
        """What is digested: only what says something, so that a field added later changes no old digest."""
        said = {
            "account": self.account_id, "minor": self.minor, "currency": self.currency, "payer": self.payer,
            "beneficiary": self.beneficiary, "quantity": self.quantity, "unit": self.unit,
            "project": self.project, "receivable": self.receivable, "shares": list(map(list, self.shares)) or None,
            "party": self.party,
        }
        return {name: value for name, value in said.items() if value is not None}


_PLAIN = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Words:
    """The personal words of an entry. They are erased with their salt; what remains is their digest.

    `fields` are the answers to the scene's own questions, by their keys.
    """

    payee: str = ""
    note: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.payee or self.note or self.fields)

    @property
    def sought(self) -> tuple[str, ...]:
        """The texts search finds an entry by: of the scene's answers, those with a word in them."""
        answers = (value for _, value in self.fields if any(c.isalpha() for c in value) and value not in _PLAIN)
        return (self.payee, self.note, *answers)

    def digest(self, salt: bytes) -> bytes | None:
        """SHA-256 of salt and words, or None where nothing was written."""
        said: dict[str, Any] = {"note": self.note, "payee": self.payee}
        if self.fields:
            said["fields"] = dict(self.fields)
        return digest(salt, said) if self else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One balanced event on a bookkeeping day. `tags` are numbers of words it is found by. Raises: what `check` raises.
    """

    on: date
    verb: Verb
    postings: tuple[Posting, ...]
    words: Words = field(default_factory=Words)
    status: Status = Status.POSTED
    visibility: str = "book"
    rate: str | None = None
    rate_day: date | None = None
    reverses: int | None = None
    replaces: int | None = None
    tags: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check(self)

    @classmethod
    def as_stored(cls, **fields: Any) -> Entry:
        """An entry as it stands in the rows, every field given and nothing checked: so that `verify` can name
        one that was tampered with, instead of failing to read it."""
        entry = object.__new__(cls)
        for name, value in fields.items():
            object.__setattr__(entry, name, value)
        return entry

    def content(self, words_digest: bytes | None) -> dict[str, Any]:
        """The canonical content that the log's digest covers. Home values are derived and left out."""
        said: dict[str, Any] = {
            "format": FORMAT, "on": self.on, "verb": str(self.verb), "status": str(self.status),
            "visibility": self.visibility, "postings": [posting.content() for posting in self.postings],
            "words": words_digest, "rate": self.rate, "rate_day": self.rate_day, "reverses": self.reverses,
            "replaces": self.replaces, "tags": sorted(self.tags) or None,
        }
        return {name: value for name, value in said.items() if value is not None}

    def reversed(self, entry_id: int) -> Entry:
        """The mirror of this entry, on its own day, pointing at it."""
        mirrored = tuple(
            replace(p, minor=-p.minor, home_minor=None if p.home_minor is None else -p.home_minor,
                    shares=tuple((member, -minor) for member, minor in p.shares))
            for p in self.postings
        )
        return replace(self, postings=mirrored, reverses=entry_id, replaces=None, words=Words(), tags=())


def check(entry: Entry) -> None:
    """The one domain check both doors use: one entry recorded, and a batch posted.

    Raises: DayOutOfRange, TooFewPostings, TooManyPostings, AmountTooLarge, NoAmount, Unbalanced.
    """
    if not EARLIEST_YEAR <= entry.on.year <= LATEST_YEAR:
        raise DayOutOfRange(earliest=EARLIEST_YEAR, latest=LATEST_YEAR, field="on")
    if len(entry.postings) < 2:
        raise TooFewPostings(field="postings")
    if len(entry.postings) > POSTINGS_MAX:
        raise TooManyPostings(limit=POSTINGS_MAX, field="postings")
    _check_amounts(entry.postings)
    for currency, residual in residuals(entry.postings).items():
        if residual:
            raise Unbalanced(residual=residual, currency=shown_code(currency), field="postings")


def residuals(postings: Sequence[Posting]) -> dict[str, int]:
    """What each currency's postings sum to; all zero in a balanced entry."""
    sums: dict[str, int] = {}
    for posting in postings:
        sums[posting.currency] = sums.get(posting.currency, 0) + posting.minor
    return sums


def with_home_values(
    postings: Sequence[Posting], home: str, rate_of: Callable[[str], Decimal | None]
) -> tuple[Posting, ...]:
    """The postings with `home_minor` allotted so that it, too, sums to nothing.

    In each currency the side into accounts and the side out of them are worth the same once-rounded sum, which
    largest remainder divides over the postings of that side. Without a rate the values stay None.
    """
    valued = list(postings)
    for currency in residuals(postings):
        rate = Decimal(1) if currency == home else rate_of(currency)
        if rate is None:
            continue
        for i, posting in enumerate(postings):
            if posting.currency == currency and posting.minor == 0:
                valued[i] = replace(posting, home_minor=0)
        for sign in (1, -1):
            side = [i for i, p in enumerate(postings) if p.currency == currency and p.minor * sign > 0]
            if not side:
                continue
            minors = [abs(postings[i].minor) for i in side]
            total = convert(sum(minors), currency, home, rate)
            for i, part in zip(side, allot(total, minors), strict=True):
                valued[i] = replace(postings[i], home_minor=sign * part)
    return tuple(valued)


def completed(entry: Entry, home: str, rate_of: Callable[[str], Decimal | None]) -> Entry:
    """The entry with home values where there were none and a rate is known now; what had one keeps it."""
    fresh = with_home_values(entry.postings, home, rate_of)
    both = zip(entry.postings, fresh, strict=True)
    return replace(entry, postings=tuple(new if was.home_minor is None else was for was, new in both))


def _check_amounts(postings: Sequence[Posting]) -> None:
    if any(abs(p.minor) > MINOR_MAX for p in postings):
        raise AmountTooLarge(field="amount")
    if all(p.minor == 0 for p in postings):
        raise NoAmount(field="amount")
