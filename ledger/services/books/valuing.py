"""Home values that waited for a rate: whoever gives the rate completes them, once, with the sums they belong to.

An imported entry in a currency nobody quotes stands without a home value and is counted beside the totals. When a
rate arrives, by this deed or with an entry somebody records, the values are written, the sums move in the same
transaction, and a row of the log names the entries. Days of a closed month stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from ledger.domain.books.account import Account
from ledger.domain.books.book import Book, BookClosed, Seat
from ledger.domain.books.entry import completed
from ledger.domain.books.sums import difference, tallies
from ledger.domain.currencies.price import Price
from ledger.kernel.canonical import digest
from ledger.kernel.chain import one_or_joined
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import N_, Conflict
from ledger.kernel.ids import read_id
from ledger.plumbing import clock, work
from ledger.plumbing.db import Session
from ledger.services.books.bookkeeping import VALUE, ask_to_value, moved
from ledger.store.books import accounts, books, log, rates, sums, waiting
from ledger.store.books.entries import Kept
from ledger.store.books.waiting import Waiting
from ledger.store.currencies import prices

THINGS_AT_ONCE = 1_000
"""Things completed in one transaction; the work list goes on with the others."""


class NothingWaits(Conflict):
    """A rate for a currency that no entry waits for."""

    message = N_("Nothing waits for a rate of %(currency)s any more.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A currency whose rate is missing: the days that wait, the first of them that is not closed (None where all
    are), and the rate that has become known for it since, as decimal text ("" where none has)."""

    currency: str
    days: tuple[Waiting, ...]
    since: date | None
    rate: str

    @property
    def entries(self) -> int:
        """How many entries wait."""
        return sum(one.entries for one in self.days)


def asked(session: Session, seat: Seat) -> list[Asked]:
    """The currencies a rate is asked for, of what this member may see."""
    by_currency = groupby(waiting_days(session, seat), key=lambda one: one.currency)
    return [_asked(session, seat.book, currency, tuple(some)) for currency, some in by_currency]


def waiting_days(session: Session, seat: Seat) -> list[Waiting]:
    """What waits for a rate, of what this member may see, by currency and day."""
    return waiting.days(session, seat.book_id, seat.member.member_id)


def is_locked(book: Book, day: date) -> bool:
    """Whether a day lies in a closed month, where nothing is completed."""
    return book.locked_until is not None and day <= book.locked_until


def give_rate(session: Session, seat: Seat, currency: str, day: date, rate: Decimal, now: datetime) -> None:
    """Keep the worth of one unit of a currency on a day, and complete what waited for it.

    A rate holds for its day and for at most a month after it, until a later day has one. What is more than one
    transaction takes is left to the work list. Raises: BookClosed, NothingWaits, RateNotPositive.
    """
    if seat.book.closed:
        raise BookClosed()
    head = log.lock(session, seat.book_id)
    if currency not in {waits.currency for waits in waiting_days(session, seat)}:
        raise NothingWaits(currency=shown_code(currency), field="currency")
    prices.put(session, seat.book_id, [Price(currency, day, rate)])
    said = digest(b"", {"currency": currency, "on": day, "rate": format(rate.normalize(), "f")})
    log.append(session, seat.book_id, head, log.Act(now, seat.actor, seat.actor_kind, "give_rate", "rate", (), said))
    if complete_next(session, seat.book, seat.actor, seat.actor_kind, now):
        ask_to_value(session, seat.book_id)


def complete_next(
    session: Session, book: Book, actor: int | None, actor_kind: str, now: datetime, limit: int = THINGS_AT_ONCE
) -> bool:
    """Complete the next things whose rate is known, at most `limit`; whether there may be more.

    A thing is completed on each of its days as a whole, so that what was reversed still comes to nothing.
    """
    head = log.lock(session, book.book_id)
    left, done = limit, []
    for currency, on in waiting.without_rate(session, book.book_id):
        known = None if is_locked(book, on) else rates.rate_on(session, book.book_id, currency, book.home_currency, on)
        if known is None or left <= 0:
            continue
        found = waiting.things(session, book.book_id, currency, on, left)
        done += _complete(session, book, found, {currency: known.rate})
        left -= len({one.thing_id for one in found})
    if done:
        ids = tuple(sorted({one.entry_id for one in done}))
        said = one_or_joined([_said(one) for one in done])
        log.append(session, book.book_id, head, log.Act(now, actor, actor_kind, "value", "home_value", ids, said))
    return left <= 0


def _asked(session: Session, book: Book, currency: str, days: tuple[Waiting, ...]) -> Asked:
    since = next((one.on for one in days if not is_locked(book, one.on)), None)
    known = rates.rate_on(session, book.book_id, currency, book.home_currency, since) if since else None
    return Asked(currency, days, since, format(known.rate, "f") if known else "")


def _complete(session: Session, book: Book, were: list[Kept], rate_of: Mapping[str, Decimal]) -> list[Kept]:
    now = [replace(one, entry=completed(one.entry, book.home_currency, rate_of.get)) for one in were]
    known = _accounts_of(session, book, now)
    waiting.complete(session, book.book_id, now, were)
    before, after = (tallies(moved(one, known) for one in some) for some in (were, now))
    sums.change(session, book.book_id, difference(after, before))
    return now


def _accounts_of(session: Session, book: Book, kept: list[Kept]) -> dict[int, Account]:
    return accounts.some(session, book.book_id, {p.account_id for one in kept for p in one.entry.postings})


def _said(kept: Kept) -> bytes:
    """The digest of the home values an entry now has."""
    return digest(kept.salt, {"entry": kept.entry_id, "home": [p.home_minor for p in kept.entry.postings]})


@work.within(VALUE)
def _value(session: Session, payload: work.Payload) -> None:
    book_id = read_id(payload["book"])
    session.allow_books([book_id])
    book = books.load(session, [book_id]).get(book_id)
    if book is None or book.closed:
        return
    if complete_next(session, book, None, "job", clock.now()):
        ask_to_value(session, book_id)
