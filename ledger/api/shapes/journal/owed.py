"""What is owed as a program sees it, and what settles it, gives it back or claims it."""

from __future__ import annotations

from pydantic import ConfigDict

from ledger.api.shapes.journal.entry_in import GotIn
from ledger.api.shapes.journal.entry_out import EntryOut
from ledger.plumbing.api.shape import (
    Amount,
    AmountText,
    Currency,
    Day,
    DayText,
    Id,
    IdText,
    Key,
    Line,
    Named,
    Note,
    Page,
    Shape,
    Version,
)


class SettledOut(Shape):
    """A part that was settled: by which entry, when, how much."""

    entry: IdText
    on: DayText
    amount: AmountText


class OpenItemOut(Shape):
    """One entry's part of a debt: what it came to and what is left, signed as the debt; what settled it so far."""

    entry: IdText
    on: DayText
    amount: AmountText
    left: AmountText
    project: IdText | None
    settled: list[SettledOut]


class DebtOut(Shape):
    """What one person owes (above zero) or is owed (below), on one account in one currency; oldest item first.

    `party` is null where it is nobody in particular; `name` is null for nobody and where it was erased.
    """

    party: IdText | None
    name: str | None
    account: IdText
    currency: str
    open: AmountText
    since: DayText
    items: list[OpenItemOut]


class Debts(Page):
    """Everything open, by person."""

    items: list[DebtOut]


class _OfDebt(Shape):
    party: Id | None = None
    account: Named
    """The account the debt is kept on."""
    currency: Currency | None = None
    amount: Amount | None = None
    """How much of the debt; all of it where left out."""
    entries: list[Id] = []
    """The entries it is for; all of them, the oldest first, where none is named."""
    on: Day | None = None
    rate: Amount | None = None
    client_key: Key = ""


class SettlementIn(_OfDebt):
    """A debt that was paid, into or out of `place`; `got` is what arrived or went in another currency."""

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"party": "0c0000000000a", "account": "asset:receivable:friends", "place": "asset:wallet:wechat",
         "amount": "150.00", "got": {"amount": "3100", "currency": "JPY"}, "rate": "0.0477"},
    ]})

    place: Named
    got: GotIn | None = None
    note: Line = ""


class ForgivenIn(_OfDebt):
    """A debt that is let be: spent on a category from now on, or lowering it where the ledger owed."""

    category: Named


class RefundIn(Shape):
    """Money that came back for an entry, into `place`; `category` or `party` name the part of a split it is of.

    `more` lets it be more than was paid.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"amount": "40.00", "place": "asset:wallet:wechat", "category": "expense:daily", "on": "2026-12-01"},
    ]})

    amount: Amount
    place: Named
    category: Named | None = None
    party: Id | None = None
    on: Day | None = None
    got: GotIn | None = None
    rate: Amount | None = None
    note: Note = ""
    more: bool = False
    client_key: Key = ""


class ClaimedEntryIn(Shape):
    """An entry and the version that was read."""

    entry: Id
    version: Version


class ClaimIn(Shape):
    """Expenses that somebody pays back: each is amended, so that it is counted once."""

    entries: list[ClaimedEntryIn]
    by: Named
    project: Line = ""


class Claimed(Shape):
    """The entries as they now stand."""

    count: int
    items: list[EntryOut]
