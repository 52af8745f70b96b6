"""What leaves the books through the door: figures without names, and the entries behind each of them.

All amounts are minor units of the book's home currency, at the value kept when they were recorded. Numbers of
accounts and payers are opaque: they tell one from another and nothing else. Flows, kinds and purposes are the
ledger's own words (`income`, `essential`, `card` …). Fields are added here, never re-meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.kernel.terms import CardTerms, LoanTerms

Entries = tuple[int, ...]
"""Ids of the entries behind a figure: only pages of the people in the book resolve them."""


@dataclass(frozen=True, slots=True)
class DayFlow:
    """What came in and went out on a day with one meaning, on the side of the categories.

    `flow` is `income`, `essential`, `other` or `cost_of_credit`, and `purpose` the category's. Income is
    `in_minor`; refunds of spending are `in_minor` of the spending's flow.
    """

    day: date
    flow: str
    purpose: str
    in_minor: int
    out_minor: int
    entries: Entries


@dataclass(frozen=True, slots=True)
class Move:
    """One movement on a place: `minor` into it (+) or out of it (−); on a debt, − is owed more.

    `against` is the purpose of what stood against the most of it.
    """

    day: date
    minor: int
    flow: str
    against: str
    entry: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A card's statement: owed at its closing day, due later, and what was paid in between (`(closed_on, due_on]`).

    `minimum` is what the terms ask; `charged` the interest and fees booked since the statement before.
    """

    closed_on: date
    due_on: date
    balance: int
    minimum: int
    paid: int
    charged: int
    payments: Entries
    charges: Entries


@dataclass(frozen=True, slots=True)
class Place:
    """An account money can be in or owed on.

    `began` is the balance before the first of `moves`. `statements` and `card` belong to cards, oldest first, only
    those already due or closed; `loan` to loans. `stated_on` is the last day a person stated its balance, by
    what it held at the start or by a check, and `gap_minor` how far the books are from it as known at the revision.
    """

    number: int
    kind: str
    purpose: str
    is_liquid: bool
    began: int
    moves: tuple[Move, ...]
    card: CardTerms | None = None
    loan: LoanTerms | None = None
    statements: tuple[Statement, ...] = ()
    stated_on: date | None = None
    gap_minor: int = 0

    def balance_on(self, day: date) -> int:
        """The balance at the end of a day."""
        return self.began + sum(move.minor for move in self.moves if move.day <= day)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money from a payer on a day."""

    day: date
    minor: int
    entry: int


@dataclass(frozen=True, slots=True)
class Payer:
    """Somebody money comes from, by an opaque number: what they paid, oldest first."""

    number: int
    purpose: str
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """A planned item's turn: money that comes (+) or goes (−) on a day. `into` is the account a transfer goes to.

    `item` is the item's number, opaque; None where it is not told.
    """

    day: date
    minor: int
    purpose: str
    account: int
    into: int | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A receivable (+) or payable (−) still open: since when, due when if known, from whom by opaque number."""

    number: int
    since: date
    due: date | None
    minor: int
    entries: Entries


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts that gates Q1–Q5 are reckoned from, over the `window_days` before the day.

    `lags` are days between happening and recording, one for each entry of the window, 0 where a bank's file
    proves the row. `unvalued` entries wait for a rate and are in no figure. `settles_on` is the first day on which
    nothing imported or back-dated within the last seven days is left, or None where nothing is (credit.md E24).
    """

    window_days: int
    days_recorded: int
    last_recorded_for: date | None
    lags: tuple[int, ...]
    imported_rows: int
    doubled_rows: int
    unvalued: int
    settles_on: date | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A book's figures on a day, as they were known at a revision of its log.

    `began_on` is the day of the first entry. Lists are ordered by day. `coming` reaches 400 days ahead.
    """

    book: int
    revision: int
    on: date
    scene: str
    currency: str
    began_on: date | None
    flows: tuple[DayFlow, ...]
    places: tuple[Place, ...]
    payers: tuple[Payer, ...]
    coming: tuple[Coming, ...]
    open_items: tuple[OpenItem, ...]
    quality: Quality
