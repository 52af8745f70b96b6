"""A happening: one thing that was bought, earned or moved, as somebody would record it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ledger.domain.books.entry import Verb

EVENING = 21
"""Hour at which people record what they forgot to."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, in the keys of a scene's accounts, before there is a book to record it in.

    `minor` units of `currency` at a local hour and minute. `parts` divide it over categories or, for takings,
    over channels. `bought` is the other side of an exchange. `payer` and `shared_by` name members of a trip.
    `late` is how many days passed until `recorder` recorded it.
    """

    on: date
    hour: int
    minute: int
    verb: Verb
    minor: int
    currency: str
    account: str
    category: str | None = None
    to: str | None = None
    payee: str = ""
    note: str = ""
    recorder: str = ""
    late: int = 0
    parts: tuple[tuple[str, int], ...] = ()
    bought: tuple[int, str] | None = None
    payer: str | None = None
    shared_by: tuple[str, ...] = ()

    @property
    def recorded(self) -> datetime:
        """The local instant it was recorded at, without a zone."""
        hour = self.hour if not self.late else EVENING
        return datetime.combine(self.on + timedelta(days=self.late), time(hour, self.minute))


@dataclass(frozen=True, slots=True)
class Coming:
    """Something known to come (`income`) or go (`expense`, `transfer`): the day, and how it repeats.

    `target` is the category it is for or, of a transfer, the account it goes to. `repeats` is one of
    `planning.due.Repeats`, as text; one by a `rule` comes first on or after `next_day`.
    """

    name: str
    verb: str
    account: str
    target: str
    minor: int
    next_day: date
    repeats: str = "monthly"
    anchor: int = 1
    rule: str = ""
