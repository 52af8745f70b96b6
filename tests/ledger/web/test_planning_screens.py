"""Planned items as a browser sees them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from ledger.kernel.ids import id_text
from ledger.services.planning import scheduling
from ledger.store.books import sums
from tests.cast import TODAY, named
from tests.ledger.web.household import Household, fault_of, settle


@pytest.fixture
def home(app: Flask, today: object) -> Household:
    return settle(app)


def _form(home: Household, **changed: str) -> dict[str, str]:
    bank, rent = (home.ask(lambda session, key=key: named(session, home.mei, key)) for key in ("bank", "rent"))
    return {
        "verb": "expense", "name": "Rent", "amount": "4200", "currency": "CNY", "account": id_text(bank.account_id),
        "category": id_text(rent.account_id), "on": "2026-11-20", "repeats": "monthly", "ends_on": "", **changed,
    }


def _planned(home: Household) -> scheduling.Planned:
    home.browser("Mei").post(f"{home.at}/planned", data=_form(home))
    return _items(home)[0]


def _items(home: Household) -> list[scheduling.Planned]:
    return home.ask(lambda session: scheduling.planned(session, home.mei))


def _at(home: Household, one: scheduling.Planned) -> str:
    return f"{home.at}/planned/{id_text(one.item.item_id)}"


def test_an_empty_plan_says_what_to_do_and_shows_what_is_usual(home: Household) -> None:
    page = home.browser("Mei").get(f"{home.at}/planned").text

    assert "Nothing is planned" in page
    assert "hint=rent" in page and "hint=property_fee" not in page


def test_what_the_scene_reminds_of_fills_the_form(home: Household) -> None:
    page = home.browser("Mei").get(f"{home.at}/planned/new?hint=rent").text

    assert 'value="Rent"' in page and 'value="2026-12-01"' in page
    assert len(re.findall(r"<option[^>]* selected>(?:Joint bank account|Rent)<", page)) == 2


def test_an_item_is_planned_shown_late_and_recorded_on_its_day(home: Household) -> None:
    one = _planned(home)
    client = home.browser("Mei")
    page = client.get(f"{home.at}/planned").text

    answer = client.post(f"{_at(home, one)}/record", data={"version": "1"})

    assert "1 day late" in page and answer.status_code == 303
    held = home.ask(lambda session: sums.balances(session, home.mei.book_id, TODAY))
    assert held[one.account.account_id, "CNY"][0] == -420000
    assert _items(home)[0].item.next_day.isoformat() == "2026-12-20"
    assert home.faults() == ()


def test_the_notice_takes_the_recording_back(home: Household) -> None:
    one, client = _planned(home), home.browser("Mei")
    page = client.post(f"{_at(home, one)}/record", data={"version": "1"}, follow_redirects=True).text
    undo = re.search(r'action="([^"]*/take-back[^"]*)"', page)
    assert undo is not None

    client.post(undo[1].replace("&amp;", "&"))

    assert _items(home)[0].item.next_day == one.item.next_day
    held = home.ask(lambda session: sums.balances(session, home.mei.book_id, TODAY))
    assert held[one.account.account_id, "CNY"][0] == 0


@pytest.mark.parametrize(("field", "value", "said"), [
    ("amount", "32..5", "two points"), ("amount", "-5", "without a minus"), ("name", "", "Fill this in"),
    ("on", "soon", "not a day"), ("ends_on", "2026-11-01", "before the next"), ("repeats", "daily", "Choose one"),
    ("account", "", "Fill this in"),
])
def test_what_cannot_be_planned_is_said_beside_its_field(home: Household, field: str, value: str, said: str) -> None:
    answer = home.browser("Mei").post(f"{home.at}/planned", data=_form(home, **{field: value}))

    assert answer.status_code == 422
    assert said in fault_of(answer.text, field) and 'value="' in answer.text
    assert _items(home) == []


def test_an_amount_that_cannot_be_recorded_is_said_on_the_page(home: Household) -> None:
    one = _planned(home)

    answer = home.browser("Mei").post(f"{_at(home, one)}/record", data={"version": "1", "amount": "x"})

    assert answer.status_code == 422 and "is not an amount" in answer.text


def test_an_item_is_amended_and_an_old_form_is_a_conflict(home: Household) -> None:
    one, client = _planned(home), home.browser("Mei")

    first = client.post(_at(home, one), data=_form(home, name="Rent and heating", version="1"))
    again = client.post(_at(home, one), data=_form(home, name="Heating", version="1"))

    assert (first.status_code, again.status_code) == (303, 409)
    assert [one.item.name for one in _items(home)] == ["Rent and heating"]
    shown = re.sub(r"\s+", " ", again.text)
    assert "Rent and heating" in shown and "Heating" in shown and ">Which account<" not in shown
    over = client.post(_at(home, one), data=_form(home, name="Heating", version="2"))
    assert over.status_code == 303 and [one.item.name for one in _items(home)] == ["Heating"]


def test_an_item_is_planned_no_more_and_again(home: Household) -> None:
    one, client = _planned(home), home.browser("Mei")

    page = client.post(f"{_at(home, one)}/close", data={"version": "1"}, follow_redirects=True).text
    gone = _items(home)
    client.post(f"{_at(home, one)}/reopen")

    assert "No longer planned: Rent" in page and gone == []
    assert len(_items(home)) == 1


@pytest.mark.parametrize(("name", "path", "status"), [
    ("Jun", "/planned/new", 200), ("Vic", "/planned", 200), ("Vic", "/planned/new", 403), ("Ola", "/planned", 404)])
def test_plans_are_open_to_those_in_the_ledger(home: Household, name: str, path: str, status: int) -> None:
    assert home.browser(name).get(home.at + path).status_code == status


def test_a_second_press_of_the_same_button_records_once(home: Household) -> None:
    one, client = _planned(home), home.browser("Mei")
    sent = {"version": "1", "client_key": "press-once"}

    first, second = (client.post(f"{_at(home, one)}/record", data=sent) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    held = home.ask(lambda session: sums.balances(session, home.mei.book_id, TODAY))
    assert held[one.account.account_id, "CNY"][0] == -420000
