"""The commands about books."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from ledger.domain.books.book import Seat
from ledger.domain.people.person import Person
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.db import Database
from ledger.services.books import bookkeeping, opening
from ledger.services.people import joining
from ledger.store.books import log, roll
from tests.cast import NOW, book, lunch

EMAIL = "mei@example.org"


def _run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def _told(result: Result) -> dict[str, object]:
    found: dict[str, object] = json.loads(result.stdout)
    return found


@pytest.fixture
def house(app: Flask) -> Database:
    found: Database = app.extensions["house_database"]
    return found


@pytest.fixture
def mei(house: Database) -> Person:
    with house.transaction() as session:
        asked = joining.Asked(EMAIL, "Mei", "hash", "en", "Asia/Shanghai", "CNY")
        return joining.add_person(session, asked, clock.now())


@pytest.fixture
def seat(house: Database) -> Seat:
    with house.transaction() as session:
        opened = book(session)
        bookkeeping.record(session, opened, lunch(session, opened), NOW)
        return opened


def test_a_ledger_is_opened_and_listed(app: Flask, mei: Person, house: Database) -> None:
    opened = _told(_run(app, "book", "open", EMAIL, "household", "Our home", "--json"))
    listed = _told(_run(app, "book", "list", EMAIL, "--json"))

    assert listed == {
        "books": [
            {"book": opened["book"], "name": "Our home", "scene": "household", "currency": "CNY", "role": "owner"}
        ]
    }


def test_opening_is_logged_as_the_operators_deed(app: Flask, mei: Person, house: Database) -> None:
    _run(app, "book", "open", EMAIL, "travel", "Kyoto", "--currency", "jpy")

    with house.transaction(write=False) as session:
        one = roll.every_book(session)[0]
        assert [deed.actor_kind for deed in log.latest(session, one, 1)] == ["operator"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nobody@example.org", "household", "Home"), "no_such_person"),
        ((EMAIL, "castle", "Home"), "no_such_scene"),
        ((EMAIL, "household", " "), "needed"),
        ((EMAIL, "household", "x" * 81), "too_long"),
        ((EMAIL, "household", "Home", "--currency", "XXX"), "unknown_currency"),
    ],
)
def test_what_cannot_be_opened_is_refused_by_name(app: Flask, mei: Person, words: tuple[str, ...], code: str) -> None:
    result = _run(app, "book", "open", *words, "--json")

    assert result.exit_code == 1
    assert _told(result)["error"]["code"] == code
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_refusal_without_json_is_one_line_on_stderr(app: Flask, mei: Person) -> None:
    result = _run(app, "book", "open", EMAIL, "castle", "Home")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "castle" in result.stderr


def test_wrong_usage_is_exit_code_two(app: Flask) -> None:
    assert _run(app, "book", "open", EMAIL).exit_code == 2


def test_healthy_ledgers_verify_with_their_heads(app: Flask, seat: Seat) -> None:
    result = _run(app, "verify", "--json")

    told = _told(result)
    assert result.exit_code == 0
    assert (told["books"], told["entries"], told["faults"]) == (1, 1, [])
    assert list(told["heads"]) == [id_text(seat.book_id)]


def test_a_tampered_entry_is_named_with_exit_code_three(app: Flask, seat: Seat, house: Database) -> None:
    with house.transaction() as session:
        session.run(sa.text("DROP TRIGGER posting_stays"))
        session.run(sa.text("UPDATE posting SET minor = minor + 1 WHERE n = 0"))

    result = _run(app, "verify", id_text(seat.book_id), "--json")

    assert result.exit_code == 3
    found = _told(result)["faults"]
    assert "out of balance" in {fault["what"] for fault in found}
    assert {fault["book"] for fault in found} == {id_text(seat.book_id)}


def test_rebuilding_healthy_ledgers_changes_nothing(app: Flask, seat: Seat) -> None:
    assert _told(_run(app, "rebuild", "--json")) == {"changed": 0}


def test_rebuilding_puts_a_wrong_sum_right(app: Flask, seat: Seat, house: Database) -> None:
    with house.transaction() as session:
        session.run(sa.text("UPDATE kept_sum SET in_minor = in_minor + 7 WHERE in_minor > 0"))

    changed = _told(_run(app, "rebuild", id_text(seat.book_id), "--json"))["changed"]

    assert changed > 0
    assert _run(app, "verify").exit_code == 0


@pytest.mark.parametrize("words", [("verify", "nonsense"), ("verify", id_text(7)), ("rebuild", id_text(7))])
def test_a_ledger_that_is_not_there_is_refused(app: Flask, words: tuple[str, ...]) -> None:
    result = _run(app, *words, "--json")

    assert result.exit_code == 1 and _told(result)["error"]["code"] == "missing"


def test_acting_as_somebody_stays_within_their_rights(app: Flask, mei: Person, seat: Seat, house: Database) -> None:
    strangers = _run(app, "verify", id_text(seat.book_id), "--as", EMAIL, "--json")
    nothing = _told(_run(app, "verify", "--as", EMAIL, "--json"))

    assert _told(strangers)["error"]["code"] == "missing"
    assert nothing["books"] == 0


def test_a_viewer_does_not_rebuild(app: Flask, mei: Person, seat: Seat, house: Database) -> None:
    with house.transaction() as session:
        viewer = opening.open_book(session, mei.person_id, "Mei", "travel", "Kyoto", NOW, currency="CNY", zone="UTC")
        session.run(sa.text("UPDATE member SET role = 'viewer' WHERE book_id = :b"), {"b": viewer.book_id})

    result = _run(app, "rebuild", id_text(viewer.book_id), "--as", EMAIL, "--json")

    assert result.exit_code == 1 and _told(result)["error"]["code"] == "forbidden"


def test_answers_are_said_in_the_language_asked_for(app: Flask, seat: Seat) -> None:
    assert "1 ledgers, 1 entries checked." in _run(app, "verify").stdout


def test_the_roll_leads_to_every_book_on_both_engines(database: Database) -> None:
    with database.transaction() as session:
        asked = joining.Asked(EMAIL, "Mei", "hash", "en", "Asia/Shanghai", "CNY")
        person = joining.add_person(session, asked, NOW)
        opened = [
            opening.open_book(session, person.person_id, "Mei", scene, scene, NOW, currency="CNY", zone="UTC").book_id
            for scene in ("household", "travel")
        ]

    with database.transaction(write=False) as session:
        found = roll.every_book(session)

    assert found == sorted(opened)
