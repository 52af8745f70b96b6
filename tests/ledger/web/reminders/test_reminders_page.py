"""One's own page of reminders, and the page behind a letter's last link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ledger.domain.reminders.wishes import Kind, Wishes
from ledger.plumbing.db import Database
from ledger.plumbing.mail import init_mail
from ledger.services.reminders import wishing
from ledger.store.reminders import wishes as rows
from tests.browsing import signed_in
from tests.cast import NOW, book, person
from tests.ledger.services.reminders.receiving import Browser

SAID = {"record": "yes", "record_at": "21", "due_at": "9", "due_days": "3", "by_mail": "yes", "quiet_from": "22",
        "quiet_to": "8", "paused_until": ""}


class Home:
    """Mei, signed in, and what she wishes for."""

    def __init__(self, app: Flask, folder: Path) -> None:
        app.config["WTF_CSRF_ENABLED"] = False
        self.app, self.database = app, app.extensions["house_database"]
        assert isinstance(self.database, Database)
        init_mail(self.database, f"file:{folder}", "https://books.example.org")
        with self.database.transaction() as session:
            self.mei = book(session).member.person_id or 0
        self.client: FlaskClient = signed_in(app, self.mei, NOW)

    def wishes(self) -> Wishes:
        with self.database.transaction(write=False) as session:
            session.allow_person(self.mei)
            return wishing.wishes_of(session, self.mei)

    def link(self, kind: Kind) -> str:
        with self.database.transaction() as session:
            session.allow_person(self.mei)
            return "/reminders/stop/" + wishing.link_of(self.mei, kind, rows.secret_of(session, self.mei) or b"")


@pytest.fixture
def home(app: Flask, today: object, tmp_path: Path) -> Home:
    return Home(app, tmp_path / "letters")


def test_everything_is_off_until_it_is_ticked_and_then_remembered(home: Home) -> None:
    page = home.client.get("/me/reminders").text.split("<main")[1]
    assert "Reminders" in page and re.findall(r'type="checkbox" id="f-(\w+)"[^>]* checked', page) == ["by_mail"]

    assert home.client.post("/me/reminders", data=SAID).status_code == 303
    assert (home.wishes().record, home.wishes().record_at, home.wishes().due) == (True, 21, False)
    page = home.client.get("/me/reminders?done=yes").text
    assert "Kept." in page and re.search(r'id="f-record"[^>]* checked', page)
    assert 'href="/me/reminders"' in home.client.get("/me").text


@pytest.mark.parametrize(("wrong", "word"), [
    ({"by_mail": ""}, "Choose how you want to be reminded"), ({"record_at": "23"}, "within your quiet hours"),
    ({"record_at": "24"}, "Choose one of those shown"), ({"due_days": "15"}, "Choose one of those shown"),
    ({"paused_until": "soon"}, "is not a day"), ({"quiet_to": ""}, "Fill this in"),
    ({"shown": "0000000000001 0000000000002"}, "Choose one of those shown"), ({"shown": "x", "book-x": "yes"}, ""),
])
def test_what_cannot_be_comes_back_beside_its_field_with_what_was_typed(
    home: Home, wrong: dict[str, str], word: str
) -> None:
    answer = home.client.post("/me/reminders", data={**SAID, **wrong})

    assert answer.status_code in ((422,) if word else (404, 303)) and word in answer.text
    assert not word or re.search(r'id="f-record"[^>]* checked', answer.text)
    assert not word or home.wishes() == Wishes()


def test_a_letter_is_stopped_by_one_press_without_signing_in_and_by_a_mail_program(home: Home) -> None:
    home.client.post("/me/reminders", data={**SAID, "due": "yes"})
    home.app.config["WTF_CSRF_ENABLED"] = True
    stranger = home.app.test_client()
    link = home.link(Kind.RECORD)

    assert "Stop these reminders?" in stranger.get(link).text
    assert home.wishes().record, "looking stops nothing"
    stopped = stranger.post(link, data={"List-Unsubscribe": "One-Click"})
    assert stopped.status_code == 200 and "no longer reminded to record" in stopped.text
    assert (home.wishes().record, home.wishes().due) == (False, True)
    assert stranger.post(link).status_code == 200, "twice is as once"


def test_a_link_nobody_wrote_leads_nowhere(home: Home) -> None:
    home.client.post("/me/reminders", data=SAID)
    link = home.link(Kind.RECORD)

    for forged in (link.replace(".record.", ".due."), link + "0", "/reminders/stop/x", "/reminders/stop/..ü"):
        assert home.client.get(forged).status_code == home.client.post(forged).status_code == 404


def test_this_device_takes_pushes_until_it_says_otherwise(home: Home) -> None:
    said = {"endpoint": "https://push.example.org/one", **Browser().said}

    assert home.client.post("/me/reminders/device", data=said).status_code == 303
    page = home.client.get("/me/reminders").text
    assert "It takes pushes" in page and "1 device takes it" in page
    assert home.client.post("/me/reminders/device/leave").status_code == 303
    assert "No device takes it yet" in home.client.get("/me/reminders").text


@pytest.mark.parametrize("wrong", [{"endpoint": "https://192.168.0.1/x"}, {"secret": "AAAA"}])
def test_a_device_that_cannot_be_reached_is_refused(home: Home, wrong: dict[str, str]) -> None:
    said = {"endpoint": "https://push.example.org/one", **Browser().said, **wrong}
    answer = home.client.post("/me/reminders/device", data=said)

    assert answer.status_code == 422 and "did not say how it can be reached" in answer.text


def test_another_persons_ledgers_are_never_among_ones_own(home: Home) -> None:
    with home.database.transaction() as session:
        ola = person(session, "Ola")
    other = signed_in(home.app, ola, NOW)

    assert "Our home" not in other.get("/me/reminders").text
    assert other.post("/me/reminders", data=SAID).status_code == 303 and home.wishes() == Wishes()
