"""What comes in through the door: a draft in the ledger's words, recorded by a person with one tap or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.kernel.terms import LoanTerms


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to open. `key` is how the lines of the same proposal speak of it; `names` are by language."""

    key: str
    kind: str
    purpose: str
    names: dict[str, str]
    icon: str = "bank"
    loan: LoanTerms | None = None


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """`minor` units of the book's home currency into (+) or out of (−) an account: its number, or a key."""

    account: int | str
    minor: int


@dataclass(frozen=True, slots=True)
class ProposedEntry:
    """An entry to record on a day; its lines sum to nothing."""

    on: date
    note: str
    lines: tuple[ProposedLine, ...]


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """A planned transfer: every month from `first` to `last`, `minor` units from one account into another."""

    name: str
    minor: int
    first: date
    last: date
    source: int | str
    target: int | str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft for a book: what it is called, where it came from, and all that recording it would do."""

    title: str
    origin: str
    origin_id: int
    accounts: tuple[NewAccount, ...] = ()
    entries: tuple[ProposedEntry, ...] = ()
    items: tuple[ProposedItem, ...] = ()
