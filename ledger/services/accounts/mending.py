"""Putting the books right after a check: what could explain the difference, the deed for each, and the difference
itself as an entry.

A tap names a cause; it is looked for anew before anything is done, so that what no longer explains the difference is
not done any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from ledger.domain.accounts.causes import Cause, Why, causes, is_mistaken_for
from ledger.domain.accounts.check import Held
from ledger.domain.accounts.mending import (
    difference,
    has_one_amount,
    rebooked,
    resized,
    turned,
)
from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Words
from ledger.domain.planning.due import Scheduled
from ledger.domain.sharing.role import Deed, may_amend
from ledger.kernel.errors import N_, Conflict, Missing
from ledger.plumbing.db import Session
from ledger.plumbing.fields import NotAChoice
from ledger.services.accounts import checks as checking
from ledger.services.books import bookkeeping
from ledger.services.books.arranging import RateAsked
from ledger.services.books.bookkeeping import Done, RateNeeded
from ledger.services.books.journal import Shown, members_of, show
from ledger.services.books.keeping import last_said
from ledger.services.books.quick import accounts_in
from ledger.services.planning import scheduling
from ledger.store.accounts import checks, moves
from ledger.store.accounts.checks import Fix
from ledger.store.books import entries, log

OF_A_KIND_MAX = 3
"""Causes of one kind that are shown: with more of them it is anybody's guess."""

YEAR_DAYS = 366
"""How far back the entries of an account are looked through that was never in agreement."""

ELSEWHERE_DAYS = 62
"""How far back an entry is looked for on other accounts."""


class NoLongerSo(Conflict):
    """A cause that does not explain the difference any more: somebody was faster, or the books changed."""

    message = N_("The books changed meanwhile, and this no longer explains the difference. Look at it once more.")


class NothingToFix(Conflict):
    """A check that agrees by now."""

    message = N_("The account and the books agree by now. There is no difference to record.")


@dataclass(frozen=True, slots=True)
class Explained:
    """A cause with the entry (`shown`) or the planned item it is about, and the account an entry stands in.

    `is_mendable` tells whether one tap can do it: the entry is this member's to amend, of an open month, and what
    is right has only one reading.
    """

    cause: Cause
    shown: Shown | None = None
    item: Scheduled | None = None
    stands_in: Account | None = None
    is_mendable: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """A deed that was done because of a check: its sequence and name, and the entry as it now stands or last stood.

    `is_last` tells whether nothing happened to the entry since, so that the deed can be undone.
    """

    seq: int
    deed: str
    shown: Shown
    is_last: bool


def explained(session: Session, seat: Seat, found: Held) -> list[Explained]:
    """What could explain a check's difference, the likeliest first; nothing where it agrees."""
    known = accounts_in(session, seat)
    likely = _likely(_causes(session, seat, found, known))
    things = [one.subject for one in likely if one.why is not Why.DUE]
    standing = {thing: entries.standing_of(session, seat.book_id, thing) for thing in things}
    items = {one.item.item_id: one.item for one in scheduling.planned(session, seat)}
    members = members_of(session, seat)
    told = []
    for cause in likely:
        if cause.why is Why.DUE:
            told.append(Explained(cause, item=items[cause.subject], is_mendable=seat.may(Deed.RECORD)))
        elif (kept := standing[cause.subject]) is not None and not _meets_itself(cause, kept, found):
            place = known.get(cause.other or 0) if cause.why is Why.ELSEWHERE else None
            told.append(Explained(cause, show(kept, known, members), None, place, _is_mendable(seat, cause, kept)))
    return told


def fixed(session: Session, seat: Seat, check_id: int) -> list[Fixed]:
    """What was done because of a check, as far as this member sees it, the latest first."""
    known, members = accounts_in(session, seat), members_of(session, seat)
    kept_fixes = checks.fixes(session, seat.book_id, check_id)
    deeds = log.at(session, seat.book_id, [fix.seq for fix in kept_fixes])
    found = []
    for fix in reversed(kept_fixes):
        line = entries.history(session, seat.book_id, fix.thing_id)
        kept = last_said(line)
        if kept.entry.visibility == "book" or kept.recorder == seat.member.member_id:
            shown = show(kept, known, members)
            found.append(Fixed(fix.seq, deeds[fix.seq].deed, shown, line[-1].seq == fix.seq))
    return found


def mend(session: Session, seat: Seat, account_id: int, check_id: int, key: str, now: datetime) -> Fix:
    """Do what a cause asks for, by its key.

    Raises: Missing, NoLongerSo, and what taking back, amending, recording and planning raise.
    """
    found = checking.get(session, seat, account_id, check_id)
    chosen = next((one for one in explained(session, seat, found) if one.cause.key == key and one.is_mendable), None)
    if chosen is None:
        raise NoLongerSo()
    done = _MENDINGS[chosen.cause.why](session, seat, found, chosen, now)
    return _kept(session, seat, found, done, now)


def record_difference(
    session: Session, seat: Seat, account_id: int, check_id: int, category_id: int, note: str, now: datetime,
    *, rate: Decimal | None = None,
) -> Fix:  # fmt: skip
    """Record a check's difference as an entry of its day, on a category.

    Raises: Missing, NothingToFix, NotAChoice, RateAsked, and what composing and recording raise.
    """
    found = checking.get(session, seat, account_id, check_id)
    if found.agrees:
        raise NothingToFix()
    known = accounts_in(session, seat)
    if category_id not in known:
        raise NotAChoice(field="category")
    verb, postings = difference(known[account_id], found.gap, known[category_id])
    entry = Entry(found.check.on, verb, postings, Words(note=note))
    try:
        done = bookkeeping.record(session, seat, entry, now, rate=rate)
    except RateNeeded as error:
        raise RateAsked(**error.facts) from None
    return _kept(session, seat, found, done, now)


def undo(session: Session, seat: Seat, account_id: int, check_id: int, seq: int, now: datetime) -> None:
    """Undo what was done because of a check; a planned item that came by it waits for its day again.

    Raises: Missing, and what undoing an entry raises.
    """
    checking.get(session, seat, account_id, check_id)
    if seq not in {fix.seq for fix in checks.fixes(session, seat.book_id, check_id)}:
        raise Missing()
    moved_on = log.at(session, seat.book_id, [seq + 1]).get(seq + 1)
    if moved_on is None or moved_on.subject_kind != "scheduled":
        bookkeeping.undo(session, seat, seq, now)
        return
    came_on = entries.by_seq(session, seat.book_id, seq)[0].entry.on
    scheduling.take_back(session, seat, moved_on.subjects[0], seq, came_on, now)


def _causes(session: Session, seat: Seat, found: Held, known: Mapping[int, Account]) -> tuple[Cause, ...]:
    if found.agrees:
        return ()
    check, gap = found.check, found.gap
    account, currency = known[check.account_id], gap.currency
    agreed = checking.last_agreed(session, seat, check)
    asked = moves.Asked(seat.book_id, seat.member.member_id, currency, check.on)
    others = [one.account_id for one in known.values() if is_mistaken_for(account, one)]
    return causes(
        gap.minor, account, currency, check.on,
        moves=moves.on_account(
            session, asked, account.account_id, agreed.on if agreed else check.on - timedelta(days=YEAR_DAYS),
            agreed.seq if agreed else None),
        elsewhere=moves.elsewhere(session, asked, others, gap.minor, check.on - timedelta(days=ELSEWHERE_DAYS)),
        planned=[one.item for one in scheduling.planned(session, seat) if one.target is not None],
    )  # fmt: skip


def _likely(found: tuple[Cause, ...]) -> list[Cause]:
    """The first few of every kind."""
    shown: dict[Why, list[Cause]] = {}
    for one in found:
        shown.setdefault(one.why, []).append(one)
    return [one for line in shown.values() for one in line[:OF_A_KIND_MAX]]


def _is_mendable(seat: Seat, cause: Cause, kept: entries.Kept) -> bool:
    locked = seat.book.locked_until
    if seat.book.closed or (locked is not None and kept.entry.on <= locked):
        return False
    if not may_amend(seat.member.role, is_own=kept.recorder == seat.member.member_id):
        return False
    return cause.why is not Why.WAITING and (cause.why is not Why.SWAPPED or has_one_amount(kept.entry))


def _meets_itself(cause: Cause, kept: entries.Kept, found: Held) -> bool:
    """Whether an entry that stands elsewhere touches the checked account already, and so cannot be moved there."""
    touched = {posting.account_id for posting in kept.entry.postings}
    return cause.why is Why.ELSEWHERE and found.check.account_id in touched


def _kept(session: Session, seat: Seat, found: Held, done: Done, now: datetime) -> Fix:
    thing = done.stands or done.was
    assert thing is not None, "a fix is done to something"
    fix = Fix(done.seq, thing.thing_id)
    checking.keep_fix(session, seat, found.check, fix, now)
    return fix


def _amended(session: Session, seat: Seat, chosen: Explained, entry: Entry, now: datetime) -> Done:
    return bookkeeping.amend(session, seat, chosen.cause.subject, chosen.cause.version, entry, now)


def _was(chosen: Explained) -> Entry:
    assert chosen.shown is not None, "such a cause is about an entry"
    return chosen.shown.kept.entry


def _take_back(session: Session, seat: Seat, _found: Held, chosen: Explained, now: datetime) -> Done:
    return bookkeeping.take_back(session, seat, chosen.cause.subject, chosen.cause.version, now)


def _turn(session: Session, seat: Seat, _found: Held, chosen: Explained, now: datetime) -> Done:
    return _amended(session, seat, chosen, turned(_was(chosen)), now)


def _resize(session: Session, seat: Seat, _found: Held, chosen: Explained, now: datetime) -> Done:
    return _amended(session, seat, chosen, resized(_was(chosen), abs(chosen.cause.right)), now)


def _rebook(session: Session, seat: Seat, found: Held, chosen: Explained, now: datetime) -> Done:
    here = rebooked(_was(chosen), chosen.cause.other or 0, found.check.account_id)
    return _amended(session, seat, chosen, here, now)


def _record(session: Session, seat: Seat, found: Held, chosen: Explained, now: datetime) -> Done:
    item = chosen.item
    assert item is not None and item.next_day is not None, "such a cause is about a planned item"
    on: date = min(item.next_day, found.check.on)
    return scheduling.record_now(session, seat, item.item_id, item.version, on, item.amount, now).done


_MENDINGS: dict[Why, Callable[[Session, Seat, Held, Explained, datetime], Done]] = {
    Why.TWICE: _take_back, Why.TURNED: _turn, Why.SWAPPED: _resize, Why.DUE: _record, Why.ELSEWHERE: _rebook,
}
