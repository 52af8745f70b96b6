"""Budgets made, put right, removed and put back; each a deed in the book's log."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, datetime

from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.names.name import Sort
from ledger.domain.planning.budget import Budget, amended, check_watched, checked
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, Invalid, Missing
from ledger.kernel.ids import new_id
from ledger.kernel.limits import BUDGETS_MAX
from ledger.plumbing.db import Session
from ledger.plumbing.fields import NotAChoice
from ledger.services.books.quick import accounts_in
from ledger.services.planning import budgeting
from ledger.store.books import books, log
from ledger.store.names import kept
from ledger.store.planning import budgets


class StaleBudget(Conflict):
    """A budget somebody changed since the page was opened."""

    message = N_("Somebody changed this budget after you opened it. Look at it once more.")


class TooManyBudgets(Invalid):
    """More budgets than one book keeps."""

    message = N_("A ledger keeps at most %(limit)s budgets.")


def make(session: Session, seat: Seat, said: Budget, now: datetime) -> Budget:
    """Keep a new budget.

    Raises: BookClosed, TooManyBudgets, NoLimit, LastBeforeFirst, NotAChoice, NotSpending, CategoryPutAway.
    """
    head = lock_open(session, seat)
    _check_room(session, seat)
    fresh = checked(replace(said, budget_id=new_id()))
    _check(session, seat, fresh)
    salt = secrets.token_bytes(16)
    budgets.add(session, seat.book_id, fresh, salt)
    _log(session, seat, head, "plan", fresh, salt, now)
    return fresh


def amend(session: Session, seat: Seat, said: Budget, version: int, today: date, now: datetime) -> Budget:
    """Put a budget right; turns gone by keep their limits, and what it watches that this seat does not see stays.

    Raises: Missing, StaleBudget and what `make` raises.
    """
    head = lock_open(session, seat)
    was = budgeting.budget(session, seat, said.budget_id)
    fresh = amended(was, checked(said), today)
    _check(session, seat, fresh, was)
    hidden = set(was.categories) - set(accounts_in(session, seat))
    fresh = replace(fresh, categories=tuple(sorted({*fresh.categories, *hidden})))
    return _save(session, seat, head, "plan", fresh, version, now)


def remove(session: Session, seat: Seat, budget_id: int, version: int, now: datetime) -> Budget:
    """Keep a budget no more. Raises: Missing, StaleBudget, BookClosed."""
    head = lock_open(session, seat)
    was = budgeting.budget(session, seat, budget_id)
    return _save(session, seat, head, "unplan", replace(was, closed=True), version, now)


def put_back(session: Session, seat: Seat, budget_id: int, now: datetime) -> Budget:
    """Keep a removed budget again, as it was. Raises: Missing, BookClosed, TooManyBudgets."""
    head = lock_open(session, seat)
    was = budgets.get(session, seat.book_id, budget_id)
    if was is None or not was.closed:
        raise Missing()
    _check_room(session, seat)
    return _save(session, seat, head, "plan", replace(was, closed=False), was.version, now)


def lock_open(session: Session, seat: Seat) -> log.Head:
    """The head of an open book's log, once nobody else writes in it. Raises: BookClosed."""
    if seat.book.closed:
        raise BookClosed()
    return log.lock(session, seat.book_id)


def _check_room(session: Session, seat: Seat) -> None:
    if len(budgets.load(session, seat.book_id)) >= BUDGETS_MAX:
        raise TooManyBudgets(limit=BUDGETS_MAX)


def _check(session: Session, seat: Seat, fresh: Budget, was: Budget | None = None) -> None:
    known = accounts_in(session, seat)
    if any(one not in known for one in fresh.categories):
        raise NotAChoice(field="category")
    check_watched(fresh.categories, known, was.categories if was else ())
    had = (was.project, was.tag) if was else ()
    for sort, number in ((Sort.PROJECT, fresh.project), (Sort.TAG, fresh.tag)):
        if number is not None and number not in had and not _is_open(session, seat, sort, number):
            raise NotAChoice(field=sort.value)
    if fresh.member is None or (was is not None and fresh.member == was.member):
        return
    if fresh.member not in {one.member_id for one in books.members(session, seat.book_id) if not one.left}:
        raise NotAChoice(field="member")


def _is_open(session: Session, seat: Seat, sort: Sort, number: int) -> bool:
    """Whether entries are now gathered under a project or a tag."""
    found = kept.get(session, seat.book_id, sort, number)
    return found is not None and not found.closed and found.merged_into is None


def _save(
    session: Session, seat: Seat, head: log.Head, deed: str, fresh: Budget, version: int, now: datetime
) -> Budget:
    if not budgets.save(session, seat.book_id, fresh, was=version):
        raise StaleBudget()
    _log(session, seat, head, deed, fresh, budgets.salt_of(session, seat.book_id, fresh.budget_id), now)
    return replace(fresh, version=version + 1)


def _log(session: Session, seat: Seat, head: log.Head, deed: str, one: Budget, salt: bytes, now: datetime) -> None:
    act = log.Act(now, seat.actor, seat.actor_kind, deed, "budget", (one.budget_id,), digest(salt, one.content()))
    log.append(session, seat.book_id, head, act)
