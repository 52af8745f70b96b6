"""Saved reports: kept, renamed, put in order, pinned, removed and put back. A member sees the shared and their own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal

from ledger.domain.books.book import Book, Seat
from ledger.domain.reports.facet import Facet
from ledger.domain.reports.saved import STATEMENTS, NotAReport, SavedReport, TooManyReports
from ledger.domain.sharing.role import Deed
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, Forbidden, Missing
from ledger.kernel.ids import new_id, read_id
from ledger.kernel.limits import SAVED_REPORTS_MAX
from ledger.plumbing.db import Session
from ledger.services.books.quick import accounts_in
from ledger.services.planning.limiting import lock_open
from ledger.services.reports import grouping
from ledger.store.books import books, log
from ledger.store.reports import saved as rows

Gone = Literal["account", "project"]
"""What a saved report is about and is there no more."""

_OF_ACCOUNTS = ("account", "category")


class StaleReport(Conflict):
    """A saved report somebody changed since the page was opened."""

    message = N_("Somebody changed this report after you opened it. Look at it once more.")


def reports(session: Session, seat: Seat) -> list[SavedReport]:
    """The saved reports this member sees, in their order."""
    return [one for one in rows.load(session, seat.book_id) if _is_seen(one, seat.member.member_id)]


def pinned(session: Session, person_id: int) -> list[tuple[Book, SavedReport]]:
    """The pinned reports of every open book a person sits in, by book and in their order there."""
    mine = books.memberships(session, person_id)
    open_books = [one for one in books.load(session, mine).values() if not one.closed]
    return [(book, one) for book in open_books for one in rows.load(session, book.book_id)
            if one.is_pinned and _is_seen(one, mine[book.book_id].member_id)]


def report(session: Session, seat: Seat, report_id: int) -> SavedReport:
    """One saved report that is kept. Raises: Missing."""
    found = rows.get(session, seat.book_id, report_id)
    if found is None or found.closed or not _is_seen(found, seat.member.member_id):
        raise Missing()
    return found


def gone_from(session: Session, seat: Seat, found: list[SavedReport]) -> dict[int, Gone]:
    """Of reports, those about something that is there no more for this member: its id to `account` or `project`."""
    known = accounts_in(session, seat)
    facets = grouping.facets_of(session, seat)
    gone: dict[int, Gone] = {}
    for one in found:
        if any(name in one.said and _number(one.said[name]) not in known for name in _OF_ACCOUNTS):
            gone[one.report_id] = "account"
        elif one.said.get("by") == Facet.PROJECT and Facet.PROJECT not in facets:
            gone[one.report_id] = "project"
    return gone


def make(session: Session, seat: Seat, fresh: SavedReport, now: datetime) -> SavedReport:
    """Keep a new report after those there are; its id, member and place are given here.

    Raises: NotAReport, TooManyReports, Forbidden, BookClosed.
    """
    head = lock_open(session, seat)
    if fresh.statement not in STATEMENTS:
        raise NotAReport()
    _check_share(seat, fresh)
    there = rows.load(session, seat.book_id)
    _check_room(there)
    last = max((one.position for one in there), default=0)
    fresh = replace(fresh, report_id=new_id(), member_id=seat.member.member_id, position=last + 1)
    salt = secrets.token_bytes(16)
    rows.add(session, seat.book_id, fresh, salt)
    _log(session, seat, head, "save_report", fresh, salt, now)
    return fresh


def amend(session: Session, seat: Seat, report_id: int, version: int, change: Callable[[SavedReport], SavedReport],
          now: datetime) -> SavedReport:
    """Rename, share or pin a report. Raises: Missing, StaleReport, Forbidden, BookClosed."""
    return _change(session, seat, report_id, version, "save_report", now, change)


def remove(session: Session, seat: Seat, report_id: int, version: int, now: datetime) -> SavedReport:
    """Keep a report no more. Raises: Missing, StaleReport, BookClosed."""
    return _change(session, seat, report_id, version, "drop_report", now, lambda one: replace(one, closed=True))


def put_back(session: Session, seat: Seat, report_id: int, now: datetime) -> SavedReport:
    """Keep a removed report again. Raises: Missing, BookClosed, TooManyReports."""
    head = lock_open(session, seat)
    was = rows.get(session, seat.book_id, report_id)
    if was is None or not was.closed or not may_change(was, seat):
        raise Missing()
    _check_room(rows.load(session, seat.book_id))
    return _save(session, seat, head, "save_report", replace(was, closed=False), was.version, now)


def move_up(session: Session, seat: Seat, report_id: int, now: datetime) -> None:
    """Put a report before the one above it; the first becomes the last. Raises: Missing, BookClosed."""
    head = lock_open(session, seat)
    there = reports(session, seat)
    at = next((n for n, one in enumerate(there) if one.report_id == report_id), None)
    if at is None or not may_change(there[at], seat):
        raise Missing()
    moved = there.pop(at)
    there.insert(at - 1 if at else len(there), moved)
    for position, one in enumerate(there, 1):
        if one.position != position:
            _save(session, seat, head, "save_report", replace(one, position=position), one.version, now)
            head = log.head(session, seat.book_id)


def may_share(seat: Seat) -> bool:
    """Whether they may save a report for everybody."""
    return seat.may(Deed.PLAN)


def may_change(one: SavedReport, seat: Seat) -> bool:
    """Whether it is theirs, or shared and they may share."""
    return one.member_id == seat.member.member_id or (one.is_shared and may_share(seat))


def _change(session: Session, seat: Seat, report_id: int, version: int, deed: str, now: datetime,
            change: Callable[[SavedReport], SavedReport]) -> SavedReport:
    head = lock_open(session, seat)
    was = report(session, seat, report_id)
    if not may_change(was, seat):
        raise Missing()
    fresh = change(was)
    if not was.is_shared:
        _check_share(seat, fresh)
    return _save(session, seat, head, deed, fresh, version, now)


def _is_seen(one: SavedReport, member_id: int) -> bool:
    return one.is_shared or one.member_id == member_id


def _number(text: str) -> int | None:
    try:
        return read_id(text)
    except Missing:
        return None


def _check_share(seat: Seat, fresh: SavedReport) -> None:
    if fresh.is_shared and not may_share(seat):
        raise Forbidden()


def _check_room(there: list[SavedReport]) -> None:
    if len(there) >= SAVED_REPORTS_MAX:
        raise TooManyReports(limit=SAVED_REPORTS_MAX)


def _save(session: Session, seat: Seat, head: log.Head, deed: str, fresh: SavedReport, version: int,
          now: datetime) -> SavedReport:
    if not rows.save(session, seat.book_id, fresh, was=version):
        raise StaleReport()
    _log(session, seat, head, deed, fresh, rows.salt_of(session, seat.book_id, fresh.report_id), now)
    return replace(fresh, version=version + 1)


def _log(session: Session, seat: Seat, head: log.Head, deed: str, one: SavedReport, salt: bytes, now: datetime) -> None:
    act = log.Act(now, seat.actor, seat.actor_kind, deed, "report", (one.report_id,), digest(salt, one.content()))
    log.append(session, seat.book_id, head, act)
