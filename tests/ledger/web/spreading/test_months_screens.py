"""Spread over months, as a browser sees it: from an entry's page, its own page and list, ended and undone."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from ledger.kernel.ids import id_text
from ledger.services.books import bookkeeping
from tests.cast import NOW, lunch, named
from tests.ledger.web.household import Household, settle


@pytest.fixture
def home(app: Flask, today: object) -> Household:
    return settle(app)


@pytest.fixture
def thing(home: Household) -> str:
    with home.app.extensions["house_database"].transaction() as session:
        session.allow_books([home.mei.book_id])
        done = bookkeeping.record(session, home.mei, lunch(session, home.mei, "3600", note="car"), NOW)
        assert done.stands
        return id_text(done.stands.thing_id)


def divide(home: Household, thing: str, **changed: str):
    category = id_text(home.ask(lambda session: named(session, home.mei, "dining")).account_id)
    form = {"way": "covers", "version": "1", "category": category, "months": "12", "how": "even", "mode": "draft"}
    return home.browser("Mei").post(f"{home.at}/journal/{thing}/spread", data={**form, **changed})


def test_from_an_entry_over_its_months_and_back(home: Household, thing: str) -> None:
    mei = home.browser("Mei")
    assert "It covers several months" in mei.get(f"{home.at}/journal/{thing}").text
    done = divide(home, thing)
    assert done.status_code == 303
    page = mei.get(done.location).text
    assert page.count("<tr><th scope=\"row\">") == 12 and "¥3,600.00" in re.sub(r"<[^>]*>", "", page)
    assert "It covers several months" not in mei.get(f"{home.at}/journal/{thing}").text
    assert "0 of 12 months" in mei.get(f"{home.at}/spread").text

    assert mei.post(f"{done.location}/end").status_code == 303
    assert "Ended early" in mei.get(done.location).text
    assert mei.post(f"{done.location}/end").status_code == 409
    assert mei.post(f"{done.location}/go-on").status_code == 303
    refused = mei.post(f"{done.location}/back", data={"back": "3600.01", "place": "", "on": ""})
    assert refused.status_code == 422 and "3600.01" in refused.text
    assert mei.post(f"{done.location}/undo").status_code == 303
    assert mei.get(done.location).status_code == 404
    assert "open its entry" in mei.get(f"{home.at}/spread").text


@pytest.mark.parametrize(("changed", "said"), [
    ({"months": "0"}, "Write a whole number of months from 2 to 600."),
    ({"months": "10000"}, "Write a whole number of months from 2 to 600."),
    ({"until": "2020-01-01"}, "The last day lies before the first."),
    ({"way": "wear", "how": "straight", "residual": "3600"}, "must be less than it cost"),
])  # fmt: skip
def test_a_bad_plan_keeps_what_was_typed_and_says_why(home: Household, thing: str, changed, said: str) -> None:
    refused = divide(home, thing, **changed)
    assert refused.status_code == 422
    assert said in refused.text and "<details class=\"opens\" open>" in refused.text


def test_an_old_version_is_shown_beside_the_one_that_stands(home: Household, thing: str) -> None:
    assert divide(home, thing).status_code == 303
    assert divide(home, thing).status_code == 409
