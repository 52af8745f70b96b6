"""Verify names what is wrong; rebuild is a no-op in healthy books; erasure leaves a chain that verifies."""

import pytest
import sqlalchemy as sa

from ledger.domain.books.book import Seat
from ledger.kernel.errors import Forbidden
from ledger.services.books import bookkeeping, checking, erasing
from ledger.store.books import erasing as store
from tests.cast import NOW, book, join, lunch


def some_entries(session) -> Seat:
    seat = book(session)
    first = bookkeeping.record(session, seat, lunch(session, seat), NOW).stands
    bookkeeping.record(session, seat, lunch(session, seat, "6.00", note="metro"), NOW)
    amended = bookkeeping.amend(session, seat, first.thing_id, 1, lunch(session, seat, "38.00"), NOW)
    bookkeeping.take_back(session, seat, first.thing_id, amended.stands.version, NOW)
    return seat


def test_healthy_books_have_no_fault_and_nothing_to_rebuild(session):
    seat = some_entries(session)

    checked = checking.verify(session, seat.book_id)

    assert checked.faults == () and checked.entries == 5
    assert checking.rebuild(session, seat.book_id) == 0


def test_a_changed_amount_is_named_by_its_entry(sqlite_url):
    from ledger.plumbing.db import Database

    database = Database(sqlite_url)
    with database.transaction() as session:
        seat = some_entries(session)
    with database.transaction() as session:
        session.run(sa.text("DROP TRIGGER posting_stays"))
        victim = session.value(sa.text("SELECT min(entry_id) FROM posting"))
        session.run(sa.text("UPDATE posting SET minor = minor + 1 WHERE entry_id = :id AND n = 0"), {"id": victim})

    with database.transaction() as session:
        faults = checking.verify(session, seat.book_id).faults

    assert {fault.entry_id for fault in faults if "digest" in fault.what} == {victim}
    assert any(fault.what == "out of balance" and fault.entry_id == victim for fault in faults)


def test_a_wrong_sum_is_found_and_put_right(session):
    seat = some_entries(session)
    session.run(sa.text("UPDATE kept_sum SET in_minor = in_minor + 5 WHERE grain = 'm' AND in_minor > 0"))
    session.run(sa.text("DELETE FROM standing"))

    faults = checking.verify(session, seat.book_id).faults
    changed = checking.rebuild(session, seat.book_id)

    assert faults and changed > 0
    assert checking.verify(session, seat.book_id).faults == ()


def test_erased_words_leave_a_chain_that_verifies_and_says_so(session):
    seat = some_entries(session)

    store.erase_words_of(session, seat.book_id, seat.member.member_id, NOW)

    checked = checking.verify(session, seat.book_id)
    assert checked.faults == () and checked.erased == 3


def test_a_book_is_erased_whole_and_its_head_remains(session):
    seat = some_entries(session)

    head = erasing.erase_book(session, seat, NOW)

    assert session.value(sa.text("SELECT count(*) FROM entry")) == 0
    assert session.value(sa.text("SELECT head FROM tombstone")) == head


def test_a_partner_cannot_erase_the_book(session):
    seat = some_entries(session)

    with pytest.raises(Forbidden):
        erasing.erase_book(session, join(session, seat, "Jun", "partner"), NOW)
