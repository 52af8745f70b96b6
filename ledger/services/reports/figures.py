"""A book's figures for somebody who sits in it, as they were known at a revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.reports import figures as reckoning
from ledger.kernel.figures import Coming, Figures, OpenItem, Place
from ledger.kernel.limits import SCHEDULED_MAX
from ledger.kernel.period import add_months
from ledger.kernel.rate import convert
from ledger.plumbing import clock
from ledger.plumbing.db import Session
from ledger.store.books import accounts, rates
from ledger.store.planning import scheduled, turns
from ledger.store.reports import lines


def figures_of(session: Session, seat: Seat, on: date, revision: int | None = None) -> Figures:
    """The figures at the end of a day in the book's zone.

    Without a revision it is the last one recorded by then, so that a day gone by is seen without looking ahead.
    Entries of others kept private, and entries touching their private accounts, are left out. Of what lies further
    back than `reckoning.MONTHS` only balances are told, so that a long life of a book costs no more than these.
    """
    zone = clock.zone_info(seat.book.zone)
    if revision is None:
        revision = lines.revision_at(session, seat.book_id, datetime.combine(on + timedelta(days=1), time(), zone))
    everything = accounts.load(session, seat.book_id)
    known = {
        number: account for number, account in everything.items()
        if account.visibility == "book" or account.owner == seat.member.member_id
    }
    since = add_months(on, -reckoning.MONTHS)
    seen = lines.Seen(session, seat.book_id, revision, seat.member.member_id, everything.keys() - known.keys())
    entries, before = seen.known(since, on), seen.before(since)
    valued = [entry for entry in entries if entry.is_valued]
    told = reckoning.told(valued, known, before, on, _checked(session, seat, seen.said(on)))
    began_on = min([one.first_on for one in before.values()] + [entry.on for entry in entries[:1]], default=None)
    return Figures(
        book=seat.book_id, revision=revision, on=on, scene=seat.book.scene, currency=seat.book.home_currency,
        began_on=began_on, flows=told.flows, places=told.places, payers=told.payers,
        coming=_coming(session, seat, known, on),
        open_items=_open_items(seen, told.places, valued, seat.book.home_currency, on),
        quality=reckoning.quality(entries, began_on or on, zone, on),
    )


def _open_items(
    seen: lines.Seen, places: Sequence[Place], entries: Iterable[reckoning.Known], home: str, on: date
) -> tuple[OpenItem, ...]:
    """What is open. A debt in another currency that was paid back in full is closed, though rates moved meanwhile."""
    found = reckoning.open_items(places)
    if not found:
        return found
    foreign = {line.account_id for entry in entries for line in entry.postings if line.currency != home}
    asked = [one.number for one in found if one.number in foreign]
    closed = set(asked) - seen.uneven(asked, on)
    return tuple(one for one in found if one.number not in closed)


def _checked(session: Session, seat: Seat, said: Iterable[lines.Said]) -> dict[int, reckoning.Stated]:
    """What the last checks of accounts come to in home money; a difference nobody knows the rate of is not told."""
    found: dict[int, reckoning.Stated] = {}
    for one in said:
        gap = _worth(session, seat, abs(one.minor - one.held), one.currency, one.on)
        if gap is not None:
            before = found.get(one.account_id)
            found[one.account_id] = reckoning.Stated(
                max(one.on, before.on) if before else one.on, gap + (before.gap_minor if before else 0))
    return found


def _worth(session: Session, seat: Seat, minor: int, currency: str, on: date) -> int | None:
    home = seat.book.home_currency
    if currency == home or not minor:
        return minor
    known = rates.rate_on(session, seat.book_id, currency, home, on)
    return convert(minor, currency, home, known.rate) if known else None


def _coming(session: Session, seat: Seat, known: Mapping[int, Account], on: date) -> tuple[Coming, ...]:
    """What is planned, and what of it waits for somebody's word."""
    since = on - timedelta(days=reckoning.OVERDUE_DAYS)
    found = turns.waiting(session, seat.book_id, SCHEDULED_MAX, since)
    named = scheduled.some(session, seat.book_id, {one.item_id for one in found}) if found else {}
    waiting = [(named[one.item_id], one.on, one.amount) for one in found if not named[one.item_id].parts]
    items = [one for one in scheduled.load(session, seat.book_id) if not one.parts]
    return reckoning.coming(items, known, seat.book.home_currency, on, waiting)
