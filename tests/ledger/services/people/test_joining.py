"""Signing up: the same for known and new addresses, but for the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger.domain.people.person import AddressTaken, Person, address_digest
from ledger.kernel.ids import read_id
from ledger.plumbing import clock, work
from ledger.plumbing.db import Database
from ledger.plumbing.identity import LinkRow, WorkRow
from ledger.plumbing.rows import table
from ledger.services.people import joining
from ledger.services.people.joining import Asked
from ledger.services.people.linking import LinkOver
from ledger.store.people import persons
from tests.ledger.services.people.conftest import link_in, read

JUN = Asked("jun@example.org", "Jun", "hash", "en", "UTC", "EUR")


def _ask(database: Database, asked: Asked = JUN) -> str:
    with database.transaction() as session:
        return joining.ask(session, asked, clock.now())


def _signs_in(database: Database, address: str) -> int | None:
    with database.transaction() as session:
        return persons.by_address(session, address_digest(address))


def test_an_address_signs_nobody_in_before_its_link_was_used(database: Database, letters: Path) -> None:
    _ask(database)
    assert _signs_in(database, JUN.address) is None


def test_the_letters_link_completes_the_sign_up_once(database: Database, letters: Path) -> None:
    _ask(database)
    work.work_off(database)
    (letter,) = read(letters)
    with database.transaction() as session:
        person, has_joined = joining.join(session, link_in(letter), clock.now())
    assert (person.name, has_joined) == ("Jun", True)
    assert _signs_in(database, JUN.address) == person.person_id
    with pytest.raises(LinkOver), database.transaction() as session:
        joining.join(session, link_in(letter), clock.now())


def test_asking_with_a_known_address_writes_the_same_rows_and_tells_the_owner(
    database: Database, letters: Path, mei: Person
) -> None:
    link = _ask(database, replace(JUN, address=mei.email))
    work.work_off(database)
    (letter,) = read(letters)
    assert "已经有账号" in letter
    assert "/join/" not in letter
    with database.transaction() as session:
        person, has_joined = joining.join(session, link, clock.now())
    assert not has_joined
    assert _signs_in(database, mei.email) == mei.person_id != person.person_id


def test_a_link_is_over_after_an_hour(database: Database, letters: Path) -> None:
    link = _ask(database)
    with clock.pinned(clock.now() + timedelta(minutes=61)), database.transaction() as session:
        with pytest.raises(LinkOver):
            joining.address_behind(session, link, clock.now())
        with pytest.raises(LinkOver):
            joining.join(session, link, clock.now())


@pytest.mark.parametrize("link", ["", ".", "x.y", "0000000000000.abc", "abc", "0" * 13])
def test_a_link_that_never_was_is_over(database: Database, link: str) -> None:
    with pytest.raises(LinkOver), database.transaction() as session:
        joining.join(session, link, clock.now())


def test_whoever_does_not_come_back_is_forgotten(database: Database, letters: Path) -> None:
    link = _ask(database)
    with clock.pinned(clock.now() + timedelta(hours=3)):
        work.work_off(database)
    with database.transaction() as session:
        assert persons.get(session, read_id(link.partition(".")[0])) is None


def test_whoever_came_back_is_not_forgotten(database: Database, letters: Path) -> None:
    link = _ask(database)
    with database.transaction() as session:
        person, _ = joining.join(session, link, clock.now())
    with clock.pinned(clock.now() + timedelta(hours=3)):
        work.work_off(database)
    with database.transaction() as session:
        assert persons.get(session, person.person_id) == person


def test_of_two_who_ask_with_one_address_the_first_to_come_back_joins(
    database: Database, letters: Path
) -> None:
    first, second = _ask(database), _ask(database)
    with database.transaction() as session:
        joined = joining.join(session, second, clock.now())[1], joining.join(session, first, clock.now())[1]
    assert joined == (True, False)


def test_no_link_stands_in_the_database(database: Database, letters: Path) -> None:
    secret = _ask(database).partition(".")[2]
    with database.transaction() as session:
        assert (
            session.rows(sa.select(table(WorkRow)).where(table(WorkRow).c.payload.like(f"%{secret}%"))) == []
        )
        digests = session.rows(sa.select(table(LinkRow).c.digest))
    assert all(secret.encode() not in row.digest for row in digests)


def test_the_operator_adds_a_person_once(database: Database, mei: Person) -> None:
    assert _signs_in(database, mei.email) == mei.person_id
    with pytest.raises(AddressTaken), database.transaction() as session:
        joining.add_person(session, replace(JUN, address=mei.email), clock.now())
