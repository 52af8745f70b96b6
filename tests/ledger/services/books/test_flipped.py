"""Whatever column of an entry, its lines, its shares or its words is changed behind the books' back, `verify` names
the entry."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from ledger.domain.books.entry import Words
from ledger.plumbing.db import Database
from ledger.plumbing.rows import table
from ledger.services.books import bookkeeping, checking
from ledger.store.tables.books import EntryRow, EntryWordsRow, PostingRow, ShareRow, StandingRow
from tests.cast import NOW, book, join, lunch
from tests.ledger.services.files import bills

TABLES = [table(one) for one in (EntryRow, PostingRow, ShareRow, EntryWordsRow, StandingRow)]
OWN_KEYS = {"book_id", "entry_id"}
"""What a row is found by: another number there is another row, and the one it was of lacks it."""


@pytest.fixture
def opened(database_url):
    """A book with an amended entry with shares, and a bank file of several; every guard of the rows is off."""
    made = Database(database_url)
    with made.transaction() as session:
        mei = book(session)
        jun = join(session, mei, "Jun", "partner")
        entry = lunch(session, mei)
        shares = tuple((one.member.member_id, 1600) for one in (mei, jun))
        said = replace(entry.postings[0], shares=shares, payer=mei.member.member_id, beneficiary=jun.member.member_id,
                       quantity="2", unit="kg", project=7, receivable=9)
        first = bookkeeping.record(session, mei, replace(entry, postings=(said, *entry.postings[1:])), NOW).stands
        bookkeeping.record(session, mei, lunch(session, mei, "7.00"), NOW)
        again = replace(first.entry, words=Words("Old Street", "x"))
        amended = bookkeeping.amend(session, mei, first.thing_id, 1, again, NOW).stands
    bills.imported(made, mei, bills.long_bill(8))
    made.dispose()
    bare = Database(database_url, as_login=True)
    with bare.transaction() as session:
        _let_go(session)
        yield session, mei, amended
        session.connection.get_transaction().rollback()
    bare.dispose()


def test_every_column_of_an_entry_names_it(opened):
    session, seat, amended = opened
    one = session.value(sa.text("SELECT max(entry_id) FROM entry WHERE batch_id IS NOT NULL"))
    assert checking.verify(session, seat.book_id).faults == ()

    victims = [("many", one), ("one", amended.entry_id)][:2 if session.is_sqlite else 1]
    missed = [f"{rows.name}.{column.name} of {what}" for what, entry_id in victims for rows in TABLES
              for column in rows.c if column.name not in OWN_KEYS
              and not _is_named(session, seat.book_id, rows, column, entry_id)]

    assert missed == []


def test_a_line_or_words_moved_to_another_entry_names_both(opened):
    session, seat, amended = opened
    other = session.value(sa.text("SELECT entry_id FROM posting WHERE minor = 700"))

    for name in ("posting", "posting_share", "entry_words"):
        with session.connection.begin_nested() as point:
            session.run(sa.text(f"DELETE FROM {name} WHERE entry_id = :to"), {"to": other})
            session.run(sa.text(f"UPDATE {name} SET entry_id = :to WHERE entry_id = :at"),
                        {"to": other, "at": amended.entry_id})
            named = {fault.entry_id for fault in checking.verify(session, seat.book_id).faults}
            point.rollback()
        assert {other, amended.entry_id} <= named, name


def _is_named(session, book_id, rows, column, entry_id) -> bool:
    """Whether the entry is named once one of its values in a column is another; True where it has none there."""
    at = (rows.c.book_id == book_id, rows.c.entry_id == entry_id)
    found = session.first(sa.select(rows).where(*at, column.is_not(None)).limit(1))
    if found is None:
        return True
    with session.connection.begin_nested() as point:
        this = [rows.c[key.name] == getattr(found, key.name) for key in rows.primary_key]
        session.run(sa.update(rows).where(*this).values({column.name: _flipped(getattr(found, column.name))}))
        faults = checking.verify(session, book_id).faults
        point.rollback()
    return entry_id in {fault.entry_id for fault in faults}


def _flipped(value):
    """The value with its last byte, digit or day changed."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if isinstance(value, str):
        return value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"
    return value + (timedelta(days=1) if isinstance(value, date | datetime) else 64)


def _let_go(session) -> None:
    if not session.is_sqlite:
        session.run(sa.text("SET session_replication_role = replica"))
        return
    session.run(sa.text("PRAGMA defer_foreign_keys = ON"))
    for row in session.rows(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
        session.run(sa.text(f"DROP TRIGGER {row.name}"))
