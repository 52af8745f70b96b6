"""Kept sums as one seat may see them: what was posted for all, and of what is private only the reader's own.

The sums of private entries are kept in one number for all their recorders. So where a book is shared, the reader's
own private entries are added one by one, and nobody else's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.flow import movements
from ledger.domain.books.sums import DAY, tallies
from ledger.kernel.limits import EARLIEST_YEAR
from ledger.kernel.period import Period, in_pieces
from ledger.plumbing.db import Session
from ledger.services.past import knowing
from ledger.store.books import accounts, books, entries, journal, sums
from ledger.store.books.sums import AccountSum

BEGINNING = date(EARLIEST_YEAR, 1, 1)
"""No entry lies before this day."""

_ALONE, _SHARED = ("posted", "private"), ("posted",)


def over(session: Session, seat: Seat, period: Period) -> list[AccountSum]:
    """Sums by account, currency and flow over any period: its whole months from month sums, the rest from days'."""
    was = knowing.then(seat)
    if was is not None:
        return knowing.over(session, seat, was, period)
    is_shared = _is_shared(session, seat)
    marks = _SHARED if is_shared else _ALONE
    found = [one for piece in in_pieces(period) for one in sums.over(session, seat.book_id, piece, marks)]
    own = own_private(session, seat, period, accounts.load(session, seat.book_id)) if is_shared else []
    return [*found, *(one for _, one in own)]


def until(session: Session, seat: Seat, day: date) -> list[AccountSum]:
    """The same over all days up to the end of one; as they were known, flows are not told apart."""
    was = knowing.then(seat)
    if was is not None:
        return knowing.until(session, seat, was, BEGINNING, day)
    return over(session, seat, Period(BEGINNING, day + timedelta(days=1)))


def net_by_start(
    session: Session, seat: Seat, period: Period, grain: str, accounts_asked: Collection[int]
) -> dict[date, int]:
    """What went into some accounts less what came out, in home minor units, by the day or month it is of."""
    was = knowing.then(seat)
    if was is not None:
        net, own = {}, knowing.by_day(session, seat, was, period)
    else:
        is_shared = _is_shared(session, seat)
        marks = _SHARED if is_shared else _ALONE
        net = sums.net_by_start(session, seat.book_id, period, grain, accounts_asked, marks)
        own = own_private(session, seat, period, accounts.load(session, seat.book_id)) if is_shared else []
    for on, one in own:
        if one.account_id in accounts_asked:
            starts = on if grain == DAY else on.replace(day=1)
            net[starts] = net.get(starts, 0) + one.in_home - one.out_home
    return net


def own_private(
    session: Session, seat: Seat, period: Period, known: Mapping[int, Account]
) -> list[tuple[date, AccountSum]]:
    """The day sums of the reader's own private entries, for a book that is shared; `known` are its accounts."""
    if not any(sums.over(session, seat.book_id, piece, ("private",)) for piece in in_pieces(period)):
        return []
    ids = journal.own_private(session, seat.book_id, period, seat.member.member_id)
    moved = tallies(
        (kept.entry.on, "private", False, movements(kept.entry.postings, known))
        for kept in entries.load(session, seat.book_id, ids).values())
    return [
        (key.starts, AccountSum(key.account_id, key.currency, key.flow, tally.in_minor, tally.out_minor, tally.in_home,
                                tally.out_home, tally.moves, tally.unvalued))
        for key, tally in moved.items() if key.grain == DAY
    ]


def _is_shared(session: Session, seat: Seat) -> bool:
    return len(books.members(session, seat.book_id)) > 1
