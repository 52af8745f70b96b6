"""The page of what lies ahead as a browser sees it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from ledger.kernel.ids import id_text
from tests.ledger.services.ahead.lived import counted, lived
from tests.ledger.web.household import Household, fault_of, settle


@pytest.fixture
def home(app: Flask, today: object) -> Household:
    return settle(app)


def _lives(home: Household, **how: str) -> str:
    with home.app.extensions["house_database"].transaction() as session:
        session.allow_books([home.mei.book_id])
        return id_text(lived(session, home.mei, **how).item_id)


def test_it_says_the_lowest_point_and_what_comes_up(home: Household) -> None:
    item = _lives(home)
    page = home.browser("Mei").get(f"{home.at}/ahead").text

    assert "Down to ¥" in page and "Maple Works" in page
    assert f'href="{home.at}/planned/{item}"' in page
    assert "as every month" in page and "Every month on the 1st" in page
    assert f'href="{home.at}/planned"' in page
    assert page.count('class="cal-month"') == 4
    assert f'href="{home.at}/ahead"' in home.browser("Mei").get(f"{home.at}/planned").text


def test_where_it_is_tight_the_ways_stand_beside_it(home: Household) -> None:
    item = _lives(home, held="0.01", rent="29600")
    page = home.browser("Mei").get(f"{home.at}/ahead").text

    assert "What weighs most until then: Rent" in page
    assert re.search(rf'<a class="chip" href="{home.at}/planned/{item}">Rent on 16 Feb', page)
    assert 'class="chip" href' not in home.browser("Vic").get(f"{home.at}/ahead").text


@pytest.mark.parametrize(("asked", "said"), [
    ("amount=100&on=2026-12-03", "Yes. From that day on the lowest is"),
    ("amount=9e9&on=2026-12-03", ""),
    ("amount=500000&on=2026-12-03", "No. It would come down to −¥"),
])
def test_one_can_ask_whether_it_can_be_afforded(home: Household, asked: str, said: str) -> None:
    _lives(home)
    page = home.browser("Mei").get(f"{home.at}/ahead?{asked}").text

    assert said in page
    assert ('id="answer"' in page) == bool(said)


@pytest.mark.parametrize(("asked", "field", "said"), [
    ("amount=&on=2026-12-03", "amount", "Fill this in."),
    ("amount=0&on=2026-12-03", "amount", "Write how much. An amount of zero records nothing."),
    ("amount=12&on=soon", "on", "“soon” is not a day. Write it as 2026-11-21."),
    ("amount=12&on=2027-12-03", "on", "Choose a day from today to 2027-02-19."),
])
def test_what_is_wrong_stands_beside_its_field(home: Household, asked: str, field: str, said: str) -> None:
    _lives(home)
    page = home.browser("Mei").get(f"{home.at}/ahead?{asked}").text

    assert fault_of(page, field) == said


def test_too_little_says_what_would_settle_it(home: Household) -> None:
    assert "Write down what one of your accounts holds" in home.browser("Mei").get(f"{home.at}/ahead").text
    with home.app.extensions["house_database"].transaction() as session:
        session.allow_books([home.mei.book_id])
        counted(session, home.mei, "5000", back=30)
    page = home.browser("Mei").get(f"{home.at}/ahead?amount=5&on=2026-12-01").text

    assert "it stands here in 59 days." in page
    assert "Can I afford it?" not in page
