"""The page “Help with money”: nothing is ticked, one press allows one thing, taking back is as near as allowing."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from credit.domain.people.scope import Scope
from credit.services.people import consenting
from ledger.kernel.ids import id_text
from tests.browsing import signed_in
from tests.cast import NOW, Seat, book, join, person


class Home:
    """A household ledger and the browsers of those around it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.database = app.extensions["house_database"]
        with self.database.transaction() as session:
            self.seat: Seat = book(session)
            self.people = {"Mei": self.seat.member.person_id, "Ola": person(session, "Ola")}
            self.people["Jun"] = join(session, self.seat, "Jun", "partner").member.person_id
            self.people["Vic"] = join(session, self.seat, "Vic", "viewer").member.person_id
        self.book = id_text(self.seat.book_id)

    def browser(self, name: str = "Mei") -> FlaskClient:
        return signed_in(self.app, self.people[name], NOW)

    def stands(self, scope: Scope, name: str = "Mei") -> bool:
        with self.database.transaction() as session:
            session.allow_person(self.people[name])
            return consenting.standing(session, self.people[name], scope, NOW, book_id=self.seat.book_id) is not None


@pytest.fixture
def home(app: Flask, today: object) -> Home:
    app.config["WTF_CSRF_ENABLED"] = False
    return Home(app)


def _main(home: Home, name: str = "Mei") -> str:
    """The page without what stands around every page."""
    return home.browser(name).get("/me/help").text.split("<main")[1].split("</main>")[0]


def _withdrawal(page: str) -> str:
    found = re.search(r'action="(/me/help/consents/[^"]*/withdraw)"', page)
    assert found is not None
    return found[1]


def test_nothing_is_ticked_or_allowed_beforehand(home: Home) -> None:
    page = _main(home)

    assert "checked" not in page and "selected" not in page
    assert "Take back" not in page
    assert page.count(">Allow<") == 3 + 5


def test_each_form_allows_exactly_one_thing(home: Home) -> None:
    forms = re.findall(r"<form.*?</form>", home.browser().get("/me/help").text, re.DOTALL)
    allowing = [form for form in forms if 'action="/me/help/consents"' in form]

    assert len(allowing) == 8
    assert all(form.count('name="scope"') == form.count("<button") == 1 for form in allowing)


def test_one_press_allows_and_one_takes_back(home: Home) -> None:
    client = home.browser()

    assert client.post("/me/help/consents", data={"scope": "offer.personalised", "book": home.book}).status_code == 303
    page = client.get("/me/help?done=allowed").text
    assert "Your receipt is below" in page and "allowed until 21 Nov 2027" in page
    assert home.stands(Scope.PERSONALISED) and not home.stands(Scope.INSIGHT)

    assert client.post(_withdrawal(page)).status_code == 303
    assert not home.stands(Scope.PERSONALISED)


def test_the_receipt_is_taken_along_and_is_nobody_elses(home: Home) -> None:
    client = home.browser()
    client.post("/me/help/consents", data={"scope": "offer.personalised", "book": home.book})
    address = _withdrawal(client.get("/me/help").text).removesuffix("/withdraw")

    told = json.loads(client.get(address).text)

    assert (told["scope"], told["book"], told["receipt"]["policy_version"]) == ("offer.personalised", home.book, "1")
    assert home.browser("Jun").get(address).status_code == 404
    assert home.browser("Jun").post(f"{address}/withdraw").status_code == 404
    assert home.stands(Scope.PERSONALISED)


def test_a_shared_ledger_says_for_how_many_it_waits_and_never_for_whom(home: Home) -> None:
    client = home.browser()
    client.post("/me/help/consents", data={"scope": "offer.personalised", "book": home.book})

    page = client.get("/me/help").text

    assert "waiting for 1 other" in page and "Jun" not in page
    home.browser("Jun").post("/me/help/consents", data={"scope": "offer.personalised", "book": home.book})
    assert "waiting for" not in client.get("/me/help").text


@pytest.mark.parametrize(("name", "status"), [("Vic", 403), ("Ola", 404)])
def test_who_does_not_hold_a_ledger_cannot_allow_it(home: Home, name: str, status: int) -> None:
    refused = home.browser(name).post("/me/help/consents", data={"scope": "offer.personalised", "book": home.book})

    assert refused.status_code == status
    assert "Our home" not in _main(home, name)


@pytest.mark.parametrize(("said", "word"), [
    ({"scope": "everything"}, "There is no such consent"),
    ({"scope": "offer.generic", "book": "mine"}, "about you"),
    ({"scope": "lead.share", "book": "mine"}, "Say which lender"),
    ({}, "Fill this in"),
])
def test_what_cannot_be_meant_comes_back_with_a_sentence(home: Home, said: dict[str, str], word: str) -> None:
    sent = {name: home.book if value == "mine" else value for name, value in said.items()}

    answer = home.browser().post("/me/help/consents", data=sent)

    assert answer.status_code == 422 and word in answer.text


def test_who_one_is_is_asked_only_where_offers_are_allowed(home: Home) -> None:
    client = home.browser()
    assert 'name="born_on"' not in client.get("/me/help").text

    client.post("/me/help/consents", data={"scope": "offer.generic"})
    assert 'name="born_on"' in client.get("/me/help").text
    assert client.post("/me/help/about", data={"born_on": "1990-04-30", "country": "CN"}).status_code == 303
    assert 'value="1990-04-30"' in client.get("/me/help").text
    refused = client.post("/me/help/about", data={"born_on": "2090-04-30", "country": "CN"})
    assert refused.status_code == 422 and "Write the day you were born" in refused.text
    assert client.post("/me/help/about", data={"born_on": "1990-04-30", "country": "XX"}).status_code == 422


@pytest.mark.parametrize("said", [
    {"why": "life_event"}, {"why": "free_of_offers"}, {"why": "free_of_offers", "book": "mine"},
])
def test_quiet_is_asked_for_and_undone(home: Home, said: dict[str, str]) -> None:
    client = home.browser()
    sent = {name: home.book if value == "mine" else value for name, value in said.items()}

    assert client.post("/me/help/quiet", data=sent).status_code == 303
    undo = re.search(r'action="(/me/help/quiet/[^"]*/end)"', client.get("/me/help").text)
    assert undo is not None
    assert home.browser("Jun").post(undo[1]).status_code == 404
    assert client.post(undo[1]).status_code == 303
    assert "/end" not in client.get("/me/help").text


@pytest.mark.parametrize("sent", [{"why": "never"}, {"why": ""}, {"why": "free_of_offers", "book": "0000000000001"}])
def test_a_wish_that_is_none_is_refused(home: Home, sent: dict[str, str]) -> None:
    assert home.browser().post("/me/help/quiet", data=sent).status_code in (404, 422)


def test_the_page_is_one_press_away_from_everywhere(home: Home) -> None:
    assert 'href="/me/help"' in home.browser().get("/").text
    assert 'href="/me/help"' in home.browser().get(f"/books/{home.book}/journal").text


