"""Spending month by month, from month sums."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.books.account import Kind
from ledger.domain.books.book import Seat
from ledger.domain.books.sums import MONTH
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.services.past.knowing import chart
from ledger.services.reports import seen


def trend(session: Session, seat: Seat, months: Sequence[Period]) -> tuple[int, ...]:
    """What was spent in each of these months, in home minor units, refunds netted."""
    spending = [a.account_id for a in chart(session, seat).values() if a.kind is Kind.EXPENSE]
    spent = seen.net_by_start(session, seat, Period(months[0].start, months[-1].end), MONTH, spending)
    return tuple(spent.get(period.start, 0) for period in months)
