"""The statements, from kept sums alone: what one owns and owes, in and out, money at hand, every account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.reports.balance import Balance, balance
from ledger.domain.reports.cash_flow import CashFlow, cash_flow
from ledger.domain.reports.income import Income, income
from ledger.domain.reports.statement import Total
from ledger.domain.reports.trial import Trial, trial
from ledger.kernel.errors import Missing
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.services.books.quick import accounts_in
from ledger.services.reports import seen
from ledger.store.books.sums import AccountSum


@dataclass(frozen=True, slots=True)
class Sheet:
    """A balance sheet, the day it is of, and the day beside it."""

    balance: Balance
    on: date
    beside_on: date | None


def balance_sheet(session: Session, seat: Seat, on: date, beside_on: date | None) -> Sheet:
    """What is owned and owed at the end of a day, beside another day where one is given."""
    known = accounts_in(session, seat)
    before = None if beside_on is None else _totals(seen.until(session, seat, beside_on))
    now = _totals(seen.until(session, seat, on))
    return Sheet(balance(known, now, before, seat.book.home_currency), on, beside_on)


def income_statement(session: Session, seat: Seat, period: Period, beside: Period | None) -> Income:
    """What came in, went out and was left over a period. A category only others see is left out, figures and all."""
    before = None if beside is None else _totals(seen.over(session, seat, beside))
    now = _totals(seen.over(session, seat, period))
    return income(accounts_in(session, seat), now, before, seat.book.home_currency)


def cash_flow_statement(
    session: Session, seat: Seat, period: Period, beside: Period | None, account_id: int | None = None
) -> tuple[CashFlow, Account | None]:
    """What moved money at hand over a period, or one place where it is given. Raises: Missing."""
    known = accounts_in(session, seat)
    account = None if account_id is None else known.get(account_id)
    if account_id is not None and (account is None or not account.is_place):
        raise Missing()
    of = {account.account_id} if account else {one.account_id for one in known.values() if one.is_liquid}
    made = cash_flow(
        of, _before(session, seat, period), _totals(seen.over(session, seat, period)), seat.book.home_currency,
        begun_beside=None if beside is None else _before(session, seat, beside),
        beside=None if beside is None else _totals(seen.over(session, seat, beside)))
    return made, account


def trial_balance(session: Session, seat: Seat, on: date) -> Trial:
    """Every account with its balance at the end of a day."""
    return trial(accounts_in(session, seat), _totals(seen.until(session, seat, on)), seat.book.home_currency)


def _before(session: Session, seat: Seat, period: Period) -> Sequence[Total]:
    return _totals(seen.until(session, seat, period.start - timedelta(days=1)))


def _totals(kept: Iterable[AccountSum]) -> list[Total]:
    return [Total(one.account_id, one.currency, one.flow, one.in_minor - one.out_minor, one.in_home - one.out_home,
                  one.moves, one.unvalued) for one in kept]
