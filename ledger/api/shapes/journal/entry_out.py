"""An entry as a program is answered: as it stands, with its lines, its home values and its version."""

from __future__ import annotations

from typing import Literal

from ledger.plumbing.api.shape import (
    Amount,
    AmountText,
    Count,
    CursorText,
    Day,
    DayText,
    Id,
    IdText,
    Instant,
    Limit,
    Line,
    Page,
    Shape,
    UnitText,
)


class ShareOut(Shape):
    """What one member bears of a line."""

    member: IdText
    amount: AmountText


class PostingOut(Shape):
    """One line; `home` is its value in the home currency, null while no rate is known."""

    account: IdText
    code: str
    amount: AmountText
    currency: UnitText
    home: AmountText | None
    payer: IdText | None
    beneficiary: IdText | None
    project: IdText | None
    quantity: str | None
    unit: str | None
    unit_price: str | None
    shares: list[ShareOut]
    party: IdText | None = None
    """Who owes it or is owed."""
    settles: IdText | None = None
    """The entry this line repays or gives back."""


class PartOut(Shape):
    """A category and its share."""

    category: IdText
    amount: AmountText


class OwedPartOut(Shape):
    """A part that somebody owes, by the number of who it is."""

    party: IdText
    amount: AmountText


class EntryOut(Shape):
    """An entry.

    `id` names the thing and stays through every amendment; `entry` names this version of it, `seq` the deed that
    wrote it. `status` is posted, pending or taken_back. The fields of the verb are null where only lines say it.
    `fields` are the answers to the scene's own questions.
    """

    id: IdText
    entry: IdText
    seq: int
    version: int
    status: Literal["posted", "pending", "taken_back"]
    visibility: str
    on: DayText
    verb: str
    amount: AmountText | None
    currency: UnitText | None
    category: IdText | None
    account: IdText | None
    to: IdText | None
    parts: list[PartOut]
    payee: str
    note: str
    rate: str | None
    rate_day: DayText | None
    home_currency: str
    postings: list[PostingOut]
    recorder: IdText | None
    recorded_at: Instant
    imported: IdText | None
    tags: list[str]
    fields: dict[str, str]
    owed: list[OwedPartOut] = []
    paid_by: IdText | None = None


class Entries(Page):
    """Entries that stand, newest first."""

    items: list[EntryOut]


class EntryQuery(Shape):
    """What is sought: every part that is given must hold. Bounds and days are both in. `known` as in every report."""

    q: Line = ""
    category: Id | None = None
    account: Id | None = None
    low: Amount | None = None
    high: Amount | None = None
    since: Day | None = None
    until: Day | None = None
    verb: Literal["expense", "income", "transfer", "refund", "takings", "opening", "exchange", "journal"] | None = None
    after: CursorText = ""
    limit: Limit = 50
    tag: Id | None = None
    project: Id | None = None
    payee: Id | None = None
    known: Line = ""


class VersionQuery(Shape):
    """`version` is the one that was read."""

    version: Count


class RestoreIn(Shape):
    """Which version shall stand again: the `entry` of it; the last that stood where it is left out.

    `version` is the one that stood when it was read, 0 for none: where another stands now, it is refused.
    """

    entry: Id | None = None
    version: int | None = None


class ChangeOut(Shape):
    """One deed in the life of an entry: who did it and when, and the entry it left standing, null where none."""

    seq: int
    at: Instant
    deed: str
    actor: IdText | None
    actor_kind: str
    changed: list[str]
    left: EntryOut | None


class History(Page):
    """The deeds of an entry, latest first."""

    items: list[ChangeOut]


class LogOut(Shape):
    """One row of a ledger's log. `ids` name what it was done to: of entries, the `id` that stays."""

    seq: int
    at: Instant
    actor: IdText | None
    actor_kind: str
    deed: str
    kind: str
    ids: list[IdText]
    batch: IdText | None
    hash: str


class Log(Page):
    """What happened after a sequence, oldest first; `next` is the sequence to go on after, null at the end."""

    items: list[LogOut]
    revision: int
