"""Checking an account: what it is said to hold, kept and taken back, and beside it what the books hold now.

A check is held against what its reader sees: entries that others keep to themselves are not in it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from ledger.domain.accounts.check import Check, DayAhead, Held
from ledger.domain.books.account import Account
from ledger.domain.books.arranging import is_arranged
from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.books.compose import AccountClosed, CurrencyNotHeld
from ledger.domain.sharing.role import may_amend
from ledger.kernel.canonical import digest
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import Missing
from ledger.kernel.ids import new_id
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.books.bookkeeping import NotYours
from ledger.services.books.holding import balances_for
from ledger.services.books.quick import accounts_in, accounts_named
from ledger.store.accounts import checks
from ledger.store.books import log

SHOWN = 20
"""Checks of an account shown at once."""


def place(session: Session, seat: Seat, account_id: int) -> Account:
    """An account that can be checked. Raises: Missing."""
    found = accounts_named(session, seat, [account_id]).get(account_id)
    if found is None or not found.is_place or not is_arranged(found):
        raise Missing()
    return found


def currencies(session: Session, seat: Seat, account: Account, today: date) -> list[str]:
    """The currencies an account can be checked in, its usual one first: its own, else home and what it holds."""
    if account.currency is not None:
        return [account.currency]
    held = balances_for(session, seat, today, accounts=[account.account_id])
    others = sorted(code for (one, code), (minor, _) in held.items() if one == account.account_id and minor)
    return list(dict.fromkeys([seat.book.home_currency, *others]))


def say(session: Session, seat: Seat, account_id: int, said: Money, on: date, today: date, now: datetime) -> Check:
    """Keep what an account is said to hold at the end of a day, below zero for a debt.

    Raises: Missing, BookClosed, AccountClosed, DayAhead, CurrencyNotHeld.
    """
    account = place(session, seat, account_id)
    if account.currency is not None and account.currency != said.currency:
        raise CurrencyNotHeld(held=shown_code(account.currency), field="currency")
    if account.closed:
        raise AccountClosed()
    if on > today:
        raise DayAhead(field="on")
    head = _locked(session, seat)
    check = Check(new_id(), account_id, on, said, seat.member.member_id, now, head.seq + 1)
    salt = secrets.token_bytes(16)
    checks.add(session, seat.book_id, check, salt)
    _log(session, seat, head, "check", check, digest(salt, check.content()), now)
    return check


def take_back(session: Session, seat: Seat, account_id: int, check_id: int, now: datetime) -> Check:
    """Take a check back: it was said by mistake. Raises: Missing, NotYours, BookClosed."""
    head = _locked(session, seat)
    check = _one(session, seat, account_id, check_id)
    if not may_amend(seat.member.role, is_own=check.member_id == seat.member.member_id):
        raise NotYours()
    taking = replace(check, seq=head.seq + 1, at=now, member_id=seat.member.member_id)
    checks.take_back(session, seat.book_id, taking, secrets.token_bytes(16), takes_back=check_id)
    salt = checks.salts(session, seat.book_id, [check_id])[check_id]
    _log(session, seat, head, "take_back", check, digest(salt, check.content_back()), now)
    return check


def keep_fix(session: Session, seat: Seat, check: Check, fix: checks.Fix, now: datetime) -> None:
    """Keep that a deed just done to an entry was done because of a check."""
    head = _locked(session, seat)
    checks.add_fix(session, seat.book_id, check.check_id, fix)
    salt = checks.salts(session, seat.book_id, [check.check_id])[check.check_id]
    _log(session, seat, head, "fix", check, digest(salt, check.content_fix(fix.thing_id)), now, fix.thing_id)


def get(session: Session, seat: Seat, account_id: int, check_id: int) -> Held:
    """A check beside what the books hold at its day's end. Raises: Missing."""
    place(session, seat, account_id)
    return _held(session, seat, [_one(session, seat, account_id, check_id)])[0]


def of_account(
    session: Session, seat: Seat, account_id: int, limit: int = SHOWN, after: int | None = None
) -> list[Held]:
    """The checks of an account, the latest day first, each beside what the books hold now. Raises: Missing."""
    place(session, seat, account_id)
    return _held(session, seat, checks.of_account(session, seat.book_id, account_id, limit, after))


def latest(session: Session, seat: Seat) -> dict[int, Held]:
    """The last check of every account this seat sees, by account."""
    known = accounts_in(session, seat)
    found = [one for one in checks.latest(session, seat.book_id).values() if one.account_id in known]
    return {one.check.account_id: one for one in _held(session, seat, found)}


def last_agreed(session: Session, seat: Seat, check: Check) -> Check | None:
    """The last check of the same account and currency before this one that still agrees, among the last few."""
    before = checks.of_account(session, seat.book_id, check.account_id, SHOWN, check.check_id)
    held = _held(session, seat, [one for one in before if one.said.currency == check.said.currency])
    return next((one.check for one in held if one.agrees), None)


def _one(session: Session, seat: Seat, account_id: int, check_id: int) -> Check:
    found = checks.get(session, seat.book_id, check_id)
    if found is None or found.account_id != account_id or account_id not in accounts_named(session, seat, [account_id]):
        raise Missing()
    return found


def _held(session: Session, seat: Seat, said: Iterable[Check]) -> list[Held]:
    """Checks beside what the books hold; balances are asked for once a day."""
    wanted = list(said)
    by_day = {
        on: balances_for(session, seat, on, accounts=[one.account_id for one in wanted if one.on == on])
        for on in {one.on for one in wanted}
    }
    return [
        Held(one, Money(by_day[one.on].get((one.account_id, one.said.currency), (0, 0))[0], one.said.currency))
        for one in wanted
    ]


def _locked(session: Session, seat: Seat) -> log.Head:
    if seat.book.closed:
        raise BookClosed()
    return log.lock(session, seat.book_id)


def _log(
    session: Session, seat: Seat, head: log.Head, deed: str, check: Check, content: bytes, now: datetime, *more: int
) -> None:
    act = log.Act(now, seat.actor, seat.actor_kind, deed, "check", (check.check_id, *more), content)
    log.append(session, seat.book_id, head, act)
