"""Recording, amending, taking back: the books on both engines."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from ledger.domain.books.book import MonthLocked
from ledger.services.books import bookkeeping
from ledger.store.books import entries, sums
from tests.cast import NOW, TODAY, book, join, lunch, named


def test_an_expense_is_recorded_and_its_sums_are_kept(session):
    seat = book(session)

    done = bookkeeping.record(session, seat, lunch(session, seat), NOW)

    held = sums.balances(session, seat.book_id, TODAY)
    assert held[named(session, seat, "wechat").account_id, "CNY"] == (-3200, -3200)
    assert entries.standing_of(session, seat.book_id, done.stands.thing_id).entry.words.payee == "Old Street"


def test_amending_reverses_on_its_own_day_and_links_the_new_entry(session):
    seat = book(session)
    first = bookkeeping.record(session, seat, lunch(session, seat), NOW).stands

    done = bookkeeping.amend(session, seat, first.thing_id, 1, lunch(session, seat, "38.00"), NOW)

    line = entries.history(session, seat.book_id, first.thing_id)
    assert [one.entry.reverses for one in line] == [None, first.entry_id, None]
    assert done.stands.version == 2 and done.stands.entry.replaces == first.entry_id
    assert sums.balances(session, seat.book_id, TODAY)[named(session, seat, "dining").account_id, "CNY"][0] == 3800


def test_a_stale_version_is_refused_by_name(session):
    seat = book(session)
    first = bookkeeping.record(session, seat, lunch(session, seat), NOW).stands
    bookkeeping.amend(session, seat, first.thing_id, 1, lunch(session, seat, "38.00"), NOW)

    with pytest.raises(bookkeeping.StaleEntry) as refusal:
        bookkeeping.amend(session, seat, first.thing_id, 1, lunch(session, seat, "40.00"), NOW)

    assert refusal.value.facts["version"] == 2


def test_every_deed_can_be_undone_by_its_sequence(session):
    seat = book(session)
    recorded = bookkeeping.record(session, seat, lunch(session, seat), NOW)
    amended = bookkeeping.amend(session, seat, recorded.stands.thing_id, 1, lunch(session, seat, "38.00"), NOW)

    back = bookkeeping.undo(session, seat, amended.seq, NOW)
    gone = bookkeeping.take_back(session, seat, recorded.stands.thing_id, back.stands.version, NOW)
    again = bookkeeping.undo(session, seat, gone.seq, NOW)

    assert again.stands.entry.postings[0].minor == 3200
    assert sums.balances(session, seat.book_id, TODAY)[named(session, seat, "dining").account_id, "CNY"][0] == 3200


def test_undoing_the_recording_takes_it_back(session):
    seat = book(session)
    recorded = bookkeeping.record(session, seat, lunch(session, seat), NOW)

    done = bookkeeping.undo(session, seat, recorded.seq, NOW)

    assert done.stands is None
    assert all(minor == 0 for minor, _ in sums.balances(session, seat.book_id, TODAY).values())


def test_a_contributor_amends_only_what_they_recorded(session):
    seat = book(session)
    helper = join(session, seat, "Vic", "contributor")
    first = bookkeeping.record(session, seat, lunch(session, seat), NOW).stands

    with pytest.raises(bookkeeping.NotYours):
        bookkeeping.take_back(session, helper, first.thing_id, 1, NOW)


def test_a_locked_month_takes_nothing(session):
    seat = book(session)
    locked = replace(seat, book=replace(seat.book, locked_until=TODAY))

    with pytest.raises(MonthLocked):
        bookkeeping.record(session, locked, lunch(session, seat), NOW)


@pytest.mark.parametrize("statement", [
    "UPDATE entry SET verb = 'income'", "DELETE FROM entry", "UPDATE posting SET minor = minor + 1",
    "DELETE FROM posting", "UPDATE book_log SET deed = 'x'", "DELETE FROM book_log",
    "UPDATE entry_words SET note = 'other'",
])
def test_the_database_itself_refuses_to_change_what_was_posted(database, statement):
    with database.transaction() as session:
        seat = book(session)
        bookkeeping.record(session, seat, lunch(session, seat), NOW)

    with pytest.raises(sa.exc.DatabaseError), database.transaction() as session:
        session.allow_books([seat.book_id])
        session.run(sa.text(statement))

