"""One's own settings in a browser: passwords, choices, devices, leaving."""

from __future__ import annotations

import io
import json
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from ledger.domain.people.person import Person
from ledger.plumbing import work
from ledger.plumbing.i18n import LANGUAGES
from ledger.plumbing.identity import WorkRow
from ledger.plumbing.rows import table
from ledger.web.people.choices import zone_choices
from tests.ledger.web.people.conftest import EMAIL, PASSWORD, House, bare, path_in

FRESH = "another horse battery"


def test_a_forgotten_password_is_set_anew_by_letter(house: House, mei: Person) -> None:
    client = house.browser()
    client.post("/forgot", data={"email": EMAIL.upper()})
    link = path_in(house.letters()[-1])
    assert EMAIL in client.get(link).text
    assert client.post(link, data={"password": FRESH}).headers["Location"] == "/"
    assert client.get("/me").status_code == 200
    assert house.browser().get(link).status_code == 404
    house.signed_in(password=FRESH)


def test_asking_for_a_link_answers_the_same_for_anybody_and_works_the_same(house: House, mei: Person) -> None:
    known = house.browser().post("/forgot", data={"email": EMAIL})
    unknown = house.browser().post("/forgot", data={"email": "nobody@example.org"})
    assert bare(known, EMAIL) == bare(unknown, "nobody@example.org")
    with house.database.transaction(write=False) as session:
        kinds = [row.kind for row in session.rows(sa.select(table(WorkRow).c.kind))]
    assert kinds == [kinds[0]] * 2
    assert len(house.letters()) == 1


def test_a_weak_new_password_leaves_the_link_good(house: House, mei: Person) -> None:
    client = house.browser()
    client.post("/forgot", data={"email": EMAIL})
    link = path_in(house.letters()[-1])
    assert client.post(link, data={"password": "short"}).status_code == 422
    assert client.post(link, data={"password": FRESH}).status_code == 303


def test_no_page_shows_a_reset_link(house: House, mei: Person) -> None:
    assert "/reset/" not in house.browser().post("/forgot", data={"email": EMAIL}).text


def test_changing_the_password_asks_for_the_old_one_and_ends_other_devices(house: House, mei: Person) -> None:
    here, elsewhere = house.signed_in(), house.signed_in()
    wrong = here.post("/me/password", data={"password": "not my password", "fresh": FRESH})
    assert (wrong.status_code, 'id="f-password-fault"' in wrong.text) == (422, True)
    weak = here.post("/me/password", data={"password": PASSWORD, "fresh": "short"})
    assert (weak.status_code, 'id="f-fresh-fault"' in weak.text) == (422, True)
    assert here.post("/me/password", data={"password": PASSWORD, "fresh": FRESH}).status_code == 303
    assert (here.get("/me").status_code, elsewhere.get("/me").status_code) == (200, 303)
    assert "was changed" in house.letters()[-1]


def test_choices_are_kept_and_the_next_page_speaks_the_new_language(house: House, mei: Person) -> None:
    client = house.signed_in()
    chosen = {"name": "美", "language": "zh-Hant", "zone": "Asia/Taipei", "currency": "TWD", "theme": "dark"}
    assert client.post("/me", data=chosen).headers["Location"] == "/me?done=settings"
    page = client.get("/me").text
    assert '<html lang="zh-Hant" data-theme="dark">' in page
    assert '<option value="Asia/Taipei" selected>' in page
    assert '<option value="TWD" selected>' in page
    assert 'value="美"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_time_zones_look_the_same(language: str) -> None:
    texts = [text for _zone, text in zone_choices(language)]

    assert len(set(texts)) == len(texts) > 400


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("language", "fr"), ("zone", "Moon/Base"), ("currency", "XXX"), ("theme", "sepia")],
)
def test_a_choice_that_was_not_offered_is_refused(house: House, mei: Person, field: str, value: str) -> None:
    chosen = {"name": "Mei", "language": "en", "zone": "UTC", "currency": "EUR", "theme": "", field: value}
    assert house.signed_in().post("/me", data=chosen).status_code == 422


def test_language_and_theme_change_signed_out_by_cookie_and_lead_back(house: House) -> None:
    client = house.browser()
    answer = client.post("/language", data={"language": "zh-Hans", "back": "/forgot"})
    assert answer.headers["Location"] == "/forgot"
    client.post("/theme", data={"theme": "dark", "back": "https://evil.example"})
    assert '<html lang="zh-Hans" data-theme="dark">' in client.get("/sign-in").text


def test_language_changed_signed_in_is_the_persons_on_every_device(house: House, mei: Person) -> None:
    house.signed_in().post("/language", data={"language": "zh-Hans", "back": "/me"})
    assert '<html lang="zh-Hans"' in house.signed_in().get("/me").text


def test_a_device_is_ended_from_another(house: House, mei: Person) -> None:
    here, there = house.signed_in(), house.signed_in()
    import re

    page = here.get("/me/devices").text
    (key,) = re.findall(r'name="device" value="([0-9a-f]{64})"', page)
    assert here.post("/me/devices/end", data={"device": key}).status_code == 303
    assert (here.get("/me").status_code, there.get("/me").status_code) == (200, 303)


def test_every_other_device_is_ended_at_once(house: House, mei: Person) -> None:
    here, others = house.signed_in(), [house.signed_in() for _ in range(2)]
    here.post("/me/devices/end-others")
    assert [one.get("/me").status_code for one in (here, *others)] == [200, 303, 303]


def test_anothers_device_looks_like_none(house: House, mei: Person) -> None:
    assert house.signed_in().post("/me/devices/end", data={"device": "00" * 32}).status_code == 404


def test_everything_comes_along_as_a_zip(house: House, mei: Person) -> None:
    answer = house.signed_in().get("/me/take-out")
    archive = ZipFile(io.BytesIO(answer.data))
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=countinghouse-")
    assert json.loads(archive.read("person.json"))["person"]["email"] == EMAIL


def test_erasing_asks_for_the_password_and_a_tick(house: House, mei: Person) -> None:
    client = house.signed_in()
    assert client.post("/me/erase", data={"password": "not my password", "sure": "yes"}).status_code == 422
    assert client.post("/me/erase", data={"password": PASSWORD}).status_code == 422
    assert client.get("/me").status_code == 200
    assert (
        client.post("/me/erase", data={"password": PASSWORD, "sure": "yes"}).headers["Location"] == "/erased"
    )
    assert client.get("/erased").status_code == 200
    assert client.get("/me").status_code == 303
    again = house.browser().post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert again.status_code == 422


def test_guesses_of_ones_own_password_are_held_back_too(house: House, mei: Person) -> None:
    client = house.signed_in()
    guesses = [client.post("/me/erase", data={"password": f"guess number {n}"}).status_code for n in range(6)]
    assert guesses == [422] * 5 + [429]


def test_what_is_written_down_of_a_letter_is_forgotten_once_it_went(house: House, mei: Person) -> None:
    house.browser().post("/forgot", data={"email": EMAIL})
    work.work_off(house.database)
    with house.database.transaction(write=False) as session:
        assert {str(row.payload) for row in session.rows(sa.select(table(WorkRow).c.payload))} == {"{}"}


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize(
    "path",
    ["/me", "/me/password", "/me/devices", "/me/second-step", "/me/leave", "/sign-up", "/forgot", "/erased"],
)
def test_every_page_is_drawn_without_inline_style_or_script(
    house: House, mei: Person, path: str, language: str
) -> None:
    client = house.signed_in() if path.startswith("/me") else house.browser()
    client.post("/language", data={"language": language})
    page = client.get(path)
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert " style=" not in page.text
    assert "<script>" not in page.text and " onclick" not in page.text
