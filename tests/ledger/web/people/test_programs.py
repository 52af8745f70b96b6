"""Letting programs in on the account page: a token made and shown once, listed, and ended."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from ledger.domain.people.person import Person
from ledger.domain.people.token import TOKENS_MAX
from ledger.plumbing import clock
from ledger.plumbing.identity import AnswerRow
from ledger.plumbing.rows import table
from ledger.services.people import tokens
from tests.ledger.web.people.conftest import House

MADE = {"name": "Phone", "books:read": "yes", "life": "90", "client_key": "made"}


def _token(page: str) -> str:
    found = re.search(r'value="(ch_[^"]+)"', page)
    assert found
    return found[1]


def _asks(house: House, token: str) -> int:
    answer = house.browser().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    return int(answer.status_code)


def test_a_token_is_made_shown_once_and_listed(house: House, mei: Person) -> None:
    client = house.signed_in()
    shown = client.post("/me/programs", data=MADE)
    token = _token(shown.text)
    listed = client.get("/me/programs").text

    assert (shown.status_code, _asks(house, token)) == (200, 200)
    assert "Phone" in listed and "Read the ledgers" in listed
    assert token.partition(".")[2] not in listed


def test_the_answer_with_the_secret_is_not_kept(house: House, mei: Person) -> None:
    client = house.signed_in()
    first, second = (_token(client.post("/me/programs", data=MADE).text) for _ in range(2))
    with house.database.transaction(write=False) as session:
        kept = session.rows(sa.select(table(AnswerRow).c.body))

    assert first != second
    assert not any(row.body and "ch_" in row.body for row in kept)


def test_an_ended_token_lets_nobody_in(house: House, mei: Person) -> None:
    client = house.signed_in()
    token = _token(client.post("/me/programs", data=MADE).text)
    key = re.search(r'name="token" value="([0-9a-f]{64})"', client.get("/me/programs").text)
    assert key
    ended = client.post("/me/programs/end", data={"token": key[1]})

    assert (ended.status_code, _asks(house, token)) == (303, 401)
    assert "Phone" not in client.get("/me/programs").text
    assert client.post("/me/programs/end", data={"token": key[1]}).status_code == 404


@pytest.mark.parametrize(("changed", "field"), [
    ({"name": ""}, "name"), ({"name": "n" * 61}, "name"), ({"books:read": ""}, "scope"), ({"life": "9"}, "life"),
])
def test_what_does_not_fit_is_shown_beside_its_field(
    house: House, mei: Person, changed: dict[str, str], field: str
) -> None:
    again = house.signed_in().post("/me/programs", data={**MADE, **changed})

    assert again.status_code == 422
    assert f'id="f-{field}-fault"' in again.text or f'id="{field}-fault"' in again.text


def test_there_are_only_so_many(house: House, mei: Person) -> None:
    with house.database.transaction() as session:
        for n in range(TOKENS_MAX):
            tokens.make(session, mei.person_id, f"n{n}", ("books:read",), clock.now())

    assert house.signed_in().post("/me/programs", data=MADE).status_code == 422


def test_nobody_ends_anothers_token(house: House, mei: Person) -> None:
    from ledger.kernel.errors import Missing
    from tests.cast import person

    token = _token(house.signed_in().post("/me/programs", data=MADE).text)
    with house.database.transaction() as session:
        (mine,) = tokens.listed(session, mei.person_id, clock.now())
        stranger = person(session, "Ola")
        with pytest.raises(Missing):
            tokens.end(session, stranger, mine.digest.hex(), clock.now())
    assert _asks(house, token) == 200
