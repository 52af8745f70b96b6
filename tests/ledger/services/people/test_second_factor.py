"""The second factor: digits and recovery codes, each once."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask import session as cookie

from ledger.domain.people.person import Person
from ledger.plumbing import clock
from ledger.plumbing.db import Database
from ledger.plumbing.sessions import who
from ledger.services.people import second_factor, signing_in
from ledger.store.people import factors
from tests.conftest import NOW


def _secret(database: Database, mei: Person) -> str:
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        second_factor.begin(session, mei.person_id)
        setup = second_factor.setup_of(session, mei.person_id, mei.email)
    assert setup is not None
    return setup.secret


def _code(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(NOW.timestamp()) + steps * second_factor.STEP)


def _turn_on(database: Database, mei: Person) -> tuple[str, tuple[str, ...]]:
    secret = _secret(database, mei)
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        codes = second_factor.confirm(session, mei.person_id, _code(secret, -1), NOW, "")
    return secret, codes


def _spend(database: Database, mei: Person, code: str) -> None:
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        second_factor.spend(session, mei.person_id, code, NOW)


def test_it_is_on_once_a_first_code_was_right(database: Database, mei: Person, browser: Flask) -> None:
    secret = _secret(database, mei)
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        with pytest.raises(second_factor.WrongCode):
            second_factor.confirm(
                session, mei.person_id, "000000" if _code(secret) != "000000" else "1" * 6, NOW, ""
            )
        assert not second_factor.is_on(session, mei.person_id)
        second_factor.confirm(session, mei.person_id, _code(secret), NOW, "")
        assert second_factor.is_on(session, mei.person_id)
        assert second_factor.setup_of(session, mei.person_id, mei.email) is None


def test_turning_it_on_ends_sessions_that_came_without_it(
    database: Database, mei: Person, browser: Flask
) -> None:
    with database.transaction() as session:
        signing_in.sign_in(session, signing_in.credential_by_id(session, mei.person_id), "")
    before = cookie["sid"]
    _turn_on(database, mei)
    with database.transaction() as session:
        assert who(session).person_id == mei.person_id
        cookie["sid"] = before
        assert who(session).person_id is None


def test_a_password_alone_signs_in_by_half(database: Database, mei: Person, browser: Flask) -> None:
    _turn_on(database, mei)
    with database.transaction() as session:
        assert signing_in.sign_in(session, signing_in.credential_by_address(session, mei.email), "")
        assert who(session).is_half


@pytest.mark.parametrize("steps", [0, 1])
def test_a_code_of_now_or_a_step_away_works_once(
    database: Database, mei: Person, browser: Flask, steps: int
) -> None:
    secret, _ = _turn_on(database, mei)
    _spend(database, mei, _code(secret, steps))
    with pytest.raises(second_factor.WrongCode):
        _spend(database, mei, _code(secret, steps))


def test_a_code_older_than_one_used_is_refused(database: Database, mei: Person, browser: Flask) -> None:
    secret, _ = _turn_on(database, mei)
    _spend(database, mei, _code(secret, 0))
    with pytest.raises(second_factor.WrongCode):
        _spend(database, mei, _code(secret, -1))


@pytest.mark.parametrize("steps", [-3, 3, 100])
def test_a_code_of_another_time_is_refused(
    database: Database, mei: Person, browser: Flask, steps: int
) -> None:
    secret, _ = _turn_on(database, mei)
    with pytest.raises(second_factor.WrongCode):
        _spend(database, mei, _code(secret, steps))


@pytest.mark.parametrize("code", ["", "12345", "１２３４５６", "abcdef", "abcd-efgh-jkmn-pqrs"])
def test_what_is_no_code_is_refused(database: Database, mei: Person, browser: Flask, code: str) -> None:
    _turn_on(database, mei)
    with pytest.raises(second_factor.WrongCode):
        _spend(database, mei, code)


def test_a_recovery_code_works_once_and_is_counted(database: Database, mei: Person, browser: Flask) -> None:
    _, codes = _turn_on(database, mei)
    _spend(database, mei, codes[3].upper())
    with pytest.raises(second_factor.WrongCode):
        _spend(database, mei, codes[3])
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        assert second_factor.codes_left(session, mei.person_id) == 9


def test_new_recovery_codes_end_the_old(database: Database, mei: Person, browser: Flask) -> None:
    _, old = _turn_on(database, mei)
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        fresh = second_factor.fresh_codes(session, mei.person_id)
    with pytest.raises(second_factor.WrongCode):
        _spend(database, mei, old[0])
    _spend(database, mei, fresh[0])


def test_it_cannot_be_set_up_over_itself(database: Database, mei: Person, browser: Flask) -> None:
    _turn_on(database, mei)
    with pytest.raises(second_factor.AlreadyOn), database.transaction() as session:
        session.allow_person(mei.person_id)
        second_factor.begin(session, mei.person_id)


def test_turning_it_off_forgets_secret_and_codes(database: Database, mei: Person, browser: Flask) -> None:
    _turn_on(database, mei)
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        second_factor.turn_off(session, mei.person_id, "")
        assert factors.shared(session, mei.person_id) == factors.Shared(None, False, 0)
        assert second_factor.codes_left(session, mei.person_id) == 0


def test_the_telephone_is_shown_whose_code_it_is(database: Database, mei: Person) -> None:
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        second_factor.begin(session, mei.person_id)
        setup = second_factor.setup_of(session, mei.person_id, mei.email)
    assert setup is not None
    assert setup.uri.startswith("otpauth://totp/Countinghouse:mei%40example.org?secret=")


def test_a_step_of_the_clock_back_lets_no_code_in_twice(
    database: Database, mei: Person, browser: Flask
) -> None:
    secret, _ = _turn_on(database, mei)
    _spend(database, mei, _code(secret, 1))
    with clock.pinned(NOW - timedelta(hours=1)), pytest.raises(second_factor.WrongCode):
        _spend(database, mei, _code(secret, 0))
