"""Opening a ledger, its settings, putting it away and erasing it, as a browser sees it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask

from ledger.kernel.ids import id_text, read_id
from ledger.store.books import accounts, books
from tests.ledger.web.household import Household, again, fault_of, hidden, settle, versions

OPENED = {"scene": "household", "name": "Our flat", "currency": "CNY", "zone": "Asia/Shanghai"}


@pytest.fixture
def home(app: Flask) -> Household:
    return settle(app)


def _settings(home: Household, **changed: str) -> dict[str, str]:
    book = home.mei.book
    return {"version": "1", "name": book.name, "zone": book.zone, "currency": book.home_currency,
            "pigment": "pine", "locked_until": "", **changed}


def _book(home: Household):
    return home.ask(lambda session: books.load(session, [home.mei.book_id]))[home.mei.book_id]


def test_the_market_shows_every_scene_with_what_is_inside(home: Household) -> None:
    page = home.browser("Mei").get("/books/new").text

    assert page.count('type="radio" name="scene"') == 3
    for inside in ("Household", "WeChat", "Recorded with one tap", "Dining"):
        assert inside in page


def test_a_ledger_opens_from_its_scene_and_leads_to_its_journal(home: Household) -> None:
    answer = home.browser("Ola").post("/books", data=OPENED)

    assert answer.status_code == 303
    found = answer.location.split("/")[2]
    with home.app.extensions["house_database"].transaction(write=False) as session:
        book = books.load(session, [read_id(found)])[read_id(found)]
        opened = accounts.load(session, book.book_id)
    assert (book.name, book.scene, book.home_currency, book.zone) == ("Our flat", "household", "CNY", "Asia/Shanghai")
    assert {"dining", "wechat"} <= {account.pack_key for account in opened.values()}


def test_a_name_left_empty_is_the_scenes(home: Household) -> None:
    client = home.browser("Ola")
    client.post("/books", data={**OPENED, "name": ""})

    assert "Household" in client.get("/").text


@pytest.mark.parametrize(("field", "value"), [
    ("scene", ""), ("scene", "castle"), ("currency", "XXX"), ("zone", "Moon/Base"), ("name", "x" * 81)])
def test_what_cannot_be_opened_is_said_beside_its_field(home: Household, field: str, value: str) -> None:
    answer = home.browser("Mei").post("/books", data={**OPENED, field: value})

    assert answer.status_code == 422
    assert fault_of(answer.text, field)


def test_settings_are_kept(home: Household) -> None:
    answer = home.browser("Jun").post(f"{home.at}/settings", data=_settings(
        home, name="The flat", pigment="ochre", currency="EUR", zone="Europe/Madrid", locked_until="2026-10-31"))

    book = _book(home)
    assert answer.location == f"{home.at}/settings"
    assert (book.name, book.pigment, book.home_currency, book.zone) == ("The flat", "ochre", "EUR", "Europe/Madrid")
    assert str(book.locked_until) == "2026-10-31"
    assert home.faults() == ()


@pytest.mark.parametrize(("field", "value"), [
    ("name", " "), ("zone", "Moon/Base"), ("currency", "XXX"), ("pigment", "gold"), ("locked_until", "soon")])
def test_settings_that_cannot_be_are_said_beside_their_field(home: Household, field: str, value: str) -> None:
    answer = home.browser("Mei").post(f"{home.at}/settings", data=_settings(home, **{field: value}))

    assert answer.status_code == 422
    assert fault_of(answer.text, field)
    assert _book(home).version == 1


def test_settings_from_an_old_form_are_a_conflict(home: Household) -> None:
    client = home.browser("Mei")
    client.post(f"{home.at}/settings", data=_settings(home, name="The flat"))

    late = client.post(f"{home.at}/settings", data=_settings(home, name="My flat", locked_until="2026-10-31"))

    assert (late.status_code, _book(home).name) == (409, "The flat")
    assert versions(late.text) == {"Name": ("My flat", "The flat"), "Closed up to and with": ("31 Oct", "–")}
    assert client.post(f"{home.at}/settings", data=again(late.text)).status_code == 303
    assert (_book(home).name, _book(home).locked_until) == ("My flat", date(2026, 10, 31))


@pytest.mark.parametrize(("name", "status"), [("Vic", 403), ("Ola", 404)])
def test_settings_are_closed_to_those_who_may_not_arrange(home: Household, name: str, status: int) -> None:
    client = home.browser(name)

    assert client.get(f"{home.at}/settings").status_code == status
    assert client.post(f"{home.at}/settings", data=_settings(home)).status_code == status
    assert client.post(f"{home.at}/erase", data={"confirm": "Our home"}).status_code == status


def test_only_an_owner_opens_closed_months_again(home: Household) -> None:
    home.browser("Mei").post(f"{home.at}/settings", data=_settings(home, locked_until="2026-10-31"))
    opened = _settings(home, version="2")

    assert home.browser("Jun").post(f"{home.at}/settings", data=opened).status_code == 403
    assert home.browser("Mei").post(f"{home.at}/settings", data=opened).status_code == 303


def test_a_ledger_put_away_is_taken_out_again(home: Household) -> None:
    client = home.browser("Mei")
    version = hidden(client.get(f"{home.at}/settings").text, "version")
    away = client.post(f"{home.at}/put-away", data={"version": version})
    assert (away.location, _book(home).closed) == ("/", True)

    out = client.post(f"{home.at}/take-out", data={"version": "2"})

    assert (out.status_code, _book(home).closed) == (303, False)
    late = client.post(f"{home.at}/put-away", data={"version": "2"})
    assert (late.status_code, versions(late.text), "Put it away all the same" in late.text) == (409, {}, True)
    assert home.faults() == ()


def test_putting_a_ledger_away_is_undone_from_its_notice(home: Household) -> None:
    client = home.browser("Mei")
    client.post(f"{home.at}/put-away", data={"version": "1"})
    page = client.get(f"{home.at}/settings").text
    undo = re.search(r'action="([^"]*/take-out\?version=2)"', page)
    assert undo is not None and "Put away: Our home" in page

    client.post(undo[1])

    assert not _book(home).closed


@pytest.mark.parametrize("deed", ["put-away", "take-out", "erase"])
def test_a_partner_does_not_end_a_ledger(home: Household, deed: str) -> None:
    sent = {"version": "1", "confirm": "Our home"}

    assert home.browser("Jun").post(f"{home.at}/{deed}", data=sent).status_code == 403


def test_a_ledger_goes_only_once_its_name_was_typed(home: Household) -> None:
    client = home.browser("Mei")
    wrong = client.post(f"{home.at}/erase", data={"confirm": "our home"})
    assert (wrong.status_code, bool(fault_of(wrong.text, "confirm"))) == (422, True)

    gone = client.post(f"{home.at}/erase", data={"confirm": "Our home"})

    assert gone.location == "/"
    assert client.get(f"{home.at}/settings").status_code == 404
    assert id_text(home.mei.book_id) not in client.get("/").text
