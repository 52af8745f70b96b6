"""Goals: what is to be saved by a day into an account, and where one is; made, put right, removed and put back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.book import Seat
from ledger.domain.planning.goal import PUT_BY, Goal, NotPutBy, Progress, checked_goal, progress
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, Invalid, Missing
from ledger.kernel.ids import new_id
from ledger.kernel.limits import GOALS_MAX
from ledger.plumbing.db import Session
from ledger.plumbing.fields import NotAChoice
from ledger.services.books import holding
from ledger.services.books.quick import accounts_in
from ledger.services.planning.limiting import lock_open
from ledger.store.books import log
from ledger.store.planning import goals as rows


class StaleGoal(Conflict):
    """A goal somebody changed since the page was opened."""

    message = N_("Somebody changed this goal after you opened it. Look at it once more.")


class TooManyGoals(Invalid):
    """More goals than one book keeps."""

    message = N_("A ledger keeps at most %(limit)s goals.")


@dataclass(frozen=True, slots=True)
class KeptGoal:
    """A goal with its account and where it is."""

    goal: Goal
    account: Account
    progress: Progress


def goals(session: Session, seat: Seat, today: date) -> list[KeptGoal]:
    """The goals this seat sees, those whose day comes first before the others."""
    known, found = accounts_in(session, seat), []
    held: dict[date, holding.Held] = {}
    kept = [goal for goal in rows.load(session, seat.book_id) if goal.account_id in known]
    accounts = {goal.account_id for goal in kept}
    for goal in kept:
        begun, now = goal.since - timedelta(days=1), today
        for day in (begun, now):
            if day not in held:
                held[day] = holding.balances_for(session, seat, day, accounts=accounts)
        account = known[goal.account_id]
        there = [held[day].get((goal.account_id, goal.target.currency), (0, 0))[0] for day in (begun, now)]
        found.append(KeptGoal(goal, account, progress(goal, today, *there, is_put_away=account.closed)))
    return found


def goal(session: Session, seat: Seat, goal_id: int) -> Goal:
    """One goal that is kept. Raises: Missing."""
    found = rows.get(session, seat.book_id, goal_id)
    if found is None or found.closed or found.account_id not in accounts_in(session, seat):
        raise Missing()
    return found


def make(session: Session, seat: Seat, said: Goal, today: date, now: datetime) -> Goal:
    """Keep a new goal, set today. Raises: BookClosed, TooManyGoals, NoTarget, DayGoneBy, NotAChoice, NotPutBy."""
    head = lock_open(session, seat)
    _check_room(session, seat)
    fresh = checked_goal(replace(said, goal_id=new_id(), since=today), today)
    _check(session, seat, fresh)
    salt = secrets.token_bytes(16)
    rows.add(session, seat.book_id, fresh, salt)
    _log(session, seat, head, "plan", fresh, salt, now)
    return fresh


def amend(session: Session, seat: Seat, said: Goal, version: int, today: date, now: datetime) -> Goal:
    """Put a goal right; saving into another account begins it anew.

    Raises: Missing, StaleGoal and what `make` raises.
    """
    head = lock_open(session, seat)
    was = goal(session, seat, said.goal_id)
    since = was.since if was.account_id == said.account_id else today
    fresh = checked_goal(replace(said, since=since), today)
    _check(session, seat, fresh, was)
    return _save(session, seat, head, "plan", fresh, version, now)


def remove(session: Session, seat: Seat, goal_id: int, version: int, now: datetime) -> Goal:
    """Keep a goal no more. Raises: Missing, StaleGoal, BookClosed."""
    head = lock_open(session, seat)
    return _save(session, seat, head, "unplan", replace(goal(session, seat, goal_id), closed=True), version, now)


def put_back(session: Session, seat: Seat, goal_id: int, now: datetime) -> Goal:
    """Keep a removed goal again, as it was. Raises: Missing, BookClosed, TooManyGoals."""
    head = lock_open(session, seat)
    was = rows.get(session, seat.book_id, goal_id)
    if was is None or not was.closed:
        raise Missing()
    _check_room(session, seat)
    return _save(session, seat, head, "plan", replace(was, closed=False), was.version, now)


def places(session: Session, seat: Seat) -> list[Account]:
    """The accounts money can be put by in, in the order they are shown."""
    return [one for one in accounts_in(session, seat).values() if _is_put_by(one) and not one.closed]


def _is_put_by(account: Account) -> bool:
    return account.kind is Kind.ASSET and account.purpose in PUT_BY


def _check_room(session: Session, seat: Seat) -> None:
    if len(rows.load(session, seat.book_id)) >= GOALS_MAX:
        raise TooManyGoals(limit=GOALS_MAX)


def _check(session: Session, seat: Seat, fresh: Goal, was: Goal | None = None) -> None:
    account = accounts_in(session, seat).get(fresh.account_id)
    if account is None:
        raise NotAChoice(field="account")
    is_new = was is None or was.account_id != fresh.account_id
    if not _is_put_by(account) or (account.closed and is_new):
        raise NotPutBy(field="account")


def _save(
    session: Session, seat: Seat, head: log.Head, deed: str, fresh: Goal, version: int, now: datetime
) -> Goal:
    if not rows.save(session, seat.book_id, fresh, was=version):
        raise StaleGoal()
    _log(session, seat, head, deed, fresh, rows.salt_of(session, seat.book_id, fresh.goal_id), now)
    return replace(fresh, version=version + 1)


def _log(session: Session, seat: Seat, head: log.Head, deed: str, one: Goal, salt: bytes, now: datetime) -> None:
    act = log.Act(now, seat.actor, seat.actor_kind, deed, "goal", (one.goal_id,), digest(salt, one.content()))
    log.append(session, seat.book_id, head, act)
