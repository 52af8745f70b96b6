"""Recording, amending, taking back and restoring entries: the one door for single entries.

Every deed takes the book's lock, appends, and changes sums, standing and log in the same transaction. To amend is
to reverse and record again; to delete is to reverse. Recording never conflicts; the others carry a version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, with_home_values
from ledger.domain.books.flow import Movement, movements
from ledger.domain.books.sums import mark_of, tallies
from ledger.domain.sharing.role import may_amend
from ledger.kernel.chain import one_or_joined
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import N_, Conflict, Forbidden, Missing
from ledger.kernel.ids import id_text
from ledger.kernel.rate import canonical_rate
from ledger.plumbing import work
from ledger.plumbing.db import Session
from ledger.services.books import keeping
from ledger.services.books.keeping import mirrored
from ledger.services.currencies import rating
from ledger.store.books import accounts, books, entries, log, sums
from ledger.store.books.entries import Kept

VALUE = "books.value"
"""Work: complete home values that wait for a rate."""


NOT_STANDING = 0
"""The version of a thing that was taken back."""


class StaleEntry(Conflict):
    """An entry somebody changed since it was opened. Facts: `thing` and the `version` that stands."""

    message = N_("Somebody changed this entry after you opened it.")


class AlreadyTakenBack(Conflict):
    """An entry that stands no more."""

    message = N_("This entry was already taken back.")


class AlreadyStands(Conflict):
    """An entry that was never taken back, or was restored already."""

    message = N_("This entry already stands.")


class NotYours(Forbidden):
    """Another member's entry, where the role amends only its own."""

    message = N_("Your role amends only what you recorded yourself.")


class RateNeeded(Conflict):
    """A currency without a known rate on the day. Facts: `currency`, `home`, `on`."""

    message = N_("There is no rate for %(currency)s on %(on)s. Write what one %(currency)s was worth in %(home)s.")


@dataclass(frozen=True, slots=True)
class Done:
    """What a deed left: the sequence to undo it by, and the entry that now stands (None after taking back)."""

    seq: int
    stands: Kept | None
    was: Kept | None = None


def record(session: Session, seat: Seat, entry: Entry, now: datetime, *, rate: Decimal | None = None) -> Done:
    """Record one entry. Raises: Unbalanced and the other checks, MonthLocked, BookClosed, RateNeeded."""
    seat.book.check_open_on(entry.on)
    head = log.lock(session, seat.book_id)
    kept = _fresh(session, seat, valued(session, seat, entry, rate), head.seq + 1, now)
    _post(session, seat, stands=[kept])
    if not seat.book.has_entries:
        books.mark_used(session, seat.book_id)
    return Done(_log(session, seat, head, "record", [kept], now), kept)


def amend(session: Session, seat: Seat, thing_id: int, version: int, entry: Entry, now: datetime, *,
          rate: Decimal | None = None) -> Done:
    """Put an entry right: reverse it on its own day and record it again, linked.

    Raises: Missing, StaleEntry, AlreadyTakenBack, NotYours, MonthLocked, and what `record` raises.
    """
    head = log.lock(session, seat.book_id)
    standing = _to_change(session, seat, thing_id, version)
    seat.book.check_open_on(entry.on)
    undone = mirrored(standing, seat, head.seq + 1, now)
    worth = valued(session, seat, entry, rate, standing.entry)
    fresh = _fresh(session, seat, replace(worth, replaces=standing.entry_id), head.seq + 1, now, thing=standing)
    _post(session, seat, stands=[fresh], reversals=[undone], falls=[standing])
    seq = _log(session, seat, head, "amend", [undone, fresh], now, subjects=(standing.entry_id, fresh.entry_id))
    return Done(seq, fresh, standing)


def take_back(session: Session, seat: Seat, thing_id: int, version: int, now: datetime) -> Done:
    """Take an entry back: reverse it on its own day. It waits in the trash.

    Raises: Missing, StaleEntry, AlreadyTakenBack, NotYours, MonthLocked.
    """
    head = log.lock(session, seat.book_id)
    standing = _to_change(session, seat, thing_id, version)
    undone = mirrored(standing, seat, head.seq + 1, now)
    _post(session, seat, stands=[], reversals=[undone], falls=[standing])
    seq = _log(session, seat, head, "take_back", [undone], now, subjects=(standing.entry_id,))
    return Done(seq, None, standing)


def restore(session: Session, seat: Seat, entry_id: int, now: datetime, *, version: int | None = None) -> Done:
    """Let a thing stand again as it was in one of its entries, whatever it stands as now.

    With `version` only where it stands as that one, or not at all for NOT_STANDING.
    Raises: Missing, AlreadyStands where it stands as that entry, StaleEntry, NotYours, MonthLocked.
    """
    head = log.lock(session, seat.book_id)
    wanted = entries.get(session, seat.book_id, entry_id)
    if wanted.entry.reverses is not None:
        raise Missing()
    standing = entries.standing_of(session, seat.book_id, wanted.thing_id)
    if standing is not None and standing.entry_id == entry_id:
        raise AlreadyStands()
    stands_as = standing.version if standing else NOT_STANDING
    if version is not None and version != stands_as:
        raise StaleEntry(thing=wanted.thing_id, version=stands_as)
    _check_may_amend(seat, wanted)
    seat.book.check_open_on(wanted.entry.on)
    if standing is not None:
        seat.book.check_open_on(standing.entry.on)
    last = entries.history(session, seat.book_id, wanted.thing_id)[-1]
    undone = [mirrored(standing, seat, head.seq + 1, now)] if standing else []
    fresh = _fresh(session, seat, replace(wanted.entry, replaces=entry_id), head.seq + 1, now, thing=last)
    _post(session, seat, stands=[fresh], reversals=undone, falls=[standing] if standing else [])
    seq = _log(session, seat, head, "restore", [*undone, fresh], now, subjects=(entry_id, fresh.entry_id))
    return Done(seq, fresh, standing)


def undo(session: Session, seat: Seat, seq: int, now: datetime) -> Done:
    """Undo the deed with this sequence, if nothing has happened to its entry since.

    Raises: Missing for a deed that is not undone this way, StaleEntry, AlreadyTakenBack, NotYours, MonthLocked.
    """
    deed = log.at(session, seat.book_id, [seq]).get(seq)
    if deed is None or deed.subject_kind != "entry" or deed.deed not in ("record", "amend", "take_back", "restore"):
        raise Missing()
    first = entries.get(session, seat.book_id, deed.subjects[0])
    if deed.deed == "take_back":
        return restore(session, seat, first.entry_id, now)
    last = entries.get(session, seat.book_id, deed.subjects[-1])
    before = _stood_before(session, seat, last, seq)
    if before is None:
        return take_back(session, seat, last.thing_id, last.version, now)
    standing = entries.standing_of(session, seat.book_id, last.thing_id)
    if standing is None or standing.entry_id != last.entry_id:
        raise StaleEntry(thing=last.thing_id, version=standing.version if standing else 0)
    return restore(session, seat, before.entry_id, now)


def _stood_before(session: Session, seat: Seat, kept: Kept, seq: int) -> Kept | None:
    """What the thing stood as before a deed: the entry that deed reversed, if it reversed one."""
    line = entries.history(session, seat.book_id, kept.thing_id)
    undone = next((one.entry.reverses for one in line if one.seq == seq and one.entry.reverses), None)
    return next((one for one in line if one.entry_id == undone), None)


def _to_change(session: Session, seat: Seat, thing_id: int, version: int) -> Kept:
    standing = entries.standing_of(session, seat.book_id, thing_id)
    if standing is None:
        if not entries.history(session, seat.book_id, thing_id):
            raise Missing()
        raise AlreadyTakenBack(thing=thing_id)
    _check_may_amend(seat, standing)
    if standing.version != version:
        raise StaleEntry(thing=thing_id, version=standing.version)
    seat.book.check_open_on(standing.entry.on)
    return standing


def _check_may_amend(seat: Seat, kept: Kept) -> None:
    if not may_amend(seat.member.role, is_own=kept.recorder == seat.member.member_id):
        raise NotYours()


def valued(session: Session, seat: Seat, entry: Entry, rate: Decimal | None, was: Entry | None = None) -> Entry:
    """An entry with its home values, at the rate typed, as it was locked before, or of its day. Raises: RateNeeded."""
    home = seat.book.home_currency
    if all(p.currency == home for p in entry.postings):
        return replace(entry, postings=with_home_values(entry.postings, home, _no_rate), rate=None, rate_day=None)
    found = rating.locked_for(session, seat, entry, rate, was)
    if found.missing is not None:
        raise RateNeeded(currency=shown_code(found.missing), home=home, on=entry.on, field="rate")
    if found.to_keep:
        ask_to_value(session, seat.book_id)
    valued = with_home_values(entry.postings, home, {one: known.rate for one, known in found.rates.items()}.get)
    one = next(iter(found.rates.values())) if len(found.rates) == 1 else None
    return replace(entry, postings=valued, rate=canonical_rate(one.rate) if one else None,
                   rate_day=one.day if one else None)


def _no_rate(_currency: str) -> Decimal | None:
    return None


def ask_to_value(session: Session, book_id: int) -> None:
    """Ask for home values that waited to be completed: a rate arrived."""
    work.enqueue(session, VALUE, {"book": id_text(book_id)})


def _fresh(session: Session, seat: Seat, entry: Entry, seq: int, now: datetime, thing: Kept | None = None) -> Kept:
    payee_id = accounts.payee_id(session, seat.book_id, entry.words.payee)
    return keeping.fresh(seat, entry, payee_id, seq, now, thing=thing)


def _post(session: Session, seat: Seat, *, stands: Sequence[Kept], reversals: Sequence[Kept] = (),
          falls: Sequence[Kept] = ()) -> None:
    touched = {p.account_id for kept in (*stands, *reversals) for p in kept.entry.postings}
    known = accounts.some(session, seat.book_id, touched)
    if touched - known.keys():
        raise Missing()
    for standing in falls:
        if not entries.fall(session, seat.book_id, standing):
            raise StaleEntry(thing=standing.thing_id, version=standing.version)
    entries.append(session, seat.book_id, [*reversals, *stands])
    if stands:
        entries.stand(session, seat.book_id, stands)
    sums.change(session, seat.book_id, tallies(
        moved(kept, known) for kept in (*reversals, *stands)))


def moved(kept: Kept, known: Mapping[int, Account]) -> tuple[date, str, bool, tuple[Movement, ...]]:
    """What an entry moves, as `tallies` takes it: its day, mark, whether it is a reversal, and its movements."""
    entry, is_reversal = kept.entry, kept.entry.reverses is not None
    return (entry.on, mark_of(entry.status, entry.visibility), is_reversal,
            movements(entry.postings, known, reversal=is_reversal))


def content_digest(kept: Kept) -> bytes:
    """The digest the log covers an entry by."""
    return kept.content_digest


def _log(session: Session, seat: Seat, head: log.Head, deed: str, written: Sequence[Kept], now: datetime,
         subjects: tuple[int, ...] | None = None) -> int:
    ids = subjects or tuple(kept.entry_id for kept in written)
    act = log.Act(now, seat.actor, seat.actor_kind, deed, "entry", ids,
                  one_or_joined([content_digest(kept) for kept in written]))
    return log.append(session, seat.book_id, head, act).seq

