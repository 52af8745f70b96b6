"""The work list: there when committed, done once, tried again when it failed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep

import pytest
import sqlalchemy as sa

from ledger.plumbing import clock, work
from ledger.plumbing.db import Database, Session
from ledger.plumbing.identity import LeaseRow, WorkRow
from ledger.plumbing.rows import table
from ledger.plumbing.waking import Waker

_work, _lease = table(WorkRow), table(LeaseRow)
done: list[str] = []


@work.within("test.note")
def _note(session: Session, payload: work.Payload) -> None:
    done.append(str(payload["word"]))


@work.within("test.chain")
def _chain(session: Session, payload: work.Payload) -> None:
    work.enqueue(session, "test.note", {"word": "chained"})
    if payload.get("fails"):
        raise RuntimeError(payload["fails"])


@work.outside("test.send")
def _send(database: Database, payload: work.Payload) -> None:
    done.append("tried")
    if len(done) < payload["until"]:
        raise OSError(payload["until"])


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    done.clear()
    yield


def _ask(database: Database, kind: str, later: timedelta = timedelta(0), **payload: object) -> int:
    with database.transaction() as session:
        return work.enqueue(session, kind, payload, due=clock.now() + later)


def _row(database: Database, work_id: int) -> sa.Row[tuple[object, ...]]:
    with database.transaction(write=False) as session:
        row = session.first(sa.select(_work).where(_work.c.work_id == work_id))
    assert row is not None
    return row


def test_work_that_was_asked_for_is_done_once_and_its_words_forgotten(database: Database) -> None:
    asked = _ask(database, "test.note", word="hello")
    assert work.work_off(database) == 1
    assert work.work_off(database) == 0
    assert done == ["hello"]
    assert (_row(database, asked).payload, _row(database, asked).done_at is None) == ({}, False)


def test_work_of_a_deed_that_was_rolled_back_was_never_asked_for(database: Database) -> None:
    with pytest.raises(KeyError), database.transaction() as session:
        work.enqueue(session, "test.note", {"word": "no"})
        raise KeyError
    assert work.work_off(database) == 0


def test_work_waits_for_its_time(database: Database) -> None:
    _ask(database, "test.note", later=timedelta(hours=2), word="later")
    assert work.work_off(database) == 0
    with clock.pinned(clock.now() + timedelta(hours=3)):
        assert work.work_off(database) == 1


def test_work_that_failed_leaves_nothing_and_comes_back_ever_more_rarely(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    asked = _ask(database, "test.chain", fails="a secret word")
    assert work.work_off(database) == 1
    first = _row(database, asked)
    assert (first.done_at, first.problem, done) == (None, "RuntimeError", [])
    with clock.pinned(first.due_at + timedelta(seconds=1)):
        work.work_off(database)
        again = _row(database, asked)
        assert again.due_at - clock.now() == timedelta(seconds=60)
    assert again.tries == 2
    assert "secret" not in caplog.text


def test_work_is_given_up_after_ten_tries_with_its_problem_kept(database: Database) -> None:
    asked = _ask(database, "test.send", until=99)
    at = clock.now()
    for n in range(20):
        with clock.pinned(at + timedelta(hours=2 * n)):
            work.work_off(database)
    assert len(done) == work.TRIES
    assert (_row(database, asked).problem, _row(database, asked).done_at is None) == ("OSError", False)


def test_work_on_other_machines_is_tried_until_it_goes_through(database: Database) -> None:
    asked = _ask(database, "test.send", until=2)
    work.work_off(database)
    with clock.pinned(clock.now() + timedelta(hours=1)):
        work.work_off(database)
    assert len(done) == 2
    assert _row(database, asked).done_at is not None


def test_a_claim_of_somebody_who_died_is_taken_over_and_their_ending_refused(database: Database) -> None:
    asked = _ask(database, "test.note", word="taken over")
    lost = work._claim(database)
    assert lost is not None and lost.work_id == asked
    assert work.work_off(database) == 0
    with clock.pinned(clock.now() + work.CLAIM + timedelta(seconds=1)):
        assert work.work_off(database) == 1
    work._try(database, lost)
    assert done == ["taken over"]


def test_eight_at_once_do_forty_pieces_forty_times(database: Database) -> None:
    for n in range(40):
        _ask(database, "test.note", word=str(n))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work.work_off, [database] * 8))
    assert sorted(done, key=int) == [str(n) for n in range(40)]


def test_one_consumer_at_a_time_holds_the_lease(database: Database) -> None:
    assert work._take_lease(database, "one")
    assert work._take_lease(database, "one")
    assert not work._take_lease(database, "other")
    assert not work.consume(database)
    with clock.pinned(clock.now() + work.LEASE + timedelta(seconds=1)):
        assert work.consume(database)


def test_a_consumer_lets_go_of_the_lease_and_of_work_long_done(database: Database) -> None:
    asked = _ask(database, "test.note", word="old")
    assert work.consume(database)
    with clock.pinned(clock.now() + work.KEPT + timedelta(hours=1)):
        assert work.consume(database)
    with database.transaction(write=False) as session:
        assert session.first(sa.select(_work).where(_work.c.work_id == asked)) is None
        assert session.first(sa.select(_lease)) is None


def test_what_is_due_next_is_known(session: Session) -> None:
    assert work.next_due(session) is None
    at = clock.now() + timedelta(hours=5)
    work.enqueue(session, "test.note", {"word": "x"}, due=at)
    work.enqueue(session, "test.note", {"word": "y"}, due=at + timedelta(hours=1))
    assert work.next_due(session) == at


def test_a_bell_rings_after_the_commit_and_a_broken_one_harms_nobody(database: Database) -> None:
    rung: list[str] = []

    def broken() -> None:
        raise OSError

    bells = (broken, lambda: rung.append("rung"))
    for bell in bells:
        work.hang(bell)
    try:
        with database.transaction() as session:
            work.enqueue(session, "test.note", {"word": "x"})
            assert rung == []
        assert rung == ["rung"]
    finally:
        for bell in bells:
            work.unhang(bell)


def test_the_consumer_in_the_process_does_what_is_asked_for_at_once(database: Database) -> None:
    waker = Waker(database)
    waker.start()
    try:
        asked = _ask(database, "test.note", word="woken")
        begun = clock.ticks()
        while not done and clock.ticks() - begun < 10**10:
            sleep(0.02)
    finally:
        waker.stop()
    assert done == ["woken"]
    assert _row(database, asked).done_at is not None
