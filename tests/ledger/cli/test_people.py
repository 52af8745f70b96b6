"""The commands about people."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from ledger.kernel.ids import id_text, new_id, read_id
from ledger.plumbing.db import Database
from ledger.services.people import signing_in
from ledger.store.books import books
from tests.cast import NOW, book

PASSWORD = "correct horse battery"


def _run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def _signs_in(app: Flask, email: str, password: str) -> bool:
    database: Database = app.extensions["house_database"]
    with database.transaction() as session:
        return signing_in.proves(signing_in.credential_by_address(session, email), password)


def test_a_person_is_added_once(app: Flask) -> None:
    first = _run(app, "person", "add", "jun@example.org", "--password", PASSWORD, "--json")
    again = _run(app, "person", "add", "JUN@example.org", "--password", PASSWORD, "--json")
    assert (first.exit_code, list(json.loads(first.stdout))) == (0, ["person"])
    assert again.exit_code == 1
    assert json.loads(again.stdout)["error"] == {
        "code": "address_taken",
        "message": "This address already has an account.",
        "field": "email",
    }
    assert again.stderr == "This address already has an account.\n"
    assert _signs_in(app, "jun@example.org", PASSWORD)


def test_a_password_is_made_and_shown_where_none_is_given(app: Flask) -> None:
    told = json.loads(_run(app, "person", "add", "jun@example.org", "--json", "--locale", "zh_TW").stdout)
    assert _signs_in(app, "jun@example.org", told["password"])


@pytest.mark.parametrize(
    "words", [["person", "add", "jun"], ["person", "add", "jun@example.org", "--password", "x"]]
)
def test_what_cannot_be_is_refused_in_one_line(app: Flask, words: list[str]) -> None:
    refused = _run(app, *words)
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert refused.stdout == ""


def test_a_person_is_erased_by_address(app: Flask) -> None:
    _run(app, "person", "add", "jun@example.org", "--password", PASSWORD)
    assert json.loads(_run(app, "erase", "jun@example.org", "--json").stdout)["books"] == 0
    assert not _signs_in(app, "jun@example.org", PASSWORD)
    assert _run(app, "erase", "jun@example.org").exit_code == 1


def test_a_book_is_erased_whole(app: Flask, tmp_path: Path) -> None:
    with app.extensions["house_database"].transaction() as session:
        text = id_text(book(session).book_id)
    assert json.loads(_run(app, "erase", "--book", text, "--json").stdout) == {"book": text}
    assert _run(app, "erase", "--book", text).exit_code == 1


@pytest.mark.parametrize(("role", "outcome"), [("owner", 0), ("partner", 1)])
def test_a_book_is_erased_within_the_rights_of_whoever_is_named(app: Flask, role: str, outcome: int) -> None:
    added = _run(app, "person", "add", "jun@example.org", "--password", PASSWORD, "--json")
    with app.extensions["house_database"].transaction() as session:
        seat = book(session)
        member = replace(seat.member, member_id=new_id(), name="Jun", role=role,
                         person_id=read_id(json.loads(added.stdout)["person"]))
        books.add_member(session, seat.book_id, member, b"s" * 16, NOW)

    done = _run(app, "erase", "--book", id_text(seat.book_id), "--as", "jun@example.org")

    assert done.exit_code == outcome


@pytest.mark.parametrize("words", [
    ["erase"], ["erase", "jun@example.org", "--as", "jun@example.org"],
    ["erase", "jun@example.org", "--book", "0cn2daarhp5x0"],
])
def test_naming_both_or_neither_is_wrong_usage(app: Flask, words: list[str]) -> None:
    assert _run(app, *words).exit_code == 2
