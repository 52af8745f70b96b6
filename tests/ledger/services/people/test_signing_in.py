"""Signing in, changing and resetting passwords, and where one is signed in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask import session as cookie

from ledger.domain.people.person import Person
from ledger.kernel.errors import Missing
from ledger.plumbing import clock, work
from ledger.plumbing.db import Database
from ledger.plumbing.guarding.passwords import hash_password
from ledger.plumbing.sessions import Principal, who
from ledger.services.people import changing_password, devices, preferences, signing_in
from ledger.services.people.linking import LinkOver
from ledger.store.people import persons
from tests.ledger.services.people.conftest import PASSWORD, link_in, read


def _sign_in(database: Database, agent: str = "Firefox on Linux") -> Principal:
    with database.transaction() as session:
        proved = signing_in.credential_by_address(session, "mei@example.org")
        signing_in.sign_in(session, proved, agent)
    return _who(database)


def _who(database: Database) -> Principal:
    with database.transaction() as session:
        return who(session)


def _reset_link(database: Database, letters: Path) -> str:
    with database.transaction() as session:
        changing_password.forgot(session, "mei@example.org")
    work.work_off(database)
    return link_in(read(letters)[-1])


def test_the_right_password_proves_and_the_wrong_one_does_not(database: Database, mei: Person) -> None:
    with database.transaction() as session:
        found = signing_in.credential_by_address(session, mei.email)
    assert signing_in.proves(found, PASSWORD)
    assert not signing_in.proves(found, PASSWORD + "x")


def test_an_unknown_address_proves_nothing(database: Database) -> None:
    with database.transaction() as session:
        found = signing_in.credential_by_address(session, "nobody@example.org")
    assert not signing_in.proves(found, PASSWORD)
    with pytest.raises(signing_in.WrongPair), database.transaction() as session:
        signing_in.sign_in(session, found, "")


def test_signing_in_makes_a_principal_with_the_persons_choices(
    database: Database, mei: Person, browser: Flask
) -> None:
    found = _sign_in(database)
    assert (found.person_id, found.name, found.language, found.zone) == (
        mei.person_id, "Mei", "zh-Hans", "Asia/Shanghai",
    )  # fmt: skip


def test_signing_out_ends_the_session_even_for_a_kept_cookie(
    database: Database, mei: Person, browser: Flask
) -> None:
    _sign_in(database)
    with database.transaction() as session:
        signing_in.sign_out(session, who(session))
    assert _who(database).person_id is None


def test_a_credential_that_died_since_it_was_proved_signs_nobody_in(
    database: Database, mei: Person, browser: Flask
) -> None:
    with database.transaction() as session:
        proved = signing_in.credential_by_address(session, mei.email)
        persons.raise_epoch(session, mei.person_id)
    with pytest.raises(signing_in.WrongPair), database.transaction() as session:
        signing_in.sign_in(session, proved, "")


def test_changing_the_password_ends_every_other_session_and_tells_the_owner(
    database: Database, mei: Person, browser: Flask, letters: Path
) -> None:
    _sign_in(database)
    elsewhere = cookie["sid"]
    _sign_in(database)
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        changing_password.change(session, mei.person_id, hash_password("another horse battery"), "")
    assert _who(database).person_id == mei.person_id
    cookie["sid"] = elsewhere
    assert _who(database).person_id is None
    work.work_off(database)
    assert "密码" in read(letters)[-1]


def test_a_reset_link_sets_a_password_once_and_ends_every_session(
    database: Database, mei: Person, browser: Flask, letters: Path
) -> None:
    _sign_in(database)
    elsewhere, link = cookie["sid"], _reset_link(database, letters)
    with database.transaction() as session:
        is_half = changing_password.reset(
            session, link, hash_password("another horse battery"), clock.now(), ""
        )
    assert not is_half
    assert _who(database).person_id == mei.person_id
    cookie["sid"] = elsewhere
    assert _who(database).person_id is None
    with pytest.raises(LinkOver), database.transaction() as session:
        changing_password.reset(session, link, "hash", clock.now(), "")


def test_a_reset_link_dies_with_the_next_password(
    database: Database, mei: Person, browser: Flask, letters: Path
) -> None:
    link = _reset_link(database, letters)
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        changing_password.change(session, mei.person_id, "hash", "")
    with pytest.raises(LinkOver), database.transaction() as session:
        changing_password.whose(session, link, clock.now())


def test_a_reset_link_is_over_after_an_hour(database: Database, mei: Person, letters: Path) -> None:
    link = _reset_link(database, letters)
    later = clock.now() + timedelta(minutes=61)
    with pytest.raises(LinkOver), database.transaction() as session:
        changing_password.whose(session, link, later)


def test_a_link_of_one_purpose_does_not_serve_another(database: Database, mei: Person, letters: Path) -> None:
    from ledger.services.people import joining

    link = _reset_link(database, letters)
    with pytest.raises(LinkOver), database.transaction() as session:
        joining.join(session, link, clock.now())


def test_an_unknown_address_gets_no_letter(database: Database, letters: Path) -> None:
    with database.transaction() as session:
        changing_password.forgot(session, "nobody@example.org")
    assert work.work_off(database) == 1
    assert read(letters) == []


def test_devices_are_listed_latest_first_and_ended_one_by_one(
    database: Database, mei: Person, browser: Flask
) -> None:
    with clock.pinned(clock.now() - timedelta(hours=1)):
        first = _sign_in(database, "Chrome Android")
    second = _sign_in(database, "Firefox Linux")
    with database.transaction() as session:
        listed = devices.signed_in(session, second)
        devices.end(session, mei.person_id, listed[1].key)
        left = devices.signed_in(session, second)
    assert [(one.browser, one.is_here) for one in listed] == [("Firefox", True), ("Chrome", False)]
    assert [one.key for one in left] == [listed[0].key]
    assert first.session_digest is not None and listed[1].key == first.session_digest.hex()


@pytest.mark.parametrize("key", ["", "zz", "00" * 32])
def test_a_device_that_is_not_ones_own_is_not_there(database: Database, mei: Person, key: str) -> None:
    with pytest.raises(Missing), database.transaction() as session:
        session.allow_person(mei.person_id)
        devices.end(session, mei.person_id, key)


def test_every_other_device_is_ended_at_once(database: Database, mei: Person, browser: Flask) -> None:
    for _ in range(3):
        last = _sign_in(database)
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        assert devices.end_others(session, last) == 2
        assert [one.is_here for one in devices.signed_in(session, last)] == [True]


def test_choices_are_kept(database: Database, mei: Person) -> None:
    chosen = preferences.Preferences("美", "zh-Hant", "Asia/Taipei", "TWD", "dark")
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        preferences.prefer(session, mei.person_id, chosen)
        found = persons.get(session, mei.person_id)
    assert found is not None
    assert (found.name, found.language, found.zone, found.home_currency, found.theme) == (
        "美", "zh-Hant", "Asia/Taipei", "TWD", "dark",
    )  # fmt: skip
