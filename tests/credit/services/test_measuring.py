"""Measuring a person's ledger on both engines: through the door, kept only where everybody allows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from credit.domain.people.scope import Scope
from credit.domain.signals.signal import Why
from credit.services import measuring
from credit.services.people import consenting
from credit.store.tables.offers import SnapshotRow
from ledger.domain.books import compose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, new_id
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.services.books import bookkeeping
from ledger.store.books import accounts
from tests.cast import NOW, TODAY, book, cny, join, lunch, named, person

INSIGHT = Scope.INSIGHT


@pytest.fixture(autouse=True)
def _noon(today: datetime) -> None:
    """Everything happens now."""


def kept(session: Session, seat: Seat) -> list[Any]:
    rows = table(SnapshotRow)
    return list(session.rows(sa.select(rows).where(rows.c.book_id == seat.book_id)))


def mei(seat: Seat) -> int:
    assert seat.member.person_id is not None
    return seat.member.person_id


def counted(session: Session, seat: Seat, text: str = "5000", on: date = TODAY) -> None:
    """Somebody counted what WeChat holds."""
    begin = next(one for one in accounts.load(session, seat.book_id).values() if one.code == "equity:opening")
    postings = compose.opened(named(session, seat, "wechat"), cny(text), begin)
    bookkeeping.record(session, seat, Entry(on, Verb.OPENING, postings), NOW)


def test_what_is_measured_is_what_the_ledger_says_now(session: Session) -> None:
    seat = book(session)
    counted(session, seat, on=TODAY - timedelta(days=2))
    before = measuring.of_book(session, mei(seat), seat.book_id, TODAY)
    eaten = bookkeeping.record(session, seat, lunch(session, seat, "32.00"), NOW)
    assert eaten.stands is not None
    after = measuring.of_book(session, mei(seat), seat.book_id, TODAY)

    assert before.signals["liquid_balance"].value == 500_000
    assert after.signals["liquid_balance"].value == 496_800
    assert after.signals["liquid_balance"].entries[-1] == eaten.stands.entry_id
    assert after.revision > before.revision
    assert after.signals["avg_daily_outflow"].why is Why.NEEDS_60_DAYS


def test_a_day_gone_by_is_seen_as_it_was_known_then(session: Session) -> None:
    seat = book(session)
    counted(session, seat)
    found = measuring.of_book(session, mei(seat), seat.book_id, TODAY - timedelta(days=1))

    assert found.signals["liquid_balance"].why is Why.NEEDS_BALANCE


def test_a_stranger_s_ledger_is_not_there(session: Session) -> None:
    seat = book(session)
    stranger = person(session, "Ola")

    with pytest.raises(Missing):
        measuring.of_book(session, stranger, seat.book_id, TODAY)
    with pytest.raises(Missing):
        measuring.owned(session, new_id())


def test_what_others_keep_private_is_not_in_it(session: Session) -> None:
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    counted(session, seat)
    bookkeeping.record(session, seat, replace(lunch(session, seat), visibility="private"), NOW)

    own = measuring.of_book(session, mei(seat), seat.book_id, TODAY)
    theirs = measuring.of_book(session, mei(jun), seat.book_id, TODAY)
    assert (own.signals["liquid_balance"].value, theirs.signals["liquid_balance"].value) == (496_800, 500_000)


def test_shown_to_themselves_it_needs_no_consent_and_leaves_nothing(session: Session) -> None:
    seat = book(session)
    measuring.of_book(session, mei(seat), seat.book_id, TODAY)

    assert kept(session, seat) == []


def test_allowed_it_is_kept_once_for_each_revision_and_day(session: Session) -> None:
    seat = book(session)
    consenting.grant(session, mei(seat), INSIGHT, NOW, book_id=seat.book_id)
    for _ in range(2):
        first = measuring.of_book(session, mei(seat), seat.book_id, TODAY)
    (row,) = kept(session, seat)

    assert (row.person_id, row.revision, row.on_day, row.signals) == (mei(seat), first.revision, TODAY, first.values)
    bookkeeping.record(session, seat, lunch(session, seat), NOW)
    measuring.of_book(session, mei(seat), seat.book_id, TODAY)
    assert len(kept(session, seat)) == 2


def test_a_shared_ledger_is_kept_when_every_holder_allows_it(session: Session) -> None:
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    consenting.grant(session, mei(seat), INSIGHT, NOW, book_id=seat.book_id)
    measuring.of_book(session, mei(seat), seat.book_id, TODAY)
    assert kept(session, seat) == []

    consenting.grant(session, mei(jun), INSIGHT, NOW, book_id=seat.book_id)
    measuring.of_book(session, mei(seat), seat.book_id, TODAY)
    assert [row.person_id for row in kept(session, seat)] == [mei(seat)]


def test_taken_back_it_is_gone(session: Session) -> None:
    seat = book(session)
    consent = consenting.grant(session, mei(seat), INSIGHT, NOW, book_id=seat.book_id)
    measuring.of_book(session, mei(seat), seat.book_id, TODAY)
    consenting.withdraw(session, mei(seat), consent.consent_id, NOW)
    assert kept(session, seat) == []

    measuring.of_book(session, mei(seat), seat.book_id, TODAY)
    assert kept(session, seat) == []


def test_an_operator_acts_for_the_owner(session: Session) -> None:
    seat = book(session)
    join(session, seat, "Jun", "partner")
    owner, facts = measuring.owned(session, seat.book_id)

    assert (owner, facts.role, facts.currency) == (mei(seat), "owner", "CNY")


def test_a_program_reads_signals_with_their_unit_state_and_reason(session: Session) -> None:
    seat = book(session)
    counted(session, seat)
    read: Any = measuring.measured_json(measuring.of_book(session, mei(seat), seat.book_id, TODAY))

    assert (read["book"], read["on"]) == (id_text(seat.book_id), "2026-11-21")
    assert read["signals"]["liquid_balance"] == {"value": 500_000, "unit": "money", "state": "known"}
    assert read["signals"]["stmt_balance"] == {"value": 0, "unit": "money", "state": "absent"}
    assert read["signals"]["idle_cash"] == {
        "value": None, "unit": "money", "state": "unknown", "why": "needs_60_days"}
