"""Saying what an account holds, and what could explain that it does not."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.domain.accounts.causes import Why
from ledger.domain.accounts.check import Check
from ledger.domain.books.book import Seat
from ledger.plumbing.db import Session
from ledger.services.accounts import checks, mending
from ledger.services.books import bookkeeping
from tests.cast import NOW, TODAY, cny, lunch, named

YESTERDAY = TODAY - timedelta(days=1)


def eats(session: Session, seat: Seat, amount: str = "32.00", on: date = TODAY, note: str = "lunch") -> int:
    """The thing of a lunch paid from WeChat."""
    done = bookkeeping.record(session, seat, lunch(session, seat, amount, on, note), NOW)
    assert done.stands is not None
    return done.stands.thing_id


def says(session: Session, seat: Seat, amount: str, on: date = TODAY, key: str = "wechat") -> Check:
    return checks.say(session, seat, named(session, seat, key).account_id, cny(amount), on, TODAY, NOW)


def held(session: Session, seat: Seat, check: Check):
    return checks.get(session, seat, check.account_id, check.check_id)


def could_be(session: Session, seat: Seat, check: Check, why: Why) -> mending.Explained:
    return next(one for one in mending.explained(session, seat, held(session, seat, check)) if one.cause.why is why)


def mended(session: Session, seat: Seat, check: Check, why: Why):
    key = could_be(session, seat, check, why).cause.key
    return mending.mend(session, seat, check.account_id, check.check_id, key, NOW)


def agrees(session: Session, seat: Seat, check: Check) -> bool:
    return held(session, seat, check).agrees
