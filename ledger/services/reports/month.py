"""The month page: from kept sums alone, so that a million entries read as fast as ten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ledger.domain.books.account import Kind
from ledger.domain.books.book import Seat
from ledger.domain.books.sums import DAY
from ledger.domain.reports.month import Month, Moved, month_of_books
from ledger.kernel.period import add_months, month_of
from ledger.plumbing.db import Session
from ledger.services.books.holding import balances_for
from ledger.services.past.knowing import chart
from ledger.services.reports import seen
from ledger.store.books.sums import AccountSum


def month_page(session: Session, seat: Seat, start: date, today: date) -> Month:
    """The month that begins on `start`, as it stands today."""
    period, before = month_of(start), month_of(add_months(start.replace(day=1), -1))
    known = chart(session, seat)
    last_day = min(today, period.end - timedelta(days=1))
    spending = [one.account_id for one in known.values() if one.kind is Kind.EXPENSE]
    places = [one.account_id for one in known.values() if one.is_place]
    held: dict[int, int] = {}
    for (account_id, _currency), (_minor, home) in balances_for(session, seat, last_day, accounts=places).items():
        held[account_id] = held.get(account_id, 0) + home
    return month_of_books(
        period, known, now=_moved(seen.over(session, seat, period)), before=_moved(seen.over(session, seat, before)),
        by_day=seen.net_by_start(session, seat, period, DAY, spending),
        by_day_before=seen.net_by_start(session, seat, before, DAY, spending), before_period=before, held=held,
        until=last_day + timedelta(days=1),
    )


def _moved(found: Iterable[AccountSum]) -> list[Moved]:
    return [Moved(one.account_id, one.in_home, one.out_home, one.moves, one.unvalued) for one in found]
