"""Where a person takes a ledger along: three forms, each a file with the right name and kind."""

from __future__ import annotations

import pytest

from ledger.services.books import bookkeeping
from tests.cast import NOW, lunch
from tests.ledger.web.household import Household, settle


@pytest.fixture
def home(app, today) -> Household:
    home = settle(app)
    with app.extensions["house_database"].transaction() as session:
        session.allow_books([home.mei.book_id])
        bookkeeping.record(session, home.mei, lunch(session, home.mei), NOW)
    return home


def test_settings_and_the_month_lead_to_it(home) -> None:
    mei, vic = home.browser("Mei"), home.browser("Vic")

    assert f'href="{home.at}/export"' in mei.get(f"{home.at}/settings").text
    assert f'href="{home.at}/export"' in vic.get(f"{home.at}/month").text


def test_the_page_offers_three_forms(home) -> None:
    page = home.browser("Vic").get(f"{home.at}/export").text

    for form in ("csv", "beancount", "hledger"):
        assert f'href="{home.at}/export/file?format={form}" download' in page


@pytest.mark.parametrize(("form", "kind", "ending"), [
    ("csv", "text/csv", "csv"), ("beancount", "text/plain", "beancount"), ("hledger", "text/plain", "journal"),
])  # fmt: skip
def test_a_form_is_a_file_to_keep(home, form: str, kind: str, ending: str) -> None:
    answer = home.browser("Mei").get(f"{home.at}/export/file?format={form}")

    assert (answer.status_code, answer.content_type) == (200, f"{kind}; charset=utf-8")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="Our home-2026-11-21.{ending}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content_length == len(answer.data) > 500
    assert "Old Street" in answer.text


def test_another_form_is_refused_by_name(home) -> None:
    assert home.browser("Mei").get(f"{home.at}/export/file?format=xlsx").status_code == 422


def test_a_stranger_finds_nothing(home) -> None:
    for path in ("export", "export/file"):
        assert home.browser("Ola").get(f"{home.at}/{path}").status_code == 404


def test_a_name_in_chinese_goes_along(home) -> None:
    home.browser("Mei").post(f"{home.at}/settings", data={
        "name": "我们家", "zone": "Asia/Shanghai", "pigment": "pine", "version": "1", "client_key": "k"})  # fmt: skip

    answer = home.browser("Mei").get(f"{home.at}/export/file")

    assert "filename*=UTF-8''%E6%88%91%E4%BB%AC%E5%AE%B6-2026-11-21.csv" in answer.headers["Content-Disposition"]
