"""The trash: entries taken back, with search; and planned items, budgets, goals, accounts and checks put away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.domain.books.arranging import is_arranged
from ledger.domain.books.book import Member, MonthLocked, Seat
from ledger.domain.books.journal import says
from ledger.domain.sharing.role import Deed
from ledger.kernel.limits import PAGE_SIZE
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, journal, looking_back
from ledger.services.books.bookkeeping import AlreadyStands, NotYours
from ledger.services.books.journal import Gone, members_of
from ledger.services.books.quick import accounts_in
from ledger.store.books import log
from ledger.store.past import deeds, put_away
from ledger.store.past.put_away import Said

LOOKS_MAX = 10
"""Looks into the trash one search takes before it says how far back it got."""

AWAY_MAX = 200
"""Things put away that are shown of one sort."""


@dataclass(frozen=True, slots=True)
class Away:
    """Something put away that is no entry: its kind and number, what it is called, the deed, who did it and when.

    `seq` undoes it; `said` is a check's own word.
    """

    kind: str
    number: int
    name: str
    names: dict[str, str]
    by: Member | None
    at: datetime
    seq: int
    may_restore: bool
    said: Said | None = None


def entries_gone(session: Session, seat: Seat, before: int | None, text: str = "") -> tuple[list[Gone], int | None]:
    """Entries that were taken back and stayed so, latest first, those that say a text; and where to go on before."""
    if not text:
        return journal.trash(session, seat, before)
    found: list[Gone] = []
    for _ in range(LOOKS_MAX):
        some, before = journal.trash(session, seat, before)
        found += [one for one in some if says(one.shown.kept.entry.words, text)]
        if before is None or len(found) >= PAGE_SIZE:
            break
    return found, before


def restore(session: Session, seat: Seat, entry_ids: Sequence[int], now: datetime) -> tuple[int, int]:
    """Let several entries stand again; how many do, and how many stay: of a closed month, not one's own, or there
    again already. Raises: Missing for what is not this member's to see, BookClosed."""
    done = 0
    for entry_id in dict.fromkeys(entry_ids):
        thing_id = looking_back.thing_of_entry(session, seat, entry_id)
        looking_back.check_version(session, seat, thing_id, entry_id)
        try:
            bookkeeping.restore(session, seat, entry_id, now, version=bookkeeping.NOT_STANDING)
            done += 1
        except (MonthLocked, AlreadyStands, NotYours, bookkeeping.StaleEntry):
            continue
    return done, len(set(entry_ids)) - done


def away(session: Session, seat: Seat) -> list[Away]:
    """What is put away besides entries, the latest first."""
    known, members = accounts_in(session, seat), members_of(session, seat)
    found = [*_plans(session, seat, known.keys(), members), *_accounts(session, seat, members)]
    for one in put_away.checks_taken_back(session, seat.book_id, AWAY_MAX):
        account = known.get(one.account_id)
        if account is not None and one.back_at is not None:
            found.append(Away("check", one.check_id, "", account.names, members.get(one.by or 0), one.back_at,
                              one.back_seq, seat.may(Deed.AMEND) and not account.closed, one))
    return sorted(found, key=lambda one: one.seq, reverse=True)


def _plans(session: Session, seat: Seat, known: Iterable[int], members: dict[int, Member]) -> list[Away]:
    seen, found = set(known), []
    last: dict[tuple[str, int], None] = {}
    end = log.head(session, seat.book_id).seq + 1
    gone = deeds.before(session, seat.book_id, end, AWAY_MAX, kinds=("scheduled", "budget", "goal"), deeds=("unplan",))
    by_kind = {kind: put_away.plans(session, seat.book_id, kind, {
        one.subjects[0] for one in gone if one.subject_kind == kind}) for kind in ("scheduled", "budget", "goal")}
    for one in gone:
        at = (one.subject_kind, one.subjects[0])
        plan = by_kind[one.subject_kind].get(one.subjects[0])
        if at in last or plan is None or not plan.closed or (plan.accounts and not plan.accounts & seen):
            continue
        last[at] = None
        found.append(Away(*at, plan.name, {}, members.get(one.actor or 0), one.at, one.seq, seat.may(Deed.PLAN)))
    return found


def _accounts(session: Session, seat: Seat, members: dict[int, Member]) -> list[Away]:
    closed = {one: account for one, account in accounts_in(session, seat).items()
              if account.closed and is_arranged(account)}
    end, found = log.head(session, seat.book_id).seq + 1, {}
    if closed:
        for deed in deeds.before(session, seat.book_id, end, AWAY_MAX * 5, kinds=("account",), deeds=("arrange",)):
            account = closed.get(deed.subjects[0])
            if account is not None and account.account_id not in found:
                found[account.account_id] = Away("account", account.account_id, "", account.names,
                                                 members.get(deed.actor or 0), deed.at, deed.seq,
                                                 seat.may(Deed.ARRANGE))
    return list(found.values())
