"""What a person wants to be reminded of, when and how; nothing of it until they say so.

Hours are those of the person's own zone. An hour that a change of the clocks leaves out counts from the first instant
after it, one that comes twice from its first coming; on a day without any of its hours left there is no reminder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from ledger.kernel.errors import N_, Invalid

HOURS = 24
DAYS_MAX = 14
"""How many days ahead something that falls due may be told."""

_LOOK_AHEAD = 4
"""Days looked at for the next reminder: no zone leaves out more than one in a row."""


class Kind(StrEnum):
    """What a reminder is about: writing down the day, or what falls due."""

    RECORD = "record"
    DUE = "due"


class NoWay(Invalid):
    """Reminders wanted by no way at all."""

    message = N_("Choose how you want to be reminded.")


class HourIsQuiet(Invalid):
    """A reminder asked for in one's own quiet hours."""

    message = N_("This is within your quiet hours.")


@dataclass(frozen=True, slots=True)
class Wishes:
    """One person's reminders. `books` are those they are about, none meaning all; hours are 0 to 23.

    From `quiet_from` up to, but not including, `quiet_to` nothing is sent; the same hour twice means no quiet.
    Before the day `paused_until` nothing is sent either. `version` rises with every change.
    """

    record: bool = False
    record_at: int = 20
    due: bool = False
    due_at: int = 9
    due_days: int = 3
    books: tuple[int, ...] = ()
    by_mail: bool = True
    by_push: bool = False
    quiet_from: int = 22
    quiet_to: int = 8
    paused_until: date | None = None
    version: int = 0

    def wants(self, kind: Kind) -> bool:
        """Whether this kind is wanted at all."""
        return self.record if kind is Kind.RECORD else self.due

    def hour(self, kind: Kind) -> int:
        """The hour of a kind."""
        return self.record_at if kind is Kind.RECORD else self.due_at

    def is_quiet(self, hour: int) -> bool:
        """Whether an hour is one of the quiet ones."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= hour < self.quiet_to
        return hour >= self.quiet_from or hour < self.quiet_to

    def lets(self, kind: Kind, here: datetime) -> bool:
        """Whether a kind may be sent at an instant, given in the person's zone."""
        is_paused = self.paused_until is not None and here.date() < self.paused_until
        return self.wants(kind) and not is_paused and not self.is_quiet(here.hour)

    def is_about(self, book_id: int) -> bool:
        """Whether reminders are about a book."""
        return not self.books or book_id in self.books


def checked(said: Wishes) -> Wishes:
    """The wishes, if they can be met. Raises: NoWay, HourIsQuiet."""
    if (said.record or said.due) and not (said.by_mail or said.by_push):
        raise NoWay(field="by_mail")
    for kind, name in ((Kind.RECORD, "record_at"), (Kind.DUE, "due_at")):
        if said.wants(kind) and said.is_quiet(said.hour(kind)):
            raise HourIsQuiet(field=name)
    return said


def instant_on(day: date, hour: int, zone: tzinfo) -> datetime | None:
    """The instant (UTC) an hour of a day begins; None on a day that has neither it nor anything after it."""
    found = datetime.combine(day, time(hour), zone).astimezone(UTC)
    return found if found.astimezone(zone).date() == day else None


def next_instant(hour: int, zone: tzinfo, after: datetime) -> datetime:
    """The first instant after another at which an hour comes in a zone."""
    first = after.astimezone(zone).date()
    days = (first + timedelta(days=turn) for turn in range(_LOOK_AHEAD))
    instants = (instant_on(day, hour, zone) for day in days)
    return next(found for found in instants if found is not None and found > after)
