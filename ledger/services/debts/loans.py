"""A loan as it stands in a book: its account, its course, and where its interest goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ledger.domain.books.account import COST_OF_CREDIT_PURPOSES, Account, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.debts import course as courses
from ledger.domain.debts.course import Course, LoanMove
from ledger.kernel.errors import Missing
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR
from ledger.plumbing.db import Session
from ledger.services.books.quick import accounts_in
from ledger.store.books import accounts as account_rows
from ledger.store.debts.touched import Touched
from ledger.store.debts.touched import touched as touched_rows

_FIRST, _LAST = date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31)


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan's account and its course, None where its terms are not written down or cannot be.

    `unit` is the currency it is owed in, `owed` minor units of it, `used` the categories its interest went to, and
    `sources` the accounts it was paid out of, oldest first.
    """

    account: Account
    unit: str
    moves: tuple[LoanMove, ...]
    owed: int
    course: Course | None
    used: tuple[int, ...]
    sources: tuple[int, ...]


def loan(session: Session, seat: Seat, account_id: int) -> Loan:
    """One loan of a book. Raises: Missing where the account is none, or not this seat's to see."""
    known = accounts_in(session, seat)
    account = known.get(account_id)
    if account is None or account.purpose is not Purpose.LOAN:
        raise Missing()
    return of_account(session, seat, known, account)


def of_account(session: Session, seat: Seat, known: Mapping[int, Account], account: Account) -> Loan:
    """The loan on an account of this book."""
    unit = account.currency or seat.book.home_currency
    found = touched(session, seat, known, account.account_id)
    moves = tuple(_move(one, account.account_id, unit, known) for one in found)
    course = courses.course_of(account.loan, moves) if account.loan else None
    used = tuple(line.account_id for one in found for line in one.lines
                 if known[line.account_id].purpose is Purpose.INTEREST)
    sources = tuple(line.account_id for one, move in zip(found, moves, strict=True) if move.minor >= 0
                    for line in one.lines if line.minor < 0 and known[line.account_id].is_place)
    return Loan(account, unit, moves, -sum(move.minor for move in moves), course, used, sources)


def touched(
    session: Session, seat: Seat, known: Mapping[int, Account], account_id: int, since: date = _FIRST,
    until: date = _LAST,
) -> list[Touched]:
    """What this seat sees of the entries that touch an account, oldest first."""
    hidden = account_rows.load(session, seat.book_id).keys() - known.keys()
    return touched_rows(session, seat.book_id, account_id, since, until, viewer=seat.member.member_id, hidden=hidden)


def _move(one: Touched, account_id: int, unit: str, known: Mapping[int, Account]) -> LoanMove:
    lines = [line for line in one.lines if line.currency == unit]
    costs = [line for line in lines if known[line.account_id].purpose in COST_OF_CREDIT_PURPOSES]
    interest = [line for line in costs if known[line.account_id].purpose is Purpose.INTEREST]
    paid = sum(line.minor for line in interest)
    minor = sum(line.minor for line in lines if line.account_id == account_id)
    return LoanMove(one.entry_id, one.on, minor, paid, sum(line.minor for line in costs) - paid)
