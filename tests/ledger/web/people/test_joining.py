"""Signing up in a browser: the same page for everybody."""

from __future__ import annotations

import re
from statistics import median

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledger.domain.people.person import Person
from ledger.plumbing import clock
from ledger.plumbing.identity import PersonRow
from ledger.plumbing.rows import table
from tests.ledger.web.people.conftest import EMAIL, PASSWORD, House, bare, path_in


def _sign_up(client: FlaskClient, email: str, **more: str) -> TestResponse:
    return client.post("/sign-up", data={"name": "Jun", "email": email, "password": PASSWORD, **more})


def _here(page: TestResponse) -> str:
    found = re.search(r'href="(/join/[^"]+)"', page.text)
    assert found is not None, page.text
    return found[1]


def test_a_stranger_is_in_with_three_fields_and_two_presses(house: House) -> None:
    browser = house.browser()
    sent = _sign_up(browser, "jun@example.org")
    link = _here(sent)
    assert "Finish" in browser.get(link).text
    assert browser.post(link).headers["Location"] == "/"
    assert "jun@example.org" in browser.get("/me").text


def test_the_letters_link_signs_in_the_browser_that_asked_without_more(house: House) -> None:
    browser = house.browser()
    _sign_up(browser, "jun@example.org")
    (letter,) = house.letters()
    assert browser.post(path_in(letter)).status_code == 303
    assert browser.get("/me").status_code == 200


def test_on_another_device_the_password_is_asked_for(house: House) -> None:
    _sign_up(house.browser(), "jun@example.org")
    (letter,) = house.letters()
    other, link = house.browser(), path_in(letter)
    assert 'name="password"' in other.get(link).text
    assert other.post(link).status_code == 422
    assert other.post(link, data={"password": "a stranger's guess"}).status_code == 422
    assert other.get("/me").status_code == 303
    assert other.post(link, data={"password": PASSWORD}).headers["Location"] == "/"
    assert other.get("/me").status_code == 200


def test_a_link_is_used_up_and_looking_at_it_does_not_use_it(house: House) -> None:
    browser = house.browser()
    link = _here(_sign_up(browser, "jun@example.org"))
    for _ in range(3):
        assert browser.get(link).status_code == 200
    browser.post(link)
    assert house.browser().get(link).status_code == 404


def test_known_and_new_addresses_see_the_same_page_and_the_same_cookies(house: House, mei: Person) -> None:
    known, fresh = _sign_up(house.browser(), EMAIL), _sign_up(house.browser(), "jun@example.org")
    assert known.status_code == fresh.status_code == 200
    assert bare(known, EMAIL) == bare(fresh, "jun@example.org")
    assert sorted(known.headers.keys()) == sorted(fresh.headers.keys())
    assert abs(len(known.headers["Set-Cookie"]) - len(fresh.headers["Set-Cookie"])) < 8


def test_whoever_knows_an_address_signs_nobody_in_by_signing_up_again(house: House, mei: Person) -> None:
    browser = house.browser()
    link = _here(_sign_up(browser, EMAIL, password="a stranger's password"))
    assert "already has an account" in browser.post(link).text
    assert browser.get("/me").status_code == 303
    assert "You already have an account" in house.letters()[0]
    house.signed_in()


def test_a_house_that_sends_mail_shows_no_link(house: House) -> None:
    from ledger.plumbing.mail import init_mail

    init_mail(house.database, "smtp://127.0.0.1:9", "https://books.example.org")
    page = _sign_up(house.browser(), "jun@example.org")
    assert "/join/" not in page.text
    assert "folder" not in page.text


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("email", "jun"), ("email", ""), ("password", "short"), ("password", "password123")],
)
def test_what_cannot_be_is_said_under_its_field_and_what_was_typed_stays(
    house: House, field: str, value: str
) -> None:
    typed = {"name": "Jun", "email": "jun@example.org", "password": PASSWORD, field: value}
    page = house.browser().post("/sign-up", data=typed)
    assert page.status_code == 422
    assert f'id="f-{field}-fault"' in page.text
    assert PASSWORD not in page.text
    assert field == "name" or 'value="Jun"' in page.text


@pytest.mark.parametrize(
    ("language", "zone", "kept"),
    [
        ("zh-CN", "", ("zh-Hans", "Asia/Shanghai", "CNY")),
        ("zh-TW", "", ("zh-Hant", "Asia/Taipei", "TWD")),
        ("en", "", ("en", "UTC", "EUR")),
        ("en", "Europe/Paris", ("en", "Europe/Paris", "EUR")),
        ("en", "../../etc/passwd", ("en", "UTC", "EUR")),
    ],
)
def test_language_zone_and_currency_are_guessed_once(
    house: House, language: str, zone: str, kept: tuple[str, str, str]
) -> None:
    client = house.browser()
    client.post(
        "/sign-up",
        data={"name": "Jun", "email": "jun@example.org", "password": PASSWORD, "zone": zone},
        headers={"Accept-Language": language},
    )
    with house.database.transaction(write=False) as session:
        row = session.first(sa.select(table(PersonRow)))
    assert row is not None
    assert (row.language, row.zone, row.home_currency) == kept


def test_nobody_causes_more_than_ten_letters_an_hour_to_one_address(house: House) -> None:
    answers = [_sign_up(house.browser(), "jun@example.org").status_code for _ in range(12)]
    assert answers == [200] * 10 + [429] * 2


def test_known_and_new_addresses_take_the_same_time(house: House, mei: Person) -> None:
    spent: dict[bool, list[int]] = {True: [], False: []}
    for n in range(12):
        for known in (True, False):
            house.forget_failures()
            begun = clock.ticks()
            _sign_up(house.browser(), EMAIL if known else f"jun{n}@example.org")
            spent[known].append(clock.ticks() - begun)
    assert abs(median(spent[True]) - median(spent[False])) < median(spent[False]) / 2
