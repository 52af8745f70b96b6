"""The demo's budgets and goals, set as the cast would have set them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from ledger.domain.believable.limits import Aimed, Limited, aims, limits
from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.planning.budget import Budget, first_day
from ledger.domain.planning.goal import Goal
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.planning import limiting, saving


def limit(session: Session, seat: Seat, story: str, by_key: Mapping[str, Account], members: Mapping[str, int],
          begun: date, today: date, now: datetime) -> None:
    """Set what a story limits and aims at; `begun` is the first day of its book."""
    home = seat.book.home_currency
    for one in limits(story, begun, today):
        limiting.make(session, seat, _budget(one, by_key, members, home), now)
    for each in aims(story, today):
        saving.make(session, seat, _goal(each, by_key, home), each.since, now)


def _budget(one: Limited, by_key: Mapping[str, Account], members: Mapping[str, int], home: str) -> Budget:
    since = first_day(one.every, one.anchor, one.on)
    categories = tuple(sorted(by_key[key].account_id for key in one.categories))
    return Budget(0, "", categories, members.get(one.member), ((since, one.minor),), home, one.every, since, one.anchor,
                  rollover=one.rollover)


def _goal(one: Aimed, by_key: Mapping[str, Account], home: str) -> Goal:
    return Goal(0, "", by_key[one.account].account_id, Money(one.minor, home), one.since, one.by)
