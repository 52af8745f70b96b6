"""Undoing a deed of the log by doing the opposite, through the services every deed goes through.

What a deed wrote is read from the entries that carry its sequence: each thing it touched stood as something before and
after. A thing that something newer happened to is never overwritten: it stands in the way and is named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.sharing.role import Deed, may_amend
from ledger.kernel.errors import N_, Conflict, Forbidden, Missing
from ledger.plumbing.db import Session
from ledger.services.accounts import checks
from ledger.services.books import arranging, bookkeeping
from ledger.services.books.bookkeeping import NotYours
from ledger.services.planning import limiting, saving, scheduling
from ledger.store.books import accounts, entries, log
from ledger.store.books.entries import Kept
from ledger.store.past import charts, put_away

THINGS_MAX = 500
"""Entries one undoing takes back or restores."""

FILES = frozenset({"import", "undo_import"})
"""Deeds of bank files: a file is taken back whole, in pieces, from its own page."""


class ChangedSince(Conflict):
    """A deed some of whose things were changed by something newer. Facts: `things`, and how many others there are."""

    message = N_("Something newer was done to what this deed touched, so it is not undone over it.")

    @property
    def things(self) -> tuple[int, ...]:
        """The things that changed since."""
        found: tuple[int, ...] = self.facts.get("things", ())  # type: ignore[assignment]
        return found

    @property
    def others(self) -> int:
        """How many others it can be undone for."""
        return int(str(self.facts.get("others", 0)))


class TooManyToUndo(Conflict):
    """A deed that touched more entries than are undone at once."""

    message = N_("This touched more than %(limit)s entries. Undo it from where it was done.")


@dataclass(frozen=True, slots=True)
class Touched:
    """A thing of the journal a deed touched: what it stood as before and after, None where it stood not at all."""

    thing_id: int
    before: Kept | None
    after: Kept | None

    @property
    def last(self) -> Kept:
        """What it last stood as, by then."""
        found = self.after or self.before
        assert found is not None
        return found


def touched_by(session: Session, seat: Seat, seq: int) -> list[Touched]:
    """What a deed did to the journal, in the order of its things. Raises: Missing, where some is not this seat's."""
    written = entries.by_seq(session, seat.book_id, seq)
    was = entries.load(session, seat.book_id, [one.entry.reverses for one in written if one.entry.reverses])
    before = {was[one.entry.reverses].thing_id: was[one.entry.reverses] for one in written if one.entry.reverses}
    after = {one.thing_id: one for one in written if one.entry.reverses is None}
    found = [Touched(one, before.get(one), after.get(one)) for one in sorted(before.keys() | after.keys())]
    if any(not _is_seen(kept, seat) for one in found for kept in (one.before, one.after) if kept):
        raise Missing()
    return found


def undo(session: Session, seat: Seat, seq: int, now: datetime, *, leaving: bool = False) -> int:
    """Undo a deed; how many things it was undone for. With `leaving` those that changed since are left as they are.

    Raises: Missing for a deed that is not undone here, ChangedSince, TooManyToUndo, NotYours, Forbidden, MonthLocked,
    BookClosed, and what the opposite deed raises.
    """
    log.lock(session, seat.book_id)
    deed = log.at(session, seat.book_id, [seq]).get(seq)
    if deed is None or deed.deed in FILES:
        raise Missing()
    if deed.subject_kind in _OPPOSITES:
        _OPPOSITES[deed.subject_kind](session, seat, deed.deed, deed.subjects, seq, now)
        return 1
    touched = touched_by(session, seat, seq) if deed.subject_kind in ("entry", "batch") else []
    if not touched:
        raise Missing()
    if len(touched) > THINGS_MAX:
        raise TooManyToUndo(limit=THINGS_MAX)
    _check(seat, touched)
    free, changed = _told_apart(session, seat, touched)
    if changed and not (leaving and free):
        raise ChangedSince(things=tuple(one.thing_id for one in changed), others=len(free))
    for one in free:
        _undone(session, seat, one, now)
    return len(free)


def _check(seat: Seat, touched: Sequence[Touched]) -> None:
    if seat.book.closed:
        raise BookClosed()
    me = seat.member
    if any(not may_amend(me.role, is_own=one.last.recorder == me.member_id) for one in touched):
        raise NotYours()
    for one in touched:
        for kept in (one.before, one.after):
            if kept is not None:
                seat.book.check_open_on(kept.entry.on)


def _told_apart(session: Session, seat: Seat, touched: Sequence[Touched]) -> tuple[list[Touched], list[Touched]]:
    """What stands as the deed left it, and what does not any more."""
    free: list[Touched] = []
    changed: list[Touched] = []
    for one in touched:
        stands = entries.standing_of(session, seat.book_id, one.thing_id)
        left = one.after.entry_id if one.after else None
        same = (stands.entry_id if stands else None) == left and (stands is not None or _is_last(session, seat, one))
        (free if same else changed).append(one)
    return free, changed


def _is_last(session: Session, seat: Seat, one: Touched) -> bool:
    """Whether a thing that does not stand was taken back by this deed, and not by a later one."""
    line = entries.history(session, seat.book_id, one.thing_id)
    return one.before is not None and max(each.version for each in line) == one.before.version


def _undone(session: Session, seat: Seat, one: Touched, now: datetime) -> None:
    if one.before is not None:
        bookkeeping.restore(session, seat, one.before.entry_id, now)
    elif one.after is not None:
        bookkeeping.take_back(session, seat, one.thing_id, one.after.version, now)


def _is_seen(kept: Kept, seat: Seat) -> bool:
    return kept.entry.visibility == "book" or kept.recorder == seat.member.member_id


def _must(seat: Seat, deed: Deed) -> None:
    if not seat.may(deed):
        raise Forbidden()


def _account(session: Session, seat: Seat, _deed: str, subjects: Sequence[int], seq: int, now: datetime) -> None:
    """An account says again what it said; one that was opened is put away."""
    _must(seat, Deed.ARRANGE)
    account = arranging.get(session, seat, subjects[0])
    said = charts.until(session, seat.book_id, account.account_id, seq)
    if said is None:
        raise Missing()
    if said.is_followed:
        raise ChangedSince(things=(), others=0)
    if said.content is None:
        arranging.put_away(session, seat, account.account_id, now)
        return
    was = replace(accounts.read_content(said.content, account.version), pack_value=account.pack_value)
    if account.closed == was.closed:
        arranging.amend(session, seat, was, account.version, now)
    else:
        (arranging.put_away if was.closed else arranging.take_out)(session, seat, account.account_id, now)


def _plan(
    session: Session, seat: Seat, deed: str, subjects: Sequence[int], _seq: int, now: datetime, kind: str
) -> None:
    """What was put away is planned again."""
    _must(seat, Deed.PLAN)
    if deed != "unplan":
        raise Missing()
    put_back: dict[str, Callable[..., object]] = {
        "budget": limiting.put_back, "goal": saving.put_back, "scheduled": scheduling.reopen}
    put_back[kind](session, seat, subjects[0], now)


def _check_said(session: Session, seat: Seat, deed: str, subjects: Sequence[int], _seq: int, now: datetime) -> None:
    """A check is taken back; one that was taken back is said again, today."""
    found = put_away.checks(session, seat.book_id, subjects[:1]).get(subjects[0])
    if found is None or deed not in ("check", "take_back"):
        raise Missing()
    if deed == "check":
        _must(seat, Deed.AMEND)
        checks.take_back(session, seat, found.account_id, found.check_id, now)
    else:
        _must(seat, Deed.RECORD)
        checks.say(session, seat, found.account_id, found.said, found.on, found.on, now)


_OPPOSITES: dict[str, Callable[..., None]] = {
    "account": _account, "check": _check_said,
    **{kind: partial(_plan, kind=kind) for kind in ("budget", "goal", "scheduled")},
}
