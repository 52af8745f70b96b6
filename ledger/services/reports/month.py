"""The month page: from kept sums alone, so that a million entries read as fast as ten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ledger.domain.books.book import Seat
from ledger.domain.books.sums import DAY
from ledger.domain.reports.month import Month, Moved, month_of_books
from ledger.kernel.period import Period, add_months, month_of
from ledger.plumbing.db import Session
from ledger.store.books import accounts, sums


def month_page(session: Session, seat: Seat, start: date, today: date) -> Month:
    """The month that begins on `start`, as it stands today."""
    period, before = month_of(start), month_of(add_months(start.replace(day=1), -1))
    known = accounts.load(session, seat.book_id)
    last_day = min(today, period.end - timedelta(days=1))
    held: dict[int, int] = {}
    for (account_id, _currency), (_minor, home) in sums.balances(session, seat.book_id, last_day).items():
        held[account_id] = held.get(account_id, 0) + home
    return month_of_books(
        period, known, now=_moved(sums.over(session, seat.book_id, period)),
        before=_moved(sums.over(session, seat.book_id, before)), by_day=_by_day(session, seat, period),
        by_day_before=_by_day(session, seat, before), before_period=before, held=held,
        until=last_day + timedelta(days=1),
    )


def _moved(found: Iterable[sums.AccountSum]) -> list[Moved]:
    return [Moved(one.account_id, one.in_home, one.out_home, one.moves, one.unvalued) for one in found]


def _by_day(session: Session, seat: Seat, period: Period) -> list[tuple[date, Moved]]:
    rows = sums.by_start(session, seat.book_id, period, DAY)
    return [(on, Moved(one.account_id, one.in_home, one.out_home, one.moves, one.unvalued)) for on, one in rows]
