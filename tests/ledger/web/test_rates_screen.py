"""Where a person gives a missing rate: led there by the count beside a total, done once, refused in their words."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from ledger.kernel.ids import id_text
from tests.browsing import signed_in
from tests.cast import join
from tests.ledger.domain.files.bills_made import app as alipay
from tests.ledger.services.files import bills


@pytest.fixture
def books(app: Flask, today: object) -> tuple[str, object, object]:
    """A ledger in tenge with a bill in yuan: its address, its owner's browser, its viewer's."""
    database = app.extensions["house_database"]
    seat = bills.opened(database, currency="KZT")
    bills.imported(database, seat, alipay({}))
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        vic = join(session, seat, "Vic", "viewer")
    mei, vic_sits = (signed_in(app, one.member.person_id) for one in (seat, vic))
    return f"/books/{id_text(seat.book_id)}", mei, vic_sits


def form(**changed: str) -> dict[str, str]:
    return {"currency": "CNY", "day": "2026-03-05", "rate": "75.5", **changed}


def test_the_count_beside_a_total_leads_to_the_form_and_goes_away(books) -> None:
    at, mei, _vic = books
    month, journal = f"{at}/month?month=2026-03", f"{at}/journal?month=2026-03"
    assert f'href="{at}/rates"' in mei.get(month).text and f'href="{at}/rates"' in mei.get(journal).text
    page = mei.get(f"{at}/rates").text
    assert "What one CNY was worth in KZT" in page and 'value="2026-03-05"' in page and "1 entry waits" in page

    answer = mei.post(f"{at}/rates", data=form())

    assert answer.status_code == 303
    assert "No entry waits for a rate." in mei.get(f"{at}/rates").text
    assert f"{at}/rates" not in mei.get(month).text and f"{at}/rates" not in mei.get(journal).text
    assert "2,906.75" in html.unescape(mei.get(month).text)


def test_sending_the_form_twice_changes_nothing_the_second_time(books) -> None:
    at, mei, _vic = books
    key = re.search(r'name="client_key" value="([^"]+)"', mei.get(f"{at}/rates").text)[1]

    answers = [mei.post(f"{at}/rates", data=form(client_key=key)) for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    assert "Nothing waits for a rate of CNY any more." not in mei.get(f"{at}/rates").text


def test_a_second_person_is_told_that_nothing_waits(books) -> None:
    at, mei, _vic = books
    mei.post(f"{at}/rates", data=form())
    mei.get(f"{at}/rates")

    mei.post(f"{at}/rates", data=form(rate="80"))

    assert "Nothing waits for a rate of CNY any more." in mei.get(f"{at}/rates").text


@pytest.mark.parametrize(("language", "said"), [
    ("en", "A rate is a number above zero"), ("zh-Hans", "大于零"), ("zh-Hant", "大於零"),
])
def test_what_is_no_rate_is_said_beside_the_field_in_the_readers_language(books, language, said) -> None:
    at, mei, _vic = books
    mei.post("/language", data={"language": language, "next": at})

    answer = mei.post(f"{at}/rates", data=form(rate="0"))

    assert answer.status_code == 422
    assert said in re.search(r'id="f-rate-cny-fault">.*?<span>(.*?)</span>', answer.text, re.S)[1]
    assert 'value="0"' in answer.text


def test_a_viewer_sees_what_waits_and_gives_no_rate(books) -> None:
    at, mei, vic = books

    assert "1 entry waits" in vic.get(f"{at}/rates").text and 'name="rate"' not in vic.get(f"{at}/rates").text
    assert vic.post(f"{at}/rates", data=form()).status_code == 403
    assert "1 entry waits" in mei.get(f"{at}/rates").text


def test_the_days_that_wait_open_their_entries(books) -> None:
    at, mei, _vic = books

    link = re.search(rf'href="({at}/journal\?since=2026-03-05[^"]*)"', mei.get(f"{at}/rates").text)[1]

    assert "38.50" in mei.get(html.unescape(link)).text
