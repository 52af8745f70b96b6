"""Arranging a book: accounts and categories added, amended, moved, put away; what a place held at the start.

A changed purpose changes what past movements meant, so the kept sums of the entries it touches change with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from ledger.domain.books import compose
from ledger.domain.books.account import OPENING_CODE, Account
from ledger.domain.books.arranging import check_purpose, check_tiles, is_arranged, stepped
from ledger.domain.books.book import BookClosed, Seat, TooManyAccounts
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.books.scene import LoanDefaults, SceneAccount, SceneCategory, came_with
from ledger.domain.books.sums import SumKey, Tally, difference, tallies
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import N_, Conflict, Invalid, Missing
from ledger.kernel.limits import ACCOUNTS_MAX
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, opening
from ledger.services.books.quick import accounts_in
from ledger.services.currencies import rating
from ledger.store.books import account_use, accounts, log, sums
from ledger.store.books.entries import Kept


class CurrencyInUse(Invalid):
    """A place that already holds another currency than it is to be bound to."""

    message = N_("This account already holds %(held)s, so it cannot be bound to another currency.")


class PurposeFixed(Invalid):
    """A purpose that entries in closed months already count under."""

    message = N_("Entries in closed months count under this purpose. Open the books first, or make a new one.")


class StillHolds(Invalid):
    """A place that is to be put away while money is in it, or owed on it."""

    message = N_("There is still money on this account, or owed on it. Move it first.")


class OpenedBefore(Conflict):
    """A place that says already what it held at the start."""

    message = N_("What this account held at the start is recorded already. Amend that entry.")


class RateAsked(Invalid):
    """A currency without a known rate on the day. Facts: `currency`, `home`, `on`."""

    message = N_("There is no rate for %(currency)s on %(on)s. Write what one %(currency)s was worth in %(home)s.")


def get(session: Session, seat: Seat, account_id: int) -> Account:
    """One account or category a person may arrange. Raises: Missing."""
    found = accounts_in(session, seat).get(account_id)
    if found is None or not is_arranged(found):
        raise Missing()
    return found


def add(session: Session, seat: Seat, account: Account, now: datetime) -> Account:
    """A new account or category. Raises: BookClosed, TooManyAccounts, PurposeUnfit, TooManyTiles."""
    known = _locked(session, seat)
    if len(known) >= ACCOUNTS_MAX:
        raise TooManyAccounts(limit=ACCOUNTS_MAX)
    check_purpose(account.kind, account.purpose)
    check_tiles(account, known)
    rating.check_known(session, seat.book_id, [account.currency or ""])
    return opening.add_account(session, seat, account, now)


def offered(session: Session, seat: Seat) -> list[SceneAccount | SceneCategory]:
    """What the book's scene knows and the book does not have, places first."""
    scene = opening.scenes().get(seat.book.scene)
    if scene is None:
        return []
    have = {account.pack_key for account in accounts.load(session, seat.book_id).values()}
    known: list[SceneAccount | SceneCategory] = [*scene.accounts, *scene.categories]
    return [item for item in known if item.key not in have]


def take_up(session: Session, seat: Seat, key: str, now: datetime) -> Account:
    """Open what the scene offers under this key. Raises: Missing, and what `add` raises."""
    item = next((one for one in offered(session, seat) if one.key == key), None)
    if item is None:
        raise Missing()
    return add(
        session,
        seat,
        Account(
            account_id=0,
            code=item.code,
            kind=item.kind,
            purpose=item.purpose,
            names=dict(item.names),
            icon=item.icon,
            card=item.card if isinstance(item, SceneAccount) else None,
            words=item.words.both,
            pack_key=item.key,
            pack_value=came_with(item),
        ),
        now,
    )


def loan_defaults(session: Session, seat: Seat, account: Account) -> LoanDefaults:
    """What a loan's form starts from: what the scene says of it, else the usual."""
    came = accounts.pack_values(session, seat.book_id).get(account.account_id, {}).get("loan")
    return LoanDefaults(**came) if came else LoanDefaults()


def amend(session: Session, seat: Seat, account: Account, version: int, now: datetime) -> Account:
    """Write an account anew. Raises: Missing, StaleSettings, BookClosed, PurposeUnfit, PurposeFixed, CurrencyInUse,
    TooManyTiles."""
    known = _locked(session, seat)
    was = get(session, seat, account.account_id)
    check_purpose(was.kind, account.purpose)
    check_tiles(account, known)
    if account.currency and account.currency != was.currency:
        rating.check_known(session, seat.book_id, [account.currency])
        held = account_use.currency_besides(session, seat.book_id, account.account_id, account.currency)
        if held is not None:
            raise CurrencyInUse(held=shown_code(held), field="currency")
    fresh = opening.amend_account(session, seat, account, version, now)
    if account.purpose is not was.purpose:
        _count_anew(session, seat, known, {**known, account.account_id: account}, was)
    return fresh


def step(session: Session, seat: Seat, account_id: int, now: datetime, *, up: bool) -> None:
    """Let an account step up or down among its siblings; at the end it stays. Raises: Missing, BookClosed."""
    known = _locked(session, seat)
    for moved in stepped(get(session, seat, account_id), known, up=up):
        opening.amend_account(session, seat, moved, moved.version, now)


def put_away(session: Session, seat: Seat, account_id: int, now: datetime) -> Account:
    """Put an account away: nothing is recorded in it any more. Raises: Missing, BookClosed, StillHolds."""
    _locked(session, seat)
    account = get(session, seat, account_id)
    held = sums.balances(session, seat.book_id, date.max) if account.is_place else {}
    if any(minor for (one, _currency), (minor, _home) in held.items() if one == account_id):
        raise StillHolds()
    return opening.amend_account(session, seat, replace(account, closed=True), account.version, now)


def take_out(session: Session, seat: Seat, account_id: int, now: datetime) -> Account:
    """Take an account out again. Raises: Missing, BookClosed, TooManyTiles."""
    known = _locked(session, seat)
    account = replace(get(session, seat, account_id), closed=False)
    check_tiles(account, known)
    return opening.amend_account(session, seat, account, account.version, now)


def opened_as(session: Session, seat: Seat, account: Account) -> int | None:
    """The thing that says what a place held at the start, or None where nothing does."""
    return account_use.opening_thing(session, seat.book_id, account.account_id) if account.is_place else None


def open_with(
    session: Session, seat: Seat, place: Account, amount: Money, on: date, now: datetime, rate: Decimal | None = None
) -> bookkeeping.Done:
    """Record what a place held at the start; below zero for a debt.

    Raises: OpenedBefore, RateAsked, NoAmount, MonthLocked, Missing where the book has no opening account.
    """
    if opened_as(session, seat, place) is not None:
        raise OpenedBefore()
    known = accounts.load(session, seat.book_id)
    begin = next((one for one in known.values() if one.code == OPENING_CODE), None)
    if begin is None:
        raise Missing()
    entry = Entry(on, Verb.OPENING, compose.opened(place, amount, begin))
    try:
        return bookkeeping.record(session, seat, entry, now, rate=rate)
    except bookkeeping.RateNeeded as error:
        raise RateAsked(**error.facts) from None


def _locked(session: Session, seat: Seat) -> dict[int, Account]:
    """The accounts of an open book, once nobody else writes in it."""
    if seat.book.closed:
        raise BookClosed()
    log.lock(session, seat.book_id)
    return accounts.load(session, seat.book_id)


def _count_anew(
    session: Session, seat: Seat, before: Mapping[int, Account], after: Mapping[int, Account], was: Account
) -> None:
    first = account_use.first_day(session, seat.book_id, was.account_id)
    locked = seat.book.locked_until
    if first is not None and locked is not None and first <= locked:
        raise PurposeFixed(field="purpose")
    for piece in account_use.each_entry(session, seat.book_id, was.account_id):
        sums.change(session, seat.book_id, difference(_tallied(piece, after), _tallied(piece, before)))


def _tallied(piece: list[Kept], known: Mapping[int, Account]) -> dict[SumKey, Tally]:
    return tallies(bookkeeping.moved(kept, known) for kept in piece)
