"""A book's figures for somebody who sits in it, as they were known at a revision."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from ledger.domain.books.book import Seat
from ledger.domain.reports import figures as reckoning
from ledger.kernel.figures import Figures
from ledger.plumbing import clock
from ledger.plumbing.db import Session
from ledger.store.books import accounts
from ledger.store.planning import scheduled
from ledger.store.reports import lines


def figures_of(session: Session, seat: Seat, on: date, revision: int | None = None) -> Figures:
    """The figures at the end of a day in the book's zone.

    Without a revision it is the last one recorded by then, so that a day gone by is seen without looking ahead.
    Entries of others kept private, and entries touching their private accounts, are left out.
    """
    zone = clock.zone_info(seat.book.zone)
    if revision is None:
        revision = lines.revision_at(session, seat.book_id, datetime.combine(on + timedelta(days=1), time(), zone))
    known = {
        number: account for number, account in accounts.load(session, seat.book_id).items()
        if account.visibility == "book" or account.owner == seat.member.member_id
    }
    entries = [
        entry for entry in lines.known_at(session, seat.book_id, revision, on, seat.member.member_id)
        if all(line.account_id in known for line in entry.postings)
    ]
    told = reckoning.told([entry for entry in entries if entry.is_valued], known, on)
    return Figures(
        book=seat.book_id, revision=revision, on=on, scene=seat.book.scene, currency=seat.book.home_currency,
        began_on=entries[0].on if entries else None, flows=told.flows, places=told.places, payers=told.payers,
        coming=reckoning.coming(scheduled.load(session, seat.book_id), known, seat.book.home_currency, on),
        open_items=reckoning.open_items(told.places), quality=reckoning.quality(entries, zone, on),
    )
