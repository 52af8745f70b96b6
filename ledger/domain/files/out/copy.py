"""A book as it is taken along: its accounts, its entries as they now stand, and the sums the ledger keeps of them.

The neutral shape that every form is written from. Entries come one by one, so that a copy of a million costs no more
memory than one of ten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ledger.domain.books.account import Kind

Say = Callable[..., str]
"""Says a message with its facts in the language of the copy."""

Held = Mapping[tuple[int, str], int]
"""Minor units by account and currency."""


@dataclass(frozen=True, slots=True)
class AccountCopy:
    """An account: `name` is in the language of the copy, `code` the same in all of them."""

    account_id: int
    code: str
    kind: Kind
    name: str
    currency: str | None = None
    is_liquid: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class LineCopy:
    """One line: minor units into (+) or out of (−) an account, and their worth at home (None while no rate is known).

    `payer`, `beneficiary` and those of `shares` are members' names, "" where there is none; `party` is who owes it or
    is owed, `settles` the identifier of the entry it repays or gives back.
    """

    account_id: int
    minor: int
    currency: str
    home_minor: int | None
    payer: str = ""
    beneficiary: str = ""
    quantity: str = ""
    unit: str = ""
    project: str = ""
    shares: tuple[tuple[str, int], ...] = ()
    party: str = ""
    settles: str = ""


@dataclass(frozen=True, slots=True)
class EntryCopy:
    """One entry as it now stands. `thing` is the identifier it keeps through every correction, `fields` the answers to
    the scene's own questions by their keys, `papers` the SHA-256 (hex) of each file attached to it."""

    thing: str
    version: int
    on: date
    verb: str
    payee: str
    note: str
    lines: tuple[LineCopy, ...]
    is_pending: bool = False
    is_private: bool = False
    recorder: str = ""
    rate: str = ""
    rate_day: date | None = None
    tags: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookCopy:
    """What a copy says before its entries. `made_on` is its day, `begins` that of its first entry or before.

    `kept` are the sums the ledger keeps of every posted entry in the copy: not added up from the entries, so that
    another program can find them right or wrong.
    """

    name: str
    home: str
    made_on: date
    begins: date
    accounts: Sequence[AccountCopy]
    kept: Held
    say: Say


@dataclass(slots=True)
class Tally:
    """What went by while a copy was written. `guarded` counts texts a spreadsheet would have taken for formulas."""

    entries: int = 0
    lines: int = 0
    guarded: int = 0


@dataclass(slots=True)
class Closing:
    """What a copy ends with: the sums the ledger keeps and, on top, those of the entries that wait.

    Nothing is kept of an entry that waits, but other programs count it; so these alone are added up here.
    """

    after: date
    held: dict[tuple[int, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, copy: BookCopy) -> Closing:
        """The closing of a copy no entry of which went by yet."""
        return cls(copy.begins, dict(copy.kept))

    def pass_by(self, entry: EntryCopy) -> None:
        """Let an entry go by."""
        self.after = max(self.after, entry.on)
        for line in entry.lines if entry.is_pending else ():
            key = line.account_id, line.currency
            self.held[key] = self.held.get(key, 0) + line.minor

    @property
    def on(self) -> date:
        """The day after the last entry, on which the sums hold."""
        return self.after + timedelta(days=1)
