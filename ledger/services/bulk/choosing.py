"""Which entries are chosen: some that were ticked, each as it was seen, or everything a search finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ledger.domain.books.book import Seat
from ledger.domain.books.journal import Cursor, JournalQuery
from ledger.kernel.errors import N_, Invalid, Missing
from ledger.kernel.limits import SEVERAL_MAX
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.books.journal import Shown, found_by, members_of, show
from ledger.store.books import accounts
from ledger.store.books.entries import Kept
from ledger.store.bulk import things as rows

_PIECE = 400


class NothingChosen(Invalid):
    """A deed to be done to several entries, and none."""

    message = N_("Choose at least one entry.")


class TooManyChosen(Invalid):
    """More entries than one deed may change."""

    message = N_("At most %(limit)s entries at once. Narrow the search down.")


Versions = Mapping[int, int]
"""Things that were chosen, each with the version that was seen, in the order they were shown."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Chosen entries as they stand, and what they come to: one signed sum in each currency, moves left out."""

    shown: tuple[Shown, ...]
    sums: tuple[Money, ...]

    @property
    def versions(self) -> dict[int, int]:
        """Each thing with the version that stands."""
        return {one.kept.thing_id: one.kept.version for one in self.shown}


def ticked(session: Session, seat: Seat, wanted: Iterable[int]) -> Chosen:
    """These things as they stand; what was taken back meanwhile is left out.

    Raises: NothingChosen, TooManyChosen, and Missing for one that is not this member's to see.
    """
    asked = list(dict.fromkeys(wanted))
    check_number(asked)
    stands = rows.standing(session, seat.book_id, asked)
    check_seen(seat, stands.values())
    return _chosen(session, seat, [stands[one] for one in asked if one in stands])


def found(session: Session, seat: Seat, query: JournalQuery) -> Chosen:
    """Everything a search finds. Raises: NothingChosen, TooManyChosen."""
    ids: list[int] = []
    after: Cursor | None = None
    while True:
        page = found_by(session, seat, query, after, _PIECE)
        ids += page.entry_ids
        check_number(ids, may_be_none=True)
        after = page.next
        if after is None:
            break
    check_number(ids)
    return _chosen(session, seat, rows.of_entries(session, seat.book_id, ids))


def check_number(chosen: Sequence[object], *, may_be_none: bool = False) -> None:
    """Raises: NothingChosen, TooManyChosen."""
    if not chosen and not may_be_none:
        raise NothingChosen(field="thing")
    if len(chosen) > SEVERAL_MAX:
        raise TooManyChosen(limit=SEVERAL_MAX, field="thing")


def check_seen(seat: Seat, kept: Iterable[Kept]) -> None:
    """Raises: Missing, where one of them is another member's private entry."""
    me = seat.member.member_id
    if any(one.entry.visibility != "book" and one.recorder != me for one in kept):
        raise Missing()


def _chosen(session: Session, seat: Seat, kept: Sequence[Kept]) -> Chosen:
    check_number(kept)
    known, members = accounts.load(session, seat.book_id), members_of(session, seat)
    shown = tuple(show(one, known, members) for one in kept)
    return Chosen(shown, _sums(shown))


def _sums(shown: Iterable[Shown]) -> tuple[Money, ...]:
    sums: dict[str, int] = {}
    for one in shown:
        if not one.line.is_move:
            for money in (one.line.amount, *one.line.others):
                sums[money.currency] = sums.get(money.currency, 0) + money.minor
    return tuple(Money(minor, currency) for currency, minor in sums.items())
