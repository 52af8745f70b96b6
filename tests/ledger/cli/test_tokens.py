"""The command that gives a program a token."""

from __future__ import annotations

import json

import pytest
from click.testing import Result
from flask import Flask

from ledger.domain.people.token import SCOPES
from ledger.plumbing.identity import TokenRow
from ledger.plumbing.rows import table
from tests.cast import person


@pytest.fixture
def mei(app: Flask) -> int:
    """Mei, whom her address signs in."""
    from ledger.domain.people.person import address_digest
    from ledger.store.people import persons

    with app.extensions["house_database"].transaction() as session:
        person_id = person(session)
        persons.claim_address(session, address_digest("mei@example.org"), person_id)
    return person_id


def _run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["token", *words])


def _asks(app: Flask, token: str) -> list[str]:
    answer = app.test_client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    return list(answer.json["scopes"]) if answer.status_code == 200 else []


def test_a_token_is_shown_once_and_lets_a_program_in(app: Flask, mei: int) -> None:
    made = _run(app, "MEI@example.org", "--scope", "books:write", "--scope", "books:read", "--json")
    told = json.loads(made.stdout)

    assert (made.exit_code, sorted(told), told["scope"]) == (0, ["scope", "token"], "books:read books:write")
    assert _asks(app, told["token"]) == ["books:read", "books:write"]


def test_only_the_digest_is_kept(app: Flask, mei: int) -> None:
    token = json.loads(_run(app, "mei@example.org", "--json").stdout)["token"]
    with app.extensions["house_database"].transaction(write=False) as session:
        (row,) = session.rows(table(TokenRow).select())

    assert token.partition(".")[2] not in repr(row) and row.scope == list(SCOPES)


def test_without_scopes_it_is_good_for_all_of_them(app: Flask, mei: int) -> None:
    told = _run(app, "mei@example.org")
    token = told.stdout.splitlines()[0].removeprefix("token: ")

    assert _asks(app, token) == sorted(SCOPES)


@pytest.mark.parametrize(("words", "code"), [
    (["mei@example.org", "--scope", "books:burn"], "unknown_scope"), (["nobody@example.org"], "no_such_person"),
    (["mei"], "not_an_address"),
])
def test_what_cannot_be_is_refused_in_one_line(app: Flask, mei: int, words: list[str], code: str) -> None:
    refused = _run(app, *words, "--json")

    assert (refused.exit_code, json.loads(refused.stdout)["error"]["code"]) == (1, code)
    assert refused.stderr.count("\n") == 1


def test_saying_nothing_is_wrong_usage(app: Flask) -> None:
    assert _run(app).exit_code == 2
