"""Reading the journal: a page of it by day, what the days and the month come to, and what was taken back.

Figures come from kept sums. In a shared book those of private entries are not anybody's to see but their
recorder's, so there the reader's own are added one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.book import Member, Seat
from ledger.domain.books.journal import Cursor, JournalQuery, Line, line_of
from ledger.domain.books.search import folded
from ledger.domain.books.sums import DAY
from ledger.domain.names.name import Sort, family
from ledger.domain.sharing.role import may_amend
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR, PAGE_SIZE
from ledger.kernel.money import Money
from ledger.kernel.period import Period, month_of
from ledger.plumbing.db import Session
from ledger.services.past import knowing
from ledger.services.reports import seen
from ledger.store.books import accounts, books, entries, journal, log, sums
from ledger.store.books.entries import Kept
from ledger.store.books.sums import AccountSum
from ledger.store.books.trash import TakenBack, taken_back
from ledger.store.names import kept as kept_names
from ledger.store.past import journal as journal_then

_EVER = Period(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR + 1, 1, 1))
_HINTS_MAX = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as the journal shows it: what is kept, its line, and who recorded it."""

    kept: Kept
    line: Line
    recorder: Member | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What came in and went out over some days, in the home currency.

    `spent` is net of refunds and has no sign; `unvalued` counts what is left out for want of a rate.
    """

    received: Money
    spent: Money
    unvalued: int = 0

    @property
    def left(self) -> Money:
        """What is left of what came in."""
        return self.received - self.spent


@dataclass(frozen=True, slots=True)
class JournalDay:
    """The entries of one day, and what the whole day comes to; None where only some were asked for."""

    on: date
    shown: tuple[Shown, ...]
    figures: Figures | None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of the journal. `is_cut` says that the search stopped early and goes on from `next`.

    `figures` are those of the month asked for or, where kept sums can answer a search, of what it seeks.
    """

    days: tuple[JournalDay, ...]
    next: Cursor | None
    is_cut: bool
    is_shared: bool
    known: Mapping[int, Account]
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Gone:
    """An entry in the trash: who took it back and when, and whether the reader may put it back."""

    shown: Shown
    by: Member | None
    at: datetime
    may_restore: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """A book being read: for whom, its accounts and its members."""

    session: Session
    seat: Seat
    known: Mapping[int, Account]
    members: Mapping[int, Member]


def found_by(session: Session, seat: Seat, query: JournalQuery, cursor: Cursor | None, limit: int) -> journal.Found:
    """Which entries stand and fit a query; a name finds those of the names that went into it too."""
    sought = {Sort.TAG: query.tag, Sort.PROJECT: query.project, Sort.PAYEE: query.payee}
    families = {sort: family(one, kept_names.parents(session, seat.book_id, sort))
                for sort, one in sought.items() if one is not None}
    was = knowing.then(seat)
    if was is not None:
        return journal_then.page(session, was, query, cursor, limit=limit, families=families)
    return journal.page(session, seat.book_id, query, cursor, viewer=seat.member.member_id, limit=limit,
                        families=families)


def page(
    session: Session,
    seat: Seat,
    query: JournalQuery,
    cursor: Cursor | None,
    *,
    month: date | None = None,
    limit: int = PAGE_SIZE,
) -> JournalPage:
    """The entries that stand and fit a query, newest first, from a cursor on.

    `month` is a day of the calendar month whose figures are wanted.
    """
    reading, was = _read(session, seat), knowing.then(seat)
    found = found_by(session, seat, query, cursor, limit)
    kept = entries.load(session, seat.book_id, found.entry_ids)
    whole = [knowing.as_known(kept[one], was, seat.book.home_currency) for one in found.entry_ids]
    shown = [show(one, reading.known, reading.members) for one in whole]
    by_day = {} if query else _by_day(reading, shown)
    days = tuple(
        JournalDay(
            on,
            tuple(items),
            None if query else by_day.get(on, _figures(reading, ())),
            continues=cursor is not None and cursor.on == on,
        )
        for on, items in groupby(shown, key=lambda one: one.kept.entry.on)
    )
    figures = _figures_of(reading, query) if query else _month_figures(reading, month)
    return JournalPage(days, found.next, found.is_cut, len(reading.members) > 1, reading.known, figures)


def hints(known: Mapping[int, Account], text: str) -> list[Account]:
    """Accounts and categories whose name in any language begins with a text, for someone who typed one."""
    asked = folded(text).strip()
    named = [
        account
        for account in known.values()
        if asked and any(folded(name).startswith(asked) for name in account.names.values())
    ]
    return named[:_HINTS_MAX]


def trash(session: Session, seat: Seat, before: int | None) -> tuple[list[Gone], int | None]:
    """What was taken back and stayed so, latest first, and the sequence to go on before (None at the end)."""
    start, me = before or log.head(session, seat.book_id).seq + 1, seat.member.member_id
    found, rest = taken_back(session, seat.book_id, start, viewer=me, limit=PAGE_SIZE)
    reading = _read(session, seat)
    kept = entries.load(session, seat.book_id, [one.entry_id for one in found])
    return [_gone(reading, kept[one.entry_id], one) for one in found], rest


def shown(session: Session, seat: Seat, kept: Kept) -> Shown:
    """One entry as the journal shows it; who recorded it is left out."""
    return show(kept, accounts.some(session, seat.book_id, {p.account_id for p in kept.entry.postings}), {})


def show(kept: Kept, known: Mapping[int, Account], members: Mapping[int, Member]) -> Shown:
    """An entry with its line and its recorder."""
    return Shown(kept, line_of(kept.entry, known), members.get(kept.recorder or 0))


def members_of(session: Session, seat: Seat) -> dict[int, Member]:
    """Everybody who is or was of the book, by id."""
    return {member.member_id: member for member in books.members(session, seat.book_id)}


def _gone(reading: _Reading, kept: Kept, back: TakenBack) -> Gone:
    me = reading.seat.member
    may = may_amend(me.role, is_own=kept.recorder == me.member_id)
    return Gone(show(kept, reading.known, reading.members), reading.members.get(back.by or 0), back.at, may)


def _read(session: Session, seat: Seat) -> _Reading:
    return _Reading(session, seat, knowing.chart(session, seat), members_of(session, seat))


def _month_figures(reading: _Reading, month: date | None) -> Figures | None:
    return None if month is None else _figures(reading, _sums(reading, month_of(month)))


def _figures_of(reading: _Reading, query: JournalQuery) -> Figures | None:
    """Of a place, what went into it and out of it; of a category, what it brought or cost."""
    if not query.is_summed:
        return None
    end = query.until + timedelta(days=1) if query.until else _EVER.end
    period = Period(min(query.since or _EVER.start, end), end)
    over = [one for one in _sums(reading, period) if one.account_id == query.accounts[0]]
    if query.category is not None:
        return _figures(reading, over)
    home = reading.seat.book.home_currency
    into, out = sum(one.in_home for one in over), sum(one.out_home for one in over)
    return Figures(Money(into, home), Money(out, home), sum(one.unvalued for one in over))


def _by_day(reading: _Reading, shown: Sequence[Shown]) -> dict[date, Figures]:
    """What each day comes to that the entries, newest first, lie on."""
    if not shown:
        return {}
    period = Period(shown[-1].kept.entry.on, shown[0].kept.entry.on + timedelta(days=1))
    was = knowing.then(reading.seat)
    if was is None:
        rows = sums.by_start(reading.session, reading.seat.book_id, period, DAY, _marks(reading))
        ordered = sorted([*rows, *_own_sums(reading, period)], key=lambda row: row[0])
    else:
        ordered = knowing.by_day(reading.session, reading.seat, was, period)
    return {on: _figures(reading, [one for _, one in group]) for on, group in groupby(ordered, key=lambda row: row[0])}


def _sums(reading: _Reading, period: Period) -> list[AccountSum]:
    was = knowing.then(reading.seat)
    if was is not None:
        return knowing.over(reading.session, reading.seat, was, period)
    kept = sums.over(reading.session, reading.seat.book_id, period, _marks(reading))
    return [*kept, *(one for _, one in _own_sums(reading, period))]


def _marks(reading: _Reading) -> tuple[str, ...]:
    return ("posted", "private") if len(reading.members) == 1 else ("posted",)


def _own_sums(reading: _Reading, period: Period) -> list[tuple[date, AccountSum]]:
    """In a shared book, the day sums of the reader's own private entries."""
    if len(reading.members) == 1:
        return []
    return seen.own_private(reading.session, reading.seat, period, reading.known)


def _figures(reading: _Reading, over: Iterable[AccountSum]) -> Figures:
    received = spent = unvalued = 0
    for one in over:
        account = reading.known[one.account_id]
        net = one.in_home - one.out_home
        received -= net if account.kind is Kind.INCOME else 0
        spent += net if account.kind is Kind.EXPENSE else 0
        unvalued += one.unvalued if account.is_category else 0
    home = reading.seat.book.home_currency
    return Figures(Money(received, home), Money(spent, home), unvalued)
