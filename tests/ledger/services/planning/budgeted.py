"""Budgets and goals of a household in a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ledger.domain.books import compose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.planning.budget import Budget, first_day
from ledger.domain.planning.goal import Goal
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping
from ledger.services.planning import limiting, saving
from tests.cast import NOW, TODAY, cny, named

NEXT_SUMMER = date(2027, 7, 1)


def said(session: Session, seat: Seat, *keys: str, limit: str = "1000", every: BudgetPeriod = BudgetPeriod.MONTH,
         anchor: int = 1, on: date = TODAY, **changed: object) -> Budget:
    """A budget of some categories, begun with the turn of a day."""
    since = first_day(every, anchor, on)
    categories = tuple(sorted(named(session, seat, key).account_id for key in keys))
    limits = ((since, cny(limit).minor),)
    return replace(Budget(0, "", categories, None, limits, "CNY", every, since, anchor), **changed)


def made(session: Session, seat: Seat, *keys: str, **changed: object) -> Budget:
    """The same, kept."""
    return limiting.make(session, seat, said(session, seat, *keys, **changed), NOW)


def spend(session: Session, seat: Seat, key: str, amount: str, on: date = TODAY, *, visibility: str = "book",
          beneficiary: int | None = None, shares: tuple[tuple[int, int], ...] = ()) -> bookkeeping.Done:
    """Money spent from WeChat, for everybody, for one, or shared."""
    postings = compose.spent(named(session, seat, "wechat"), [(named(session, seat, key), cny(amount))])
    told = tuple(replace(p, beneficiary=beneficiary, shares=shares) if p.minor > 0 else p for p in postings)
    return bookkeeping.record(session, seat, Entry(on, Verb.EXPENSE, told, Words("", key), visibility=visibility), NOW)


def aim(session: Session, seat: Seat, key: str = "bank", target: str = "10000", by: date = NEXT_SUMMER) -> Goal:
    """A goal set today."""
    goal = Goal(0, "The sea", named(session, seat, key).account_id, cny(target), TODAY, by)
    return saving.make(session, seat, goal, TODAY, NOW)
