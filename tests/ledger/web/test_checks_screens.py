"""Checking an account in a browser: the question, the answer, the taps, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ledger.kernel.ids import id_text
from ledger.services.books import bookkeeping
from ledger.store.books import accounts
from tests.cast import NOW, TODAY, lunch, named
from tests.ledger.web.household import Household, fault_of, settle


@pytest.fixture
def home(app: Flask, today) -> Household:
    return settle(app)


def _at(home: Household, key: str = "wechat") -> str:
    return f"{home.at}/accounts/{id_text(home.ask(lambda session: named(session, home.mei, key)).account_id)}/checks"


def _eats(home: Household, amount: str = "32.00", **changed: object) -> None:
    with home.app.extensions["house_database"].transaction() as session:
        session.allow_books([home.mei.book_id])
        bookkeeping.record(session, home.mei, replace(lunch(session, home.mei, amount), **changed), NOW)


def _says(client: FlaskClient, at: str, **form: str) -> str:
    """The address of the answer."""
    answer = client.post(at, data=form)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def _forms(page: str) -> dict[str, dict[str, str]]:
    """The forms of a page: where each is sent, with its hidden fields."""
    found = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>(.*?)</form>', page, re.S)
    return {to.replace("&amp;", "&"): dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form))
            for to, form in found}


def test_what_agrees_is_said_calmly_and_remembered_beside_the_account(home: Household) -> None:
    client, at = home.browser("Mei"), _at(home)
    _eats(home)

    page = client.get(_says(client, at, amount="-32", on=str(TODAY))).text

    assert "Account and books hold the same." in page and "Record the difference" not in page
    assert "agreed on 21 Nov" in client.get(f"{home.at}/accounts").text
    assert "It agrees" in client.get(at).text
    assert home.faults() == ()


def test_a_difference_comes_first_then_what_it_could_be_and_one_tap_mends_it(home: Household) -> None:
    client, at = home.browser("Mei"), _at(home)
    _eats(home)
    _eats(home)
    answer = _says(client, at, amount="-32")

    page = client.get(answer).text
    assert page.index("There is more than the books say") < page.index("could be there twice")
    assert page.index("could be there twice") < page.index("Record the difference")
    tap = _forms(page)[f"{answer}/mend"]
    mended = client.post(f"{answer}/mend", data=tap, follow_redirects=True).text
    assert "Put right." in mended and "It agrees" in mended

    undo = next(to for to in _forms(mended) if "/undo?seq=" in to)
    assert "There is more than the books say" in client.post(undo, follow_redirects=True).text
    assert home.faults() == ()


def test_a_tap_on_what_no_longer_explains_it_does_nothing(home: Household) -> None:
    client, at = home.browser("Mei"), _at(home)
    _eats(home)
    _eats(home)
    answer = _says(client, at, amount="-32")
    tap = _forms(client.get(answer).text)[f"{answer}/mend"]
    _eats(home, "1.00")

    refused = client.post(f"{answer}/mend", data=tap)

    assert refused.status_code == 409 and "no longer explains the difference" in refused.text


def test_the_difference_goes_to_other_unless_told_and_is_undone_where_it_is_told(home: Household) -> None:
    client, at = home.browser("Mei"), _at(home)
    answer = _says(client, at, amount="-12")
    page = client.get(answer).text
    other = id_text(home.ask(lambda session: named(session, home.mei, "other_spending")).account_id)
    assert f'<option value="{other}" selected>' in page and "No entry explains it by itself." in page

    done = client.post(f"{answer}/fix", data={"category": other}, follow_redirects=True).text

    assert "The difference is recorded." in done and "It agrees" in done and "Difference found by checking" in done
    undo = next(to for to in _forms(done) if "/undo?seq=" in to)
    assert "There is less than the books say" in client.post(undo, follow_redirects=True).text


def test_a_debt_is_asked_without_its_minus(home: Household) -> None:
    client, at = home.browser("Mei"), _at(home, "credit_card")
    assert "How much is really owed?" in client.get(at).text

    page = client.get(_says(client, at, amount="250")).text

    assert "More is owed than the books say" in page and 'value="-250.00"' in page


def test_notes_and_coins_are_counted_for_cash_alone(home: Household) -> None:
    client, cash = home.browser("Mei"), _at(home, "cash")
    assert "Count notes and coins" not in client.get(_at(home)).text

    page = client.get(_says(client, cash, **{"amount": "", "n-10000": "2", "n-50": "3"})).text
    assert 'value="201.50"' in page
    wrong = client.post(cash, data={"amount": "99", "n-10000": "1"})
    assert wrong.status_code == 422 and "come to 100.00" in fault_of(wrong.text, "amount")


@pytest.mark.parametrize(("form", "field", "said"), [
    ({}, "amount", "Fill this in."),
    ({"amount": "much"}, "amount", "much"),
    ({"amount": "1", "on": str(TODAY + timedelta(days=1))}, "on", "has not come yet"),
    ({"amount": "1", "on": "2026-02-30"}, "on", "is not a day"),
    ({"amount": "1", "n-10000": "-1"}, "n-10000", "Choose one of those shown."),
])
def test_what_cannot_be_comes_back_with_the_form(home: Household, form, field: str, said: str) -> None:
    answer = home.browser("Mei").post(_at(home, "cash"), data=form)

    assert answer.status_code == 422 and said in fault_of(answer.text, field)


def test_a_check_said_by_mistake_is_taken_back(home: Household) -> None:
    client, at = home.browser("Mei"), _at(home)
    answer = _says(client, at, amount="-32")
    undo = next(to for to in _forms(client.get(answer).text) if to.endswith("/take-back"))

    page = client.post(undo, follow_redirects=True).text

    assert "Taken back: WeChat" in page and "Earlier checks" not in page
    assert client.get(answer).status_code == 404


def test_a_viewer_reads_and_does_nothing_and_a_stranger_finds_nothing(home: Household) -> None:
    at = _at(home)
    answer = _says(home.browser("Mei"), at, amount="-32")
    vic, ola = home.browser("Vic"), home.browser("Ola")

    assert "Hold it against the books" not in vic.get(at).text
    assert "Record the difference" not in vic.get(answer).text and vic.get(answer).status_code == 200
    assert vic.post(at, data={"amount": "1"}).status_code == 403
    assert ola.get(answer).status_code == ola.post(f"{answer}/fix", data={}).status_code == 404


def test_the_second_click_changes_nothing(home: Household) -> None:
    client, at = home.browser("Mei"), _at(home)

    once = _says(client, at, amount="-32", client_key="one")

    assert _says(client, at, amount="-32", client_key="one") == once


def test_the_register_of_an_account_leads_to_its_check(home: Household) -> None:
    client, at = home.browser("Mei"), _at(home)
    account = at.split("/")[-2]

    assert at in client.get(f"{home.at}/journal?account={account}").text
    assert at in client.get(f"{home.at}/accounts/{account}").text


def test_what_is_no_place_has_nothing_to_check(home: Household) -> None:
    client = home.browser("Mei")
    opening = next(one for one in home.ask(lambda session: accounts.load(session, home.mei.book_id)).values()
                   if one.code == "equity:opening")

    for number in (opening.account_id, home.ask(lambda session: named(session, home.mei, "dining")).account_id):
        assert client.get(f"{home.at}/accounts/{id_text(number)}/checks").status_code == 404
        assert "/checks" not in client.get(f"{home.at}/journal?account={id_text(number)}").text


def test_a_rate_is_asked_where_none_is_known(home: Household) -> None:
    client = home.browser("Mei")
    client.post(f"{home.at}/accounts", data={
        "what": "asset:cash", "name": "Dong", "purpose": "cash", "currency": "VND", "icon": "wallet"})
    known = home.ask(lambda session: accounts.load(session, home.mei.book_id))
    dong = next(id_text(one) for one, account in known.items() if account.names.get("en") == "Dong")
    answer = _says(client, f"{home.at}/accounts/{dong}/checks", amount="-50000")
    other = id_text(home.ask(lambda session: named(session, home.mei, "other_spending")).account_id)

    asked = client.post(f"{answer}/fix", data={"category": other})
    done = client.post(f"{answer}/fix", data={"category": other, "rate": "0.00028"}, follow_redirects=True)

    assert asked.status_code == 422 and "There is no rate for VND" in fault_of(asked.text, "rate")
    assert "It agrees" in done.text
