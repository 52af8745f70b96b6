"""Who is in a ledger, as a browser sees it."""

from __future__ import annotations

import pytest
from flask import Flask

from ledger.domain.books.book import Member
from ledger.kernel.ids import id_text
from ledger.store.books import books, log
from tests.ledger.web.household import Household, again, fault_of, settle, versions

GRANDMA = {"name": "Grandma", "kind": "person", "weight": "1"}


@pytest.fixture
def home(app: Flask) -> Household:
    return settle(app)


def _named(home: Household, name: str) -> Member:
    found = home.ask(lambda session: books.members(session, home.mei.book_id))
    return next(member for member in found if member.name == name)


def _at(home: Household, member: Member) -> str:
    return f"{home.at}/members/{id_text(member.member_id)}"


def _amended(member: Member, **changed: str) -> dict[str, str]:
    return {"name": member.name or "", "kind": member.kind, "weight": str(member.weight),
            "version": str(member.version), **changed}


def test_everybody_is_shown_with_their_role_and_since_when(home: Household) -> None:
    page = home.browser("Vic").get(f"{home.at}/members").text

    for said in ("Mei", "Jun", "Owner: everything", "Partner: everything but ending it", "Viewer: reads", "since"):
        assert said in page
    assert "Somebody who does not sign in" not in page


def test_somebody_without_a_sign_in_joins(home: Household) -> None:
    answer = home.browser("Jun").post(f"{home.at}/members", data={**GRANDMA, "weight": "2"})

    grandma = _named(home, "Grandma")
    assert answer.location == f"{home.at}/members"
    assert (grandma.person_id, grandma.role, grandma.weight) == (None, "", 2)
    assert home.ask(lambda session: log.latest(session, home.mei.book_id, 1))[0].subjects == (grandma.member_id,)
    assert "Does not sign in" in home.browser("Vic").get(f"{home.at}/members").text
    assert home.faults() == ()


@pytest.mark.parametrize(("field", "value"), [
    ("name", ""), ("name", "Jun"), ("name", "x" * 81), ("kind", "ghost"), ("weight", "0"), ("weight", "21")])
def test_who_cannot_be_added_is_said_beside_the_field(home: Household, field: str, value: str) -> None:
    answer = home.browser("Mei").post(f"{home.at}/members", data={**GRANDMA, field: value})

    assert answer.status_code == 422
    assert fault_of(answer.text, field)


def test_a_member_is_called_otherwise(home: Household) -> None:
    client = home.browser("Jun")
    client.post(f"{home.at}/members", data=GRANDMA)
    grandma = _named(home, "Grandma")
    assert 'value="Grandma"' in client.get(_at(home, grandma)).text

    answer = client.post(_at(home, grandma), data=_amended(grandma, name="Nai nai", kind="family", weight="4"))

    renamed = _named(home, "Nai nai")
    assert (answer.status_code, renamed.kind, renamed.weight, renamed.version) == (303, "family", 4, 2)
    late = client.post(_at(home, grandma), data=_amended(grandma, name="Granny"))
    assert (late.status_code, versions(late.text)["Name"]) == (409, ("Granny", "Nai nai"))
    assert client.post(_at(home, grandma), data=again(late.text)).status_code == 303
    assert _named(home, "Granny").version == 3


@pytest.mark.parametrize(("name", "status"), [("Vic", 403), ("Ola", 404)])
def test_members_are_closed_to_those_who_may_not_invite(home: Household, name: str, status: int) -> None:
    client, vic = home.browser(name), home.seats["Vic"].member

    assert client.post(f"{home.at}/members", data=GRANDMA).status_code == status
    assert client.get(_at(home, vic)).status_code == status
    assert client.post(f"{_at(home, home.mei.member)}/leave", data={"version": "1"}).status_code == status


def test_a_stranger_does_not_see_who_is_in_it(home: Household) -> None:
    assert home.browser("Ola").get(f"{home.at}/members").status_code == 404


def test_only_an_owner_lets_somebody_go_who_signs_in(home: Household) -> None:
    vic = home.seats["Vic"].member
    assert home.browser("Jun").get(_at(home, vic)).status_code == 403
    assert home.browser("Jun").post(f"{_at(home, vic)}/leave", data={"version": "1"}).status_code == 403

    assert home.browser("Mei").post(f"{_at(home, vic)}/leave", data={"version": "1"}).status_code == 303

    assert home.browser("Vic").get(f"{home.at}/members").status_code == 404
    assert "No longer here" in home.browser("Mei").get(f"{home.at}/members").text
    assert home.faults() == ()


def test_a_partner_may_go_and_the_last_owner_may_not(home: Household) -> None:
    mei, jun = home.mei.member, home.seats["Jun"].member

    assert home.browser("Jun").post(f"{_at(home, jun)}/leave", data={"version": "1"}).location == "/"
    assert home.browser("Mei").post(f"{_at(home, mei)}/leave", data={"version": "1"}).status_code == 409


def test_whoever_left_is_not_there_to_be_amended(home: Household) -> None:
    vic, client = home.seats["Vic"].member, home.browser("Mei")
    client.post(f"{_at(home, vic)}/leave", data={"version": "1"})

    assert client.get(_at(home, vic)).status_code == 404
    assert client.post(f"{_at(home, vic)}/leave", data={"version": "2"}).status_code == 404


def test_whoever_was_let_go_is_brought_back_from_the_notice(home: Household) -> None:
    vic, client = home.seats["Vic"].member, home.browser("Mei")

    page = client.post(f"{_at(home, vic)}/leave", data={"version": "1"}, follow_redirects=True).text
    assert "No longer in this ledger: Vic" in page and f"{_at(home, vic)}/back" in page
    client.post(f"{_at(home, vic)}/back")

    assert home.browser("Vic").get(f"{home.at}/members").status_code == 200
    assert home.faults() == ()


def test_a_viewer_may_go(home: Household) -> None:
    vic, client = home.seats["Vic"].member, home.browser("Vic")
    assert "Leave this ledger" in client.get(f"{home.at}/members").text

    assert client.post(f"{_at(home, vic)}/leave", data={"version": "1"}).location == "/"


def test_a_viewer_lets_nobody_else_go(home: Household) -> None:
    jun = home.seats["Jun"].member

    assert home.browser("Vic").post(f"{_at(home, jun)}/leave", data={"version": "1"}).status_code == 403


def test_an_owner_gives_another_role(home: Household) -> None:
    vic, client = home.seats["Vic"].member, home.browser("Mei")

    client.post(f"{_at(home, vic)}/role", data={"version": "1", "role": "bookkeeper"})

    assert home.browser("Vic").get(f"{home.at}/accounts/new").status_code == 200


@pytest.mark.parametrize("role", ["", "king"])
def test_a_role_nobody_has_is_said_beside_its_field(home: Household, role: str) -> None:
    vic = home.seats["Vic"].member

    answer = home.browser("Mei").post(f"{_at(home, vic)}/role", data={"version": "1", "role": role})

    assert answer.status_code == 422 and fault_of(answer.text, "role")


def test_a_partner_gives_no_roles(home: Household) -> None:
    jun = home.seats["Jun"].member

    assert home.browser("Jun").post(f"{_at(home, jun)}/role", data={"version": "1", "role": "owner"}).status_code == 403


def test_the_last_owner_stays_one(home: Household) -> None:
    at, client = _at(home, home.mei.member), home.browser("Mei")

    assert client.post(f"{at}/role", data={"version": "1", "role": "viewer"}).status_code == 409
