"""Statements made ready once: they answer as SQLAlchemy's own do, on both engines."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ledger.plumbing.db import DatabaseBusy, Memory
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.books import accounts
from ledger.store.tables.books import AccountRow, BookRow, LogRow
from tests.cast import book, named, person

_account, _book, _log = table(AccountRow), table(BookRow), table(LogRow)
NAMED = Prepared(sa.select(_account.c.account_id, _account.c.names).where(
    _account.c.book_id == sa.bindparam("book"), _account.c.account_id.in_(sa.bindparam("ids", expanding=True)),
    _account.c.closed.is_(False)))


@pytest.mark.parametrize("rows", [_account, _book, _log], ids=lambda rows: rows.name)
def test_every_kind_of_column_reads_back_as_core_reads_it(session, rows):
    seat = book(session)
    query = sa.select(rows).where(rows.c.book_id == seat.book_id)
    ready = Prepared(sa.select(rows).where(rows.c.book_id == sa.bindparam("book")))

    found = session.rows(ready, {"book": seat.book_id})

    assert sorted(map(repr, map(tuple, found))) == sorted(map(repr, map(tuple, session.rows(query))))
    assert found[0]._fields == tuple(rows.c.keys())


@pytest.mark.parametrize("length", [0, 1, 2, 3, 9, 40])
def test_a_list_of_any_length_finds_just_its_own(session, length):
    seat = book(session)
    wanted = sorted(accounts.load(session, seat.book_id))[:length]

    found = session.rows(NAMED, {"book": seat.book_id, "ids": wanted})

    assert sorted(row.account_id for row in found) == wanted


def test_a_list_longer_than_the_largest_place_finds_its_own_too(session):
    seat = book(session)
    dining = named(session, seat, "dining")

    found = session.rows(NAMED, {"book": seat.book_id, "ids": [*range(1, 1200), dining.account_id]})

    assert [(row.account_id, row.names) for row in found] == [(dining.account_id, dining.names)]


def test_changing_rows_tells_how_many_there_were(session):
    seat = book(session)
    close = Prepared(sa.update(_account).where(
        _account.c.book_id == sa.bindparam("book"), _account.c.code == sa.bindparam("named")).values(
        closed=sa.bindparam("is_closed", type_=sa.Boolean())))
    code = named(session, seat, "dining").code

    done = [session.run(close, {"book": seat.book_id, "named": one, "is_closed": True}) for one in (code, "nothing")]

    assert [one.rowcount for one in done] == [1, 0]
    assert named(session, seat, "dining").closed


def test_a_row_that_may_not_be_is_refused_as_core_refuses_it(database):
    with database.transaction() as session:
        person_id = person(session)
    add = Prepared(sa.text("INSERT INTO address (digest, person_id) VALUES (:digest, :person)"))

    with pytest.raises(sa.exc.IntegrityError), database.transaction() as session:
        for _ in range(2):
            session.run(add, {"digest": b"d" * 32, "person": person_id})

    with database.transaction(write=False) as session:
        assert session.value(sa.text("SELECT count(*) FROM address")) == 0


def test_a_reading_transaction_cannot_write_and_the_next_one_can(database):
    add = Prepared(sa.text("INSERT INTO tombstone (book_id, head, erased_at) VALUES (:book, :head, 0)"))
    count = Prepared(sa.select(sa.func.count(_account.c.account_id).label("accounts")))
    for write in (True, False, True, False):
        with database.transaction(write=write) as session:
            assert session.value(count) == 0

    with pytest.raises((DatabaseBusy, sa.exc.InternalError)), database.transaction(write=False) as session:
        session.run(add, {"book": 1, "head": b"h" * 32})

    with database.transaction() as session:
        seat = book(session)
    assert seat.book.revision == 1


def test_a_memory_lets_go_of_what_was_not_asked_for_the_longest():
    memory = Memory(2)
    memory.put("a", 1)
    memory.put("b", 2)
    memory.get("a")
    memory.put("c", 3)

    assert [memory.get(key) for key in "abc"] == [1, None, 3]


def test_what_a_transaction_worked_out_is_kept_only_once_it_committed(database):
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        session.keep("found", 1)
        raise ZeroDivisionError
    with database.transaction() as session:
        assert session.remembered("found") is None
        session.keep("found", 2)
        assert session.remembered("found") is None
    with database.transaction(write=False) as session:
        assert session.remembered("found") == 2
